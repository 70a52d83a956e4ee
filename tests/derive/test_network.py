"""Policies come from edges, and both of their ends agree."""

import pytest
from hypothesis import given

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tests.support.catalogs import IMAGE, sound
from tigerex_k8s import Endpoint, Redis, Service, calls, link, writes
from tigerex_k8s.derive.network import Policy, Rule, policy
from tigerex_k8s.graph.values import Graph, Pods, Port
from tigerex_k8s.model.environment import Component


def _ours(graph: Graph) -> list[str]:
    return [name for name, node in graph.nodes.items() if node.ours]


def _sent(graph: Graph) -> set[tuple[str, str, Port]]:
    """Return source, target and port of all that the policies of our pods let out to pods of ours."""
    by_peers = {node.peers: name for name, node in graph.nodes.items()}
    return {
        (name, target, port)
        for name in _ours(graph)
        for rule in policy(graph, name).egress
        for port in rule.ports
        if graph.nodes[target := by_peers[rule.peers]].ours
    }


def _accepted(graph: Graph) -> set[tuple[str, str, Port]]:
    """Return the same of all that they let in."""
    by_pods = {node.pods: name for name, node in graph.nodes.items() if node.pods}
    return {
        (source, name, port)
        for name in _ours(graph)
        for rule in policy(graph, name).ingress
        for port in rule.ports
        for peer in rule.peers
        if isinstance(peer, Pods) and graph.nodes[source := by_pods[peer]].ours
    }


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_both_ends_of_every_edge_agree(environment: str) -> None:
    """What one side may send, the other side accepts; nothing more."""
    graph = graph_of(environment)

    assert _sent(graph)
    assert _sent(graph) == _accepted(graph)


@given(declared=sound())
def test_both_ends_agree_in_any_exchange(declared: tuple[Component, ...]) -> None:
    """Also in those that nobody has thought of, and every need is among what is sent."""
    graph = link(*declared, namespace="shop")

    assert _sent(graph) == _accepted(graph)
    assert {
        (edge.source, edge.target, port)
        for edge in graph.edges
        for port in edge.ports
        if graph.nodes[edge.source].ours and graph.nodes[edge.target].ours
    } == _sent(graph)


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


def test_a_policy_says_who_and_where_in_both_directions() -> None:
    """One small exchange in full: Prometheus and the caller in, the cache and DNS out, sorted by the other's name."""
    graph = link(
        Service(name="web", image=IMAGE, needs=(calls("orders"), calls("orders", "feed", as_="FEED"))),
        Service(
            name="orders",
            image=IMAGE,
            needs=(writes("cache"),),
            offers=(
                Endpoint(name="http", port=80),
                Endpoint(name="feed", port=81),
                Endpoint(name="metrics", port=90, metrics_path="/metrics"),
            ),
        ),
        Redis(name="cache", image=IMAGE, exporter_image=IMAGE, storage="1Gi"),
        namespace="shop",
    )

    assert policy(graph, "orders") == Policy(
        name="orders",
        pods=Pods("shop", (("app", "orders"),)),
        ingress=(
            Rule((Pods("monitoring", (("app", "prometheus"),)),), (Port(90),)),
            Rule((Pods("shop", (("app", "web"),)),), (Port(80), Port(81))),
        ),
        egress=(
            Rule((Pods("shop", (), having=("app", ("cache-follower", "cache-leader"))),), (Port(6379),)),
            Rule((Pods("kube-system", (("k8s-app", "kube-dns"),)),), (Port(53), Port(53, "UDP"))),
        ),
    )


def test_what_is_no_pod_has_no_policy() -> None:
    """Asked for all the same, it is a mistake of the caller."""
    with pytest.raises(ValueError, match=r"^internet has no pods that a policy could select$"):
        policy(link(namespace="shop"), "internet")
