"""What Prometheus scrapes: one target for every edge that leads from it to pods."""

from dataclasses import dataclass

from tigerex_k8s.graph.nodes import DNS, PROMETHEUS, PROXIES
from tigerex_k8s.graph.values import Graph, Pods
from tigerex_k8s.graph.watching import ABOUT_OTHERS


@dataclass(frozen=True, slots=True)
class Target:
    """Figures of the pods of a node, called *job* in every series; served at *path* on *port*.

    speaks_of_others: the series name namespaces and pods of others, which are not to be overwritten by its own.
    """

    job: str
    pods: Pods
    port: int
    path: str
    speaks_of_others: bool = False


# Where it is not /metrics. https://gateway.envoyproxy.io/docs/tasks/observability/proxy-metric/
_PATHS = {PROXIES: "/stats/prometheus"}
# Prometheus asks for names there, as every pod does.
_NO_FIGURES = {(DNS, 53)}


def targets(graph: Graph) -> tuple[Target, ...]:
    """Derive the targets, sorted by job and port; the kubelets, which are no pods, are no part of it."""
    return tuple(
        Target(
            edge.target,
            pods,
            port.number,
            _path(graph, edge.target, port.number),
            speaks_of_others=edge.target in ABOUT_OTHERS,
        )
        for edge in graph.edges
        if edge.source == PROMETHEUS and (pods := graph.nodes[edge.target].pods) is not None
        for port in edge.ports
        if (edge.target, port.number) not in _NO_FIGURES
    )


def _path(graph: Graph, job: str, port: int) -> str:
    if job in graph.services:
        offers = graph.services[job].offers
        return next(one.metrics_path for one in offers if one.port == port and one.metrics_path)
    return _PATHS.get(job, "/metrics")
