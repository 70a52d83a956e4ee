"""Pods come and go, and the service stays."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.availability import interrupted
from tests.support.objects import changed, objects


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_nothing_interrupts_a_service_or_blocks_a_drain(environment: str) -> None:
    """Updates, autoscalers and drained nodes each take pods away in their own manner."""
    assert list(interrupted(objects(environment))) == []


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        ("Deployment/web-app", "spec.replicas", 3, "its number of pods is owned by replicas and an autoscaler"),
        (
            "HorizontalPodAutoscaler/web-app",
            "spec.scaleTargetRef.name",
            "x",
            "its number of pods is owned by nobody",
        ),
        ("Deployment/web-app", "spec.strategy.rollingUpdate.maxUnavailable", 1, "an update may take away 1"),
        ("Deployment/web-app", "spec.strategy", {"type": "Recreate"}, "an update may take away None"),
        ("Deployment/web-app", "spec.strategy.rollingUpdate.maxSurge", 0, "an update cannot begin"),
        ("PodDisruptionBudget/web-app", "spec.selector.matchLabels", {"app": "x"}, "no budget"),
        ("PodDisruptionBudget/web-app", "spec.maxUnavailable", 0, "PodDisruptionBudget/web-app lets nobody go"),
        (
            "PodDisruptionBudget/web-app",
            "spec",
            {"selector": {"matchLabels": {"app": "web-app"}}, "minAvailable": "90%"},
            "PodDisruptionBudget/web-app lets nobody go",
        ),
        (
            "PodDisruptionBudget/api-gateway",
            "spec.selector",
            {},
            "PodDisruptionBudget/api-gateway and PodDisruptionBudget/web-app cover it; eviction takes one budget only",
        ),
    ],
)
def test_an_interruption_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken, one cause at a time."""
    assert f"Deployment/web-app: {said}" in set(interrupted(changed(objects("production"), which, path, value)))


def test_an_autoscaler_without_room_is_found() -> None:
    """The API server refuses it."""
    broken = changed(objects("production"), "HorizontalPodAutoscaler/web-app", "spec.minReplicas", 13)

    assert list(interrupted(broken)) == ["HorizontalPodAutoscaler/web-app: at least 13 and at most 12 pods"]
