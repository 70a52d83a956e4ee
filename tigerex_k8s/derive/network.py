"""NetworkPolicies: one an owner, both directions, read from the edges."""

from collections.abc import Iterable
from dataclasses import dataclass

from tigerex_k8s.graph.values import Addresses, Edge, Graph, Pods, Port


@dataclass(frozen=True, slots=True)
class Rule:
    """Traffic with *peers* on *ports* of whoever is connected to."""

    peers: tuple[Pods | Addresses, ...]
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the pods of one node may receive and send; everything else is denied."""

    name: str
    pods: Pods
    ingress: tuple[Rule, ...]
    egress: tuple[Rule, ...]


def policy(graph: Graph, name: str) -> Policy:
    """Derive the policy of the node called *name*; both its directions come from the same edges."""
    node = graph.nodes[name]
    if node.pods is None:
        raise ValueError(f"{name} has no pods that a policy could select")
    arriving = (edge for edge in graph.edges if edge.target == name)
    leaving = (edge for edge in graph.edges if edge.source == name)
    return Policy(
        name=name,
        pods=node.pods,
        ingress=tuple(
            Rule((source,), ports)
            for other, ports in _ports_by((edge.source, edge) for edge in arriving)
            if (source := graph.nodes[other].pods) is not None
        ),
        egress=tuple(
            Rule(graph.nodes[other].peers, ports) for other, ports in _ports_by((edge.target, edge) for edge in leaving)
        ),
    )


def _ports_by(edges: Iterable[tuple[str, Edge]]) -> list[tuple[str, tuple[Port, ...]]]:
    """Join the ports of parallel edges, sorted by the node at the other end."""
    found: dict[str, set[Port]] = {}
    for other, edge in edges:
        found.setdefault(other, set()).update(edge.ports)
    return [(other, tuple(sorted(ports))) for other, ports in sorted(found.items())]
