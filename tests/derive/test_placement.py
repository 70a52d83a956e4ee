"""Pods go to their group of nodes, and apart from each other."""

from tigerex_k8s import NodeGroup, Platform, link
from tigerex_k8s.derive.placement import Placement, Spread, placement

ZONE = Spread("topology.kubernetes.io/zone", hard=True)
HOST = Spread("kubernetes.io/hostname", hard=False)


def _placed(group: str | None, *, zones: tuple[str, ...] = ()) -> Placement:
    groups = (NodeGroup(name="engine", dedicated=True), NodeGroup(name="general"))
    return placement(link(namespace="shop", platform=Platform(node_groups=groups, zones=zones)), group)


def test_a_dedicated_group_is_tolerated() -> None:
    """Its taint keeps all others away."""
    assert _placed("engine") == Placement("engine", tolerated=True, spread=(HOST,))


def test_an_open_group_and_no_group_tolerate_nothing() -> None:
    """A toleration without need opens nodes that were meant for somebody else."""
    assert _placed("general") == Placement("general", tolerated=False, spread=(HOST,))
    assert _placed(None) == Placement(None, tolerated=False, spread=(HOST,))


def test_several_zones_are_spread_over_first_and_strictly() -> None:
    """One that is lost takes no more than its share; a single one can be lost whole, and needs no rule."""
    assert _placed(None, zones=("a", "b")).spread == (ZONE, HOST)
    assert _placed(None, zones=("a",)).spread == (HOST,)
