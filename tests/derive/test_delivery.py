"""One Argo CD serves all environments that are not applied by hand."""

import pytest

from charts.environments import DELIVERY
from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tigerex_k8s.derive.delivery import delivery
from tigerex_k8s.errors import CatalogError
from tigerex_k8s.graph.link import link
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks
from tigerex_k8s.model.operator import Delivery
from tigerex_k8s.model.platform import Platform


def _graph(delivered: Delivery | None) -> Graph:
    eks = Eks(name="shop", account="111122223333", region="eu-central-1", version="1.35")
    return link(namespace="shop", platform=Platform(eks=eks, zones=("eu-central-1a",), delivery=delivered))


def test_environments_share_a_delivery() -> None:
    """Development has none, and is in nobody's way."""
    assert delivery({name: graph_of(name) for name in ENVIRONMENT_NAMES}) == DELIVERY


def test_nothing_is_delivered_where_nobody_asks_for_it() -> None:
    """Then no Argo CD is installed either."""
    assert delivery({"shop": _graph(None)}) is None


def test_two_deliveries_are_refused() -> None:
    """Their projects have the same names, and the second would overwrite the first."""
    other = Delivery(repository="https://example.com/fork.git", argo_cd=DELIVERY.argo_cd)

    with pytest.raises(CatalogError, match="b has another delivery than a; one Argo CD serves all"):
        delivery({"a": _graph(DELIVERY), "b": _graph(other), "c": _graph(None)})


@pytest.mark.parametrize(
    ("deploys", "said"),
    [
        ("shpo", "delivery deploys to 'shpo'; did you mean 'shop'?"),
        ("plain", "delivery deploys to 'plain'; there is shop"),
    ],
)
def test_a_push_is_deployed_to_what_is_delivered(deploys: str, said: str) -> None:
    """Where nothing is delivered, a commit would change nothing."""
    delivered = Delivery(repository="https://github.com/acme/shop.git", argo_cd=DELIVERY.argo_cd, deploys=deploys)

    with pytest.raises(CatalogError) as caught:
        delivery({"shop": _graph(delivered), "plain": _graph(None)})

    assert caught.value.problems == (said,)
