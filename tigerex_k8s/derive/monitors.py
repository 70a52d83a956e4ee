"""What prometheus-operator scrapes: the same targets, as the resources that it reads.

https://prometheus-operator.dev/docs/developer/getting-started/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tigerex_k8s.derive.scraping import Target, targets
from tigerex_k8s.graph.values import Graph, Pods


@dataclass(frozen=True, slots=True)
class Monitor:
    """A resource of *kind*, called as the job is, with the whole of its *spec*."""

    kind: Literal["PodMonitor", "ServiceMonitor"]
    name: str
    spec: Mapping[str, object]


def monitors(graph: Graph) -> tuple[Monitor, ...]:
    """Derive a ServiceMonitor for each service, and a PodMonitor for what has no Service with that port."""
    return tuple(_service(graph, one) if one.job in graph.services else _pods(one) for one in targets(graph))


def _service(graph: Graph, target: Target) -> Monitor:
    port = next(one.name for one in graph.services[target.job].offers if one.port == target.port)
    spec = {
        "namespaceSelector": {"matchNames": [target.pods.namespace]},
        "selector": {"matchLabels": {"app": target.job}},
        "endpoints": [{"port": port, **_endpoint(target)}],
    }
    return Monitor("ServiceMonitor", target.job, spec)


def _pods(target: Target) -> Monitor:
    spec = {
        "namespaceSelector": {"matchNames": [target.pods.namespace]},
        "selector": _selector(target.pods),
        "podMetricsEndpoints": [{"portNumber": target.port, **_endpoint(target)}],
    }
    return Monitor("PodMonitor", target.job, spec)


def _endpoint(target: Target) -> Mapping[str, object]:
    # The operator would call the job by the namespace and the resource, or by the Service.
    return {"path": target.path, "relabelings": [{"targetLabel": "job", "replacement": target.job}]}


def _selector(pods: Pods) -> Mapping[str, object]:
    selector: dict[str, object] = {"matchLabels": dict(pods.labels)}
    if pods.having:
        key, values = pods.having
        wanted = {"operator": "In", "values": list(values)} if values else {"operator": "Exists"}
        selector["matchExpressions"] = [{"key": key, **wanted}]
    return selector
