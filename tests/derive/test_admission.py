"""The admission policy lets in what we run, and nothing else."""

import cel
import pytest

from tests.catalog import graph_of
from tigerex_k8s import Platform, Service, link
from tigerex_k8s.derive.admission import validations
from tigerex_k8s.graph.values import Graph

# The library has no optional fields; what it is given here has none either.
_PLAIN = (".?initContainers.orValue([])", ".?ephemeralContainers.orValue([])")


def _admitted(image: str, graph: Graph | None = None) -> bool:
    pod = {"spec": {"containers": [{"image": image}]}}
    expressions = [one.expression for one in validations(graph or graph_of("production"))]
    for optional in _PLAIN:
        expressions = [one.replace(f" + object.spec{optional}", "") for one in expressions]
    return all(cel.evaluate(one, {"object": pod}) for one in expressions)


@pytest.mark.parametrize("image", [one.image for one in graph_of("production").services.values()])
def test_what_we_run_is_admitted(image: str) -> None:
    """Else nothing would start."""
    assert _admitted(image)


@pytest.mark.parametrize(
    "image", ["ghcr.io/tigerex/web-app", "ghcr.io/tigerex/web-app:latest", "ghcr.io/tigerexx/web-app:1", "nginx:1"]
)
def test_what_we_do_not_run_is_refused(image: str) -> None:
    """No version, a moving one, or somebody else's registry."""
    assert not _admitted(image)


DIGEST = "@sha256:" + "0" * 64
HOST = "registry.example:5000"


@pytest.mark.parametrize("released", [f":1{DIGEST}", DIGEST], ids=["tag and digest", "digest"])
def test_what_is_released_by_digest_runs_by_digest(released: str) -> None:
    """A tag may be pushed again; others from the same host, whose digest nobody knows, run by theirs."""
    web = Service(name="web", image=f"{HOST}/web{released}")
    graph = link(web, namespace="shop", platform=Platform(registries=(HOST,)))

    assert _admitted(web.image, graph)
    assert not _admitted(f"{HOST}/web:1", graph)
    assert _admitted(f"{HOST}/website:1", graph)
