"""Cases of services and of the calls between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.alerts.case import Case, growing, steady
from tigerex_k8s.model.scale import Elastic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.alerts.case import Figures
    from tigerex_k8s.graph.values import Graph
    from tigerex_k8s.model.service import Service

_GIB = 1024**3
_STATE = 'job="kube-state-metrics",namespace="tigerex-production"'


def service_cases(graph: Graph) -> Iterator[Case]:
    """Yield the cases of every service and of every call."""
    for service in graph.services.values():
        name = service.name
        yield from _running(name)
        yield from _bounds(service)
        yield _errors(name)
        yield _latency(name)
        if service.objective:
            yield from _burning(name, {0.1: "0.1", 0.5: "0.5"}[service.objective.seconds])
    for edge in graph.edges:
        if edge.source in graph.services and edge.target in graph.services:
            yield _calls(edge.source, edge.target)


def _running(name: str) -> Iterator[Case]:
    pod = f"{name}-6f7c9d8b5-x2x4x"
    deployment = f'{_STATE},deployment="{name}"'
    available = f"kube_deployment_status_replicas_available{{{deployment}}}"
    stuck = f'kube_deployment_status_condition{{{deployment},condition="Progressing",status="false"}}'
    waiting = f'kube_pod_container_status_waiting_reason{{{_STATE},pod="{pod}",container="{name}",uid="1"'
    yield Case(
        "ServiceDown",
        name,
        well={available: steady(3)},
        sick={available: steady(0)},
        nearly={available: steady(1)},
        minutes=3,
        labels={"deployment": name},
        description=f"{name} has had no ready pod for a minute; whoever calls it fails.",
    )
    yield Case(
        "DeploymentStuck",
        name,
        well={stuck: steady(0)},
        sick={stuck: steady(1)},
        minutes=3,
        labels={"deployment": name},
        description=f"The new pods of {name} have not become ready in time; the old ones still serve.",
    )
    yield Case(
        "CrashLooping",
        name,
        well={waiting + ',reason="CrashLoopBackOff"}': None},
        sick={waiting + ',reason="CrashLoopBackOff"}': steady(1)},
        nearly={waiting + ',reason="ContainerCreating"}': steady(1)},
        minutes=8,
        labels={"pod": pod},
        description=f"{pod} of {name} starts, dies, and is started again.",
    )


def _bounds(service: Service) -> Iterator[Case]:
    name, pod = service.name, f"{service.name}-6f7c9d8b5-x2x4x"
    limit = {"2Gi": 2, "4Gi": 4, "32Gi": 32}[service.resources.memory_limit] * _GIB
    used = (
        'container_memory_working_set_bytes{job="cadvisor",namespace="tigerex-production",'
        f'pod="{pod}",container="{name}",node="ip-10-0-1-1"}}'
    )
    yield Case(
        "HighMemory",
        name,
        well={used: steady(limit * 0.5)},
        sick={used: steady(limit * 0.95)},
        nearly={used: steady(limit * 0.89)},
        minutes=12,
        labels={"pod": pod},
        description=f"{pod} uses 95% of {service.resources.memory_limit}.",
    )
    if isinstance(service.scale, Elastic):
        scale = service.scale
        current = f'kube_horizontalpodautoscaler_status_current_replicas{{{_STATE},horizontalpodautoscaler="{name}"}}'
        yield Case(
            "AutoscalerAtMaximum",
            name,
            well={current: steady(scale.minimum)},
            sick={current: steady(scale.maximum)},
            nearly={current: steady(scale.maximum - 1)},
            minutes=18,
            labels={"horizontalpodautoscaler": name},
            description=f"{name} has had {scale.maximum} pods for a quarter of an hour and cannot grow with its load.",
        )


def _errors(name: str) -> Case:
    requests = f'http_requests_total{{job="{name}",pod="{name}-0",method="GET",route="/orders"'
    good, bad = f'{requests},status="200"}}', f'{requests},status="503"}}'
    return Case(
        "HighErrorRate",
        name,
        well={good: growing(980), bad: growing(1)},
        sick={bad: growing(20)},
        nearly={bad: growing(9)},
        minutes=12,
        description=f"2% of the requests to {name} end in an error of its own.",
    )


# How many requests a minute took no longer than each bound, for 600 requests a minute.
_QUICK = {"0.1": 600, "0.5": 600, "1.0": 600, "2.5": 600, "+Inf": 600}


def _histogram(name: str, counts: dict[str, int]) -> Figures:
    labels = f'job="{name}",pod="{name}-0",method="GET",route="/orders",status="200"'
    buckets = {
        f'http_request_duration_seconds_bucket{{{labels},le="{bound}"}}': growing(count)
        for bound, count in (_QUICK | counts).items()
    }
    return {**buckets, f"http_request_duration_seconds_count{{{labels}}}": growing(600)}


def _latency(name: str) -> Case:
    return Case(
        "HighLatency",
        name,
        well=_histogram(name, {}),
        # The 570th of 600 lies two thirds of the way through the 45 between a second and two and a half.
        sick=_histogram(name, {"0.1": 500, "0.5": 520, "1.0": 540, "2.5": 585}),
        nearly=_histogram(name, {"0.1": 500, "0.5": 520, "1.0": 571}),
        minutes=12,
        description=f"One request in twenty to {name} takes longer than 2s.",
    )


def _burning(name: str, bound: str) -> Iterator[Case]:
    slower = [one for one in ("0.1", "0.5") if float(one) <= float(bound)]
    for speed, sick, nearly, minutes, spent in (
        ("Fast", 588, 592, 70, "2 % of the month's budget in an hour"),
        ("Slow", 592, 597, 400, "5 % of the month's budget in six hours"),
    ):
        yield Case(
            f"ErrorBudgetBurns{speed}",
            name,
            well=_histogram(name, {}),
            sick=_histogram(name, dict.fromkeys(slower, sick)),
            nearly=_histogram(name, dict.fromkeys(slower, nearly)),
            minutes=minutes,
            description=f"{name} spends {spent}: too few requests succeed within {bound} s.",
        )


def _calls(source: str, target: str) -> Case:
    calls = f'http_client_requests_total{{job="{source}",pod="{source}-0",target="{target}"'
    good, bad = f'{calls},status="200"}}', f'{calls},status="error"}}'
    return Case(
        "CallsFailing",
        f"{source} to {target}",
        well={good: growing(90), bad: growing(0)},
        sick={bad: growing(10)},
        nearly={bad: growing(4)},
        minutes=12,
        description=f"10% of the calls from {source} to {target} fail.",
    )
