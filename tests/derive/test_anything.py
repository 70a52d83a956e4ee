"""Whatever can be linked can be derived."""

from collections.abc import Sequence

from hypothesis import assume, given

from tests.support.catalogs import components, platforms, sound
from tigerex_k8s import CatalogError, Platform, link
from tigerex_k8s.derive.exposure import routes
from tigerex_k8s.derive.network import policy
from tigerex_k8s.derive.placement import placement
from tigerex_k8s.derive.quota import quota
from tigerex_k8s.derive.secrets import synced_secrets
from tigerex_k8s.derive.variables import configuration, variables
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.environment import Component


def _graph(declared: Sequence[Component], platform: Platform) -> Graph | None:
    try:
        return link(*declared, namespace="shop", platform=platform)
    except CatalogError:
        return None


@given(declared=components | sound(), platform=platforms)
def test_what_is_linked_is_derived_without_a_name_twice(declared: Sequence[Component], platform: Platform) -> None:
    """Linking has found everything that could be wrong, so that nothing behind it has to look."""
    graph = _graph(declared, platform)
    assume(graph is not None)
    assert graph is not None

    named = [
        [one.name for one in synced_secrets(graph)],
        [one.name for one in routes(graph)],
        [policy(graph, name).name for name, node in graph.nodes.items() if node.ours],
        *([one.name for one in variables(graph, service)] for service in graph.services.values()),
    ]
    for service in graph.services.values():
        assert configuration(graph, service) or not service.config
        assert placement(graph, service.node_group).group == service.node_group

    assert quota(graph)
    assert [names for names in named if len(names) != len(set(names))] == []
