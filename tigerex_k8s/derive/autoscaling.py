"""Replicas, or the autoscaler that owns them; never both."""

from dataclasses import dataclass

from tigerex_k8s.model.scale import Elastic, Fixed


@dataclass(frozen=True, slots=True)
class Autoscaler:
    """Bounds, and the average CPU use in percent of the request that is aimed at."""

    minimum: int
    maximum: int
    cpu_percent: int


def replicas(scale: Fixed | Elastic) -> int | None:
    """Derive the replica count; None where an autoscaler owns it."""
    return scale.replicas if isinstance(scale, Fixed) else None


def autoscaler(scale: Fixed | Elastic) -> Autoscaler | None:
    """Derive the autoscaler; None where the number is fixed."""
    if isinstance(scale, Fixed):
        return None
    return Autoscaler(scale.minimum, scale.maximum, scale.cpu_percent)
