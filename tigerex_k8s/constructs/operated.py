"""What the cluster's prometheus-operator reads, where Prometheus is not ours."""

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.monitors import monitors
from tigerex_k8s.derive.rules import rules
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.monitoring import Monitoring

_API = "monitoring.coreos.com/v1"


class OperatedMonitoring(Construct):
    """ServiceMonitors, PodMonitors and a PrometheusRule of *monitoring*, beside what they are about.

    Who is told of an alert is said to the operator's Alertmanager: an AlertmanagerConfig would only see the alerts that
    carry its namespace as a label, and ours are about services and stores.
    """

    def __init__(self, scope: Construct, id: str, monitoring: Monitoring, *, graph: Graph) -> None:
        super().__init__(scope, id)
        for one in monitors(graph):
            bridge.custom(self, one.kind, one.name, api=_API, namespace=graph.namespace, spec=one.spec)
        bridge.custom(
            self,
            "PrometheusRule",
            graph.namespace,
            api=_API,
            namespace=graph.namespace,
            spec=rules(graph, monitoring),
        )
