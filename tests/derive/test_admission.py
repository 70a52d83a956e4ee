"""The admission policy lets in what we run, and nothing else."""

import cel
import pytest

from tests.catalog import graph_of
from tigerex_k8s.derive.admission import validations

# The library has no optional fields; what it is given here has none either.
_PLAIN = (".?initContainers.orValue([])", ".?ephemeralContainers.orValue([])")


def _admitted(image: str) -> bool:
    pod = {"spec": {"containers": [{"image": image}]}}
    expressions = [one.expression for one in validations(graph_of("production"))]
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
