"""The namespace of the exchange, with the strictest Pod Security level and bounds on what it uses."""

from collections.abc import Mapping

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import DefaultDeny
from tigerex_k8s.derive.quota import DEFAULTS, monitoring_quota, quota
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.monitoring import Monitoring

_MODES = ("audit", "enforce", "warn")


class RestrictedNamespace(Construct):
    """The namespace of *graph*, whose pods have to satisfy ``restricted``, with its ResourceQuota and LimitRange.

    https://kubernetes.io/docs/concepts/security/pod-security-standards/
    """

    def __init__(self, scope: Construct, id: str, *, graph: Graph) -> None:
        super().__init__(scope, id)
        _restricted(self, graph.namespace, quota(graph))


class MonitoringNamespace(Construct):
    """The same for *monitoring*, and the denial of everything that no other policy allows."""

    def __init__(self, scope: Construct, id: str, monitoring: Monitoring) -> None:
        super().__init__(scope, id)
        _restricted(self, monitoring.namespace, monitoring_quota(monitoring))
        DefaultDeny(self, "default-deny", namespace=monitoring.namespace)


def _restricted(scope: Construct, name: str, hard: Mapping[str, str]) -> None:
    labels = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in _MODES}
    k8s.KubeNamespace(scope, "namespace", metadata=bridge.metadata(name, labels=labels))
    k8s.KubeResourceQuota(
        scope,
        "quota",
        metadata=bridge.metadata("quota", name),
        spec=k8s.ResourceQuotaSpec(hard=bridge.quantities(hard)),
    )
    k8s.KubeLimitRange(
        scope,
        "defaults",
        metadata=bridge.metadata("defaults", name),
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
