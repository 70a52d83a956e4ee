"""What Prometheus watches beside the exchange, and the parts of the monitoring itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.graph import nodes
from tigerex_k8s.graph.edges import outside_ports
from tigerex_k8s.graph.values import Addresses, Edge, Graph, Node, Pods, Port
from tigerex_k8s.model.monitoring import Monitoring
from tigerex_k8s.model.platform import Platform

ALERTMANAGER = "alertmanager"
GRAFANA = "grafana"
KUBELETS = "kubelets"
KUBE_STATE_METRICS = "kube-state-metrics"
PROMETHEUS_PORT = Port(9090)
ALERTMANAGER_PORT = Port(9093)
GRAFANA_PORT = Port(3000)
KUBELET_PORT = Port(10250)


@dataclass(frozen=True, slots=True)
class Exporter:
    """Pods of an operator or of the cluster: where they are, a label of theirs, and the port of their figures."""

    namespace: str
    label: tuple[str, str]
    port: Port


# Operators that are nodes already, for other reasons, are not listed again: see nodes.py.
EXPORTERS = {
    "cert-manager": Exporter("cert-manager", ("app.kubernetes.io/name", "cert-manager"), Port(9402)),
    "external-secrets": Exporter("external-secrets", ("app.kubernetes.io/name", "external-secrets"), Port(8080)),
    KUBE_STATE_METRICS: Exporter("kube-state-metrics", ("app.kubernetes.io/name", "kube-state-metrics"), Port(8080)),
    "velero": Exporter("velero", ("app.kubernetes.io/name", "velero"), Port(8085)),
}
# Whose figures carry a namespace, and some a pod, that they are about.
ABOUT_OTHERS = frozenset({"cert-manager", "external-secrets", KUBE_STATE_METRICS})
_KNOWN = {
    nodes.DNS: Port(9153),
    nodes.POSTGRES_OPERATOR: Port(8080),
    nodes.REDIS_OPERATOR: Port(8080),
}


def watched_by(monitoring: Monitoring | None, platform: Platform) -> Monitoring | None:
    """Return *monitoring* where its Prometheus is ours; that of prometheus-operator is watched over by others."""
    return monitoring if platform.monitoring == "prometheus" else None


def namespaces(graph: Graph) -> tuple[str, ...]:
    """Return the namespaces that objects of ours are in."""
    watched = watched_by(graph.monitoring, graph.platform)
    return (graph.namespace, watched.namespace) if watched else (graph.namespace,)


def prometheus_node(monitoring: Monitoring | None, platform: Platform) -> Node:
    """Return Prometheus: ours where a Monitoring is declared, and else whoever runs one in ``monitoring``."""
    ours = watched_by(monitoring, platform) is not None
    key = "app.kubernetes.io/name" if platform.monitoring == "operator" else "app"
    pods = Pods(monitoring.namespace if monitoring else "monitoring", ((key, "prometheus"),))
    return Node(nodes.PROMETHEUS, pods, peers=(pods,), ours=ours)


def watching_nodes(monitoring: Monitoring, platform: Platform) -> Iterator[Node]:
    """Yield Alertmanager, Grafana, the kubelets and the operators that export figures."""
    for name in (ALERTMANAGER, GRAFANA):
        pods = Pods(monitoring.namespace, (("app", name),))
        yield Node(name, pods, peers=(pods,), ours=True)
    for name, exporter in EXPORTERS.items():
        pods = Pods(exporter.namespace, (exporter.label,))
        yield Node(name, pods, peers=(pods,))
    # On the nodes' own network, which no label selects.
    yield Node(KUBELETS, pods=None, peers=tuple(map(Addresses, platform.kubernetes_api.endpoints)))


def watching_edges(platform: Platform) -> Iterator[Edge]:
    """Let Prometheus find targets and reach their figures, and the monitoring reach itself."""
    api = outside_ports(platform)[nodes.KUBERNETES_API]
    yield Edge(nodes.PROMETHEUS, nodes.KUBERNETES_API, api)
    yield from (Edge(nodes.PROMETHEUS, name, (exporter.port,)) for name, exporter in EXPORTERS.items())
    yield from (Edge(nodes.PROMETHEUS, name, (port,)) for name, port in _KNOWN.items())
    if platform.routing == "gateway":
        yield Edge(nodes.PROMETHEUS, nodes.PROXIES, (Port(19001),))
    yield Edge(nodes.PROMETHEUS, KUBELETS, (KUBELET_PORT,))
    yield Edge(nodes.PROMETHEUS, ALERTMANAGER, (ALERTMANAGER_PORT,))
    yield Edge(nodes.PROMETHEUS, GRAFANA, (GRAFANA_PORT,))
    yield Edge(GRAFANA, nodes.PROMETHEUS, (PROMETHEUS_PORT,))
    yield Edge(ALERTMANAGER, nodes.INTERNET, (Port(443),))
