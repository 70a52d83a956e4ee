"""Where pods go: node group, tolerated taint, spread over zones and hosts."""

from dataclasses import dataclass

from tigerex_k8s.graph.values import Graph

GROUP_KEY = "tigerex.com/node-group"
_ZONE = "topology.kubernetes.io/zone"
_HOST = "kubernetes.io/hostname"


@dataclass(frozen=True, slots=True)
class Spread:
    """Keep pods even over *topology_key*; *hard* means rather pending than uneven."""

    topology_key: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """A node group to run on, whether its taint is tolerated, and how pods are spread."""

    group: str | None
    tolerated: bool
    spread: tuple[Spread, ...]


def placement(graph: Graph, group: str | None) -> Placement:
    """Derive the placement of pods that run on *group*; None is any node without a taint."""
    dedicated = {one.name for one in graph.platform.node_groups if one.dedicated}
    zones = (Spread(_ZONE, hard=True),) if len(graph.platform.zones) > 1 else ()
    return Placement(group, group in dedicated, (*zones, Spread(_HOST, hard=False)))
