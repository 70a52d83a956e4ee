"""The groups of nodes that an EKS cluster has: one for all zones, or one a zone."""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.model.platform import NodeGroup, Platform


@dataclass(frozen=True, slots=True)
class Nodes:
    """Between *minimum* and *maximum* nodes of *instance_type* in *zones*, which belong to *group*.

    ``dedicated`` ones carry the taint that only pods of the group tolerate.
    """

    name: str
    group: str
    instance_type: str
    minimum: int
    maximum: int
    zones: tuple[str, ...]
    dedicated: bool


def nodes(platform: Platform) -> tuple[Nodes, ...]:
    """Derive the groups of *platform*, sorted by name.

    A group of its own in each zone is what the autoscaler needs where volumes are bound to theirs: it then grows the
    zone that a pending pod's volume is in. https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
    """
    return tuple(sorted((one for group in platform.node_groups for one in _of(group, platform.zones)), key=_name))


def _of(group: NodeGroup, zones: tuple[str, ...]) -> Iterator[Nodes]:
    places = {f"{group.name}-{zone}": (zone,) for zone in zones} if group.per_zone else {group.name: zones}
    for name, where in places.items():
        yield Nodes(
            name=name,
            group=group.name,
            instance_type=group.instance_type or "",
            minimum=group.minimum,
            maximum=group.maximum,
            zones=where,
            dedicated=group.dedicated,
        )


def _name(one: Nodes) -> str:
    return one.name
