"""Fields that custom resources of several operators have in common, as plain values."""

from typing import TYPE_CHECKING

from tigerex_k8s.derive.placement import GROUP_KEY, Placement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tigerex_k8s.model.resources import Resources


def resources(declared: "Resources") -> "Any":  # noqa: ANN401  # each operator's binding has a type of its own for this
    """Return requests and limits; those of ephemeral storage stay out, since a database's logs are not bounded."""
    return {
        "requests": {"cpu": declared.cpu, "memory": declared.memory},
        "limits": {"cpu": declared.cpu_limit, "memory": declared.memory_limit},
    }


def scheduling(where: Placement) -> "Any":  # noqa: ANN401  # the same
    """Return ``nodeSelector`` and ``tolerations``; nothing where any node will do."""
    fields: dict[str, object] = {}
    if where.group:
        fields["nodeSelector"] = {GROUP_KEY: where.group}
    if where.tolerated:
        fields["tolerations"] = [{"key": GROUP_KEY, "operator": "Equal", "value": where.group, "effect": "NoSchedule"}]
    return fields


def spread(where: Placement, labels: "Mapping[str, str]") -> "Any":  # noqa: ANN401  # the same
    """Return the topology spread of the pods that carry *labels*."""
    return [
        {
            "maxSkew": 1,
            "topologyKey": one.topology_key,
            "whenUnsatisfiable": "DoNotSchedule" if one.hard else "ScheduleAnyway",
            "labelSelector": {"matchLabels": dict(labels)},
            "nodeTaintsPolicy": "Honor",
        }
        for one in where.spread
    ]
