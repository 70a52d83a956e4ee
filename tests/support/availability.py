"""What keeps a service up while pods come and go: replicas, budgets, updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, of_kind, texts
from tests.support.pods import TEMPLATES, selects
from tests.support.selectors import all_pods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCALED = ("Deployment.apps", "StatefulSet.apps")


def interrupted(output: Objects) -> Iterator[str]:
    """Yield what would interrupt a service, or keep a node from being drained."""
    yield from _of_scale(output)
    yield from _of_updates(output)
    yield from _of_budgets(output)


def _scalers(output: Objects) -> dict[tuple[str | None, str], Object]:
    found = of_kind(output, "HorizontalPodAutoscaler.autoscaling")
    return {(one.namespace, _target(one)): one for one in found}


def _target(autoscaler: Object) -> str:
    target = at(autoscaler.spec, "scaleTargetRef")
    return f"{at(target, 'kind')}/{at(target, 'name')}"


def replicas(one: Object, output: Objects) -> int:
    """Return how many pods *one* has at least."""
    scaler = _scalers(output).get((one.namespace, str(one)))
    found = scaler.spec.get("minReplicas") if scaler else one.spec.get("replicas")
    return int(str(found)) if found is not None else 1


def _of_scale(output: Objects) -> Iterator[str]:
    scalers = _scalers(output)
    for one in of_kind(output, *_SCALED):
        owners = ["replicas"] * ("replicas" in one.spec) + ["an autoscaler"] * ((one.namespace, str(one)) in scalers)
        if len(owners) != 1:
            yield f"{one}: its number of pods is owned by {' and '.join(owners) or 'nobody'}"
    for one in scalers.values():
        low, high = int(str(one.spec.get("minReplicas"))), int(str(one.spec["maxReplicas"]))
        if low > high:
            yield f"{one}: at least {low} and at most {high} pods"


def _of_updates(output: Objects) -> Iterator[str]:
    for one in of_kind(output, "Deployment.apps"):
        update = at(one.spec, "strategy", "rollingUpdate")
        if at(update, "maxUnavailable") != 0:
            yield f"{one}: an update may take away {at(update, 'maxUnavailable')}"
        if str(at(update, "maxSurge")) in {"0", "0%", "None"}:
            yield f"{one}: an update cannot begin"


def _of_budgets(output: Objects) -> Iterator[str]:
    budgets = tuple(of_kind(output, "PodDisruptionBudget.policy"))
    for one in of_kind(output, *_SCALED):
        labels = texts(at(one.spec, *TEMPLATES[one.kind], "metadata", "labels"))
        own = [each for each in budgets if _covers(each, one.namespace, labels)]
        if not own and replicas(one, output) > 1:
            yield f"{one}: no budget"
        yield from (f"{one}: {each} lets nobody go" for each in own if _blocks(each, replicas(one, output)))
    for pods in all_pods(output):
        names = [str(each) for each in budgets if _covers(each, pods.namespace, pods.labels)]
        if len(names) > 1:
            yield f"{pods.owner}: {' and '.join(names)} cover it; eviction takes one budget only"


def _covers(budget: Object, namespace: str | None, labels: Mapping[str, str]) -> bool:
    return budget.namespace == namespace and selects(budget.spec["selector"], labels)


def _blocks(budget: Object, pods: int) -> bool:
    """Tell whether *budget* lets none of *pods* go; percentages are rounded up."""
    most, least = str(budget.spec.get("maxUnavailable", "")), str(budget.spec.get("minAvailable", ""))
    if most:
        return int(most.rstrip("%")) == 0
    kept = -(-pods * int(least.rstrip("%")) // 100) if least.endswith("%") else int(least or 0)
    return kept >= pods
