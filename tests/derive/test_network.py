"""Policies come from edges, and both of their ends agree."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tigerex_k8s.derive.network import policy
from tigerex_k8s.graph.values import Graph


def _ours(graph: Graph) -> list[str]:
    return [name for name, node in graph.nodes.items() if node.ours]


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_both_ends_of_every_edge_agree(environment: str) -> None:
    """What one side may send, the other side accepts; nothing more."""
    graph = graph_of(environment)
    ours = _ours(graph)
    by_peers = {node.peers: name for name, node in graph.nodes.items()}
    by_pods = {node.pods: name for name, node in graph.nodes.items()}

    sent = {
        (name, target, port)
        for name in ours
        for rule in policy(graph, name).egress
        for port in rule.ports
        if (target := by_peers[rule.peers]) in ours
    }
    accepted = {
        (source, name, port)
        for name in ours
        for rule in policy(graph, name).ingress
        for port in rule.ports
        for peer in rule.peers
        if (source := by_pods[peer]) in ours  # type: ignore[index]  # ingress peers are pods
    }

    assert sent
    assert sent == accepted


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_pod_of_ours_can_ask_dns(environment: str) -> None:
    """A pod under default-deny without DNS finds nobody."""
    graph = graph_of(environment)

    deaf = [
        name
        for name in _ours(graph)
        if not any(edge.source == name and edge.target == "cluster-dns" for edge in graph.edges)
    ]

    assert deaf == []
