"""What Prometheus scrapes: one target for every edge that leads from it to pods."""

from dataclasses import dataclass

from tigerex_k8s.graph.nodes import PROMETHEUS, PROXIES
from tigerex_k8s.graph.values import Graph, Pods


@dataclass(frozen=True, slots=True)
class Target:
    """Figures of the pods of a node, called *job* in every series; served at *path* on *port*."""

    job: str
    pods: Pods
    port: int
    path: str


# Where it is not /metrics. https://gateway.envoyproxy.io/docs/tasks/observability/proxy-metric/
_PATHS = {PROXIES: "/stats/prometheus"}


def targets(graph: Graph) -> tuple[Target, ...]:
    """Derive the targets, sorted by job and port; the kubelets, which are no pods, are no part of it."""
    return tuple(
        Target(edge.target, pods, port.number, _path(graph, edge.target, port.number))
        for edge in graph.edges
        if edge.source == PROMETHEUS and (pods := graph.nodes[edge.target].pods) is not None
        for port in edge.ports
    )


def _path(graph: Graph, job: str, port: int) -> str:
    if job in graph.services:
        offers = graph.services[job].offers
        return next(one.metrics_path for one in offers if one.port == port and one.metrics_path)
    return _PATHS.get(job, "/metrics")
