"""Priorities of pods."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.model.platform import PriorityClass


class Priorities(Construct):
    """A PriorityClass for each of *classes*; none is the cluster's default."""

    def __init__(self, scope: Construct, id: str, *classes: PriorityClass) -> None:
        super().__init__(scope, id)
        for one in sorted(classes, key=lambda one: one.name):
            # Kubernetes refuses a pod whose class is not there yet.
            metadata = k8s.ObjectMeta(name=one.name, annotations=bridge.wave(-1))
            k8s.KubePriorityClass(self, one.name, metadata=metadata, value=one.value, global_default=False)
