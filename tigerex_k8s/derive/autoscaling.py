"""Replicas, or the autoscaler that owns them; never both."""

from dataclasses import dataclass

from tigerex_k8s.model.scale import Elastic, Fixed


@dataclass(frozen=True, slots=True)
class ScalingPolicy:
    """At most *value* more or fewer, Pods or Percent as *type* says, in *period_seconds*."""

    type: str
    value: int
    period_seconds: int


@dataclass(frozen=True, slots=True)
class ScalingRules:
    """The policy that allows most is followed, once *stabilization_window_seconds* long nothing spoke against it.

    https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
    """

    stabilization_window_seconds: int
    policies: tuple[ScalingPolicy, ...]


@dataclass(frozen=True, slots=True)
class Autoscaler:
    """Bounds, and the average CPU use in percent of the request that is aimed at."""

    minimum: int
    maximum: int
    cpu_percent: int


# A market moves in seconds. Twice as many in half a minute is what pods that start need to show in the average; below
# four pods a doubling is too little.
SCALE_UP = ScalingRules(0, (ScalingPolicy("Percent", 100, 30), ScalingPolicy("Pods", 4, 30)))
# It calms down and comes back: what is there stays for ten minutes. Then one pod a minute, since each takes the
# WebSockets of its clients along, and they all come back at once.
SCALE_DOWN = ScalingRules(600, (ScalingPolicy("Pods", 1, 60),))


def replicas(scale: Fixed | Elastic) -> int | None:
    """Derive the replica count; None where an autoscaler owns it."""
    return scale.replicas if isinstance(scale, Fixed) else None


def autoscaler(scale: Fixed | Elastic) -> Autoscaler | None:
    """Derive the autoscaler; None where the number is fixed."""
    if isinstance(scale, Fixed):
        return None
    return Autoscaler(scale.minimum, scale.maximum, scale.cpu_percent)
