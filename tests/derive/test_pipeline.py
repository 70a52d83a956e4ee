"""What a pipeline builds, and where it asks for its health."""

import pytest

from charts.environments import DELIVERY
from tests.catalog import graph_of
from tigerex_k8s.derive.pipeline import Build, health_urls, registry, source
from tigerex_k8s.errors import CatalogError
from tigerex_k8s.model.operator import Delivery


def test_only_what_everybody_reaches_is_asked() -> None:
    """The back office answers the company alone, the engine's probes are not exposed, and others have no route."""
    assert health_urls(graph_of("staging")) == (
        "https://api.staging.tigerex.com/health",
        "https://staging.tigerex.com/api/health",
        "https://www.staging.tigerex.com/api/health",
    )


def test_images_go_to_one_registry() -> None:
    """A workflow's own token is good for GitHub's."""
    one, other = Build("a", "ghcr.io/acme/a", "a/Dockerfile"), Build("b", "quay.io/acme/b", "b/Dockerfile")

    assert registry((one, one)) == "ghcr.io"
    with pytest.raises(CatalogError, match=r"^images are pushed to ghcr.io and quay.io; a workflow logs in to one reg"):
        registry((one, other))


def test_the_manifests_of_a_github_workflow_are_on_github() -> None:
    """The App that commits to them is GitHub's."""
    elsewhere = Delivery(repository="https://example.com/acme/shop.git", argo_cd=DELIVERY.argo_cd)

    assert source(DELIVERY) == "tigerex/tigerex-k8s"
    with pytest.raises(CatalogError, match=r"but https://example.com/acme/shop.git is not on GitHub$"):
        source(elsewhere)
