"""Everything that watches the exchange, in a namespace of its own."""

from constructs import Construct

from tigerex_k8s.constructs.alertmanager import Alertmanager
from tigerex_k8s.constructs.grafana import Grafana
from tigerex_k8s.constructs.prometheus import Prometheus
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.monitoring import Monitoring


class Observability(Construct):
    """Prometheus, Alertmanager and Grafana of *monitoring*."""

    def __init__(self, scope: Construct, id: str, monitoring: Monitoring, *, graph: Graph) -> None:
        super().__init__(scope, id)
        Prometheus(self, "prometheus", monitoring, graph=graph)
        Alertmanager(self, "alertmanager", monitoring, graph=graph)
        Grafana(self, "grafana", monitoring, graph=graph)
