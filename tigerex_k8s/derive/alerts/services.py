"""What is wrong with a service, or between it and what it calls."""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.graph.values import Edge, Graph
from tigerex_k8s.model.monitoring import Objective
from tigerex_k8s.model.names import amount
from tigerex_k8s.model.scale import Elastic
from tigerex_k8s.model.service import Service

# Each window with the part of 30 days' budget that is gone when the alert fires, and how fast it then burns.
# https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
_BURNS = (
    ("Fast", "critical", "1h", "5m", 14.4, "2 % of the month's budget in an hour"),
    ("Slow", "warning", "6h", "30m", 6.0, "5 % of the month's budget in six hours"),
)


def service_alerts(graph: Graph) -> Iterator[Alert]:
    """Yield the alerts of every service, and of every call from one to another."""
    for service in graph.services.values():
        yield from _running(service, graph.namespace)
        yield _memory(service, graph.namespace)
        yield from _serving(service)
        if isinstance(service.scale, Elastic):
            yield _at_maximum(service, service.scale, graph.namespace)
        if service.objective:
            yield from _burning(service, service.objective)
    for edge in graph.edges:
        if edge.source in graph.services and edge.target in graph.services:
            yield _calls_failing(edge, graph.services[edge.source])


def _running(service: Service, namespace: str) -> Iterator[Alert]:
    name = service.name
    deployment = f'namespace="{namespace}",deployment="{name}"'
    yield Alert(
        "ServiceDown",
        name,
        service.owner,
        "critical",
        f"max by (deployment) (kube_deployment_status_replicas_available{{{deployment}}}) == 0",
        "1m",
        f"No pod of {name} is ready",
        f"{name} has had no ready pod for a minute; whoever calls it fails.",
    )
    yield Alert(
        "DeploymentStuck",
        name,
        service.owner,
        "warning",
        "max by (deployment) (kube_deployment_status_condition"
        f'{{{deployment},condition="Progressing",status="false"}}) == 1',
        "1m",
        f"The update of {name} does not go on",
        f"The new pods of {name} have not become ready in time; the old ones still serve.",
    )
    yield Alert(
        "CrashLooping",
        name,
        service.owner,
        "warning",
        "max by (pod) (max_over_time(kube_pod_container_status_waiting_reason"
        f'{{namespace="{namespace}",container="{name}",reason="CrashLoopBackOff"}}[5m])) == 1',
        "5m",
        f"A pod of {name} keeps dying",
        f"{{{{ $labels.pod }}}} of {name} starts, dies, and is started again.",
    )


def _memory(service: Service, namespace: str) -> Alert:
    name, limit = service.name, service.resources.memory_limit
    used = f'container_memory_working_set_bytes{{namespace="{namespace}",container="{name}"}}'
    return Alert(
        "HighMemory",
        name,
        service.owner,
        "warning",
        f"max by (pod) ({used}) / {amount(limit):f} > 0.9",
        "10m",
        f"A pod of {name} is about to be killed for its memory",
        f"{{{{ $labels.pod }}}} uses {{{{ $value | humanizePercentage }}}} of {limit}.",
    )


def _serving(service: Service) -> Iterator[Alert]:
    name = service.name
    if not any(one.metrics_path for one in service.offers):
        return
    requests = f'http_requests_total{{job="{name}"'
    yield Alert(
        "HighErrorRate",
        name,
        service.owner,
        "critical",
        f'sum(rate({requests},status=~"5.."}}[5m])) / sum(rate({requests}}}[5m])) > 0.01',
        "5m",
        f"{name} fails more than one request in a hundred",
        f"{{{{ $value | humanizePercentage }}}} of the requests to {name} end in an error of its own.",
    )
    yield Alert(
        "HighLatency",
        name,
        service.owner,
        "warning",
        f'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{{job="{name}"}}[5m]))) > 1',
        "5m",
        f"{name} answers slowly",
        f"One request in twenty to {name} takes longer than {{{{ $value | humanizeDuration }}}}.",
    )


def _at_maximum(service: Service, scale: Elastic, namespace: str) -> Alert:
    name = service.name
    return Alert(
        "AutoscalerAtMaximum",
        name,
        service.owner,
        "warning",
        "max by (horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas"
        f'{{namespace="{namespace}",horizontalpodautoscaler="{name}"}}) >= {scale.maximum}',
        "15m",
        f"{name} runs all the pods that it may",
        f"{name} has had {scale.maximum} pods for a quarter of an hour and cannot grow with its load.",
    )


def _burning(service: Service, objective: Objective) -> Iterator[Alert]:
    name = service.name
    budget = f"(1 - {objective.percent:g} / 100)"
    for speed, severity, long, short, rate, spent in _BURNS:
        windows = (f"{_missed(name, objective, window)} > {rate:g} * {budget}" for window in (long, short))
        yield Alert(
            f"ErrorBudgetBurns{speed}",
            name,
            service.owner,
            "critical" if severity == "critical" else "warning",
            " and ".join(windows),
            "2m",
            f"{name} uses up its error budget",
            f"{name} spends {spent}: too few requests succeed within {objective.seconds:g} s.",
        )


def _missed(name: str, objective: Objective, window: str) -> str:
    """Return the share of requests that failed or took too long."""
    # Prometheus writes every bound as a float since its third version: 1 is "1.0".
    bound = float(objective.seconds)
    good = f'http_request_duration_seconds_bucket{{job="{name}",status!~"5..",le="{bound}"}}'
    every = f'http_request_duration_seconds_count{{job="{name}"}}'
    # Where no request has ever succeeded there is no series of those that do.
    return f"(1 - (sum(rate({good}[{window}])) or vector(0)) / sum(rate({every}[{window}])))"


def _calls_failing(edge: Edge, caller: Service) -> Alert:
    calls = f'http_client_requests_total{{job="{edge.source}",target="{edge.target}"'
    return Alert(
        "CallsFailing",
        f"{edge.source} to {edge.target}",
        caller.owner,
        "warning",
        f'sum(rate({calls},status=~"5..|error"}}[5m])) / sum(rate({calls}}}[5m])) > 0.05',
        "5m",
        f"{edge.source} cannot rely on {edge.target}",
        f"{{{{ $value | humanizePercentage }}}} of the calls from {edge.source} to {edge.target} fail.",
    )
