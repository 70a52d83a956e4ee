"""The namespace of the exchange, with the strictest Pod Security level and bounds on what it uses."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.quota import DEFAULTS, quota
from tigerex_k8s.graph.values import Graph

_MODES = ("audit", "enforce", "warn")


class RestrictedNamespace(Construct):
    """A namespace whose pods have to satisfy ``restricted``, with its ResourceQuota and LimitRange.

    https://kubernetes.io/docs/concepts/security/pod-security-standards/
    """

    def __init__(self, scope: Construct, id: str, *, graph: Graph) -> None:
        super().__init__(scope, id)
        labels = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in _MODES}
        k8s.KubeNamespace(self, "namespace", metadata=bridge.metadata(graph.namespace, labels=labels))
        k8s.KubeResourceQuota(
            self,
            "quota",
            metadata=bridge.metadata("quota", graph.namespace),
            spec=k8s.ResourceQuotaSpec(hard=bridge.quantities(quota(graph))),
        )
        k8s.KubeLimitRange(
            self,
            "defaults",
            metadata=bridge.metadata("defaults", graph.namespace),
            spec=k8s.LimitRangeSpec(
                limits=[
                    k8s.LimitRangeItem(
                        type="Container",
                        default_request=bridge.quantities(DEFAULTS.requests),
                        default=bridge.quantities(DEFAULTS.limits),
                    )
                ]
            ),
        )
