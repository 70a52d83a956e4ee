"""A number of pods has one owner."""

import pytest

from tigerex_k8s import Elastic, Fixed
from tigerex_k8s.derive.autoscaling import Autoscaler, autoscaler, replicas


@pytest.mark.parametrize(
    ("scale", "count", "scaler"),
    [
        pytest.param(Fixed(replicas=3), 3, None, id="fixed"),
        pytest.param(Elastic(minimum=2, maximum=9, cpu_percent=80), None, Autoscaler(2, 9, 80), id="elastic"),
        pytest.param(Elastic(minimum=1, maximum=1), None, Autoscaler(1, 1, 70), id="elastic without room"),
    ],
)
def test_replicas_or_an_autoscaler(scale: Fixed | Elastic, count: int | None, scaler: Autoscaler | None) -> None:
    """With both, each apply would undo what the autoscaler did."""
    assert (replicas(scale), autoscaler(scale)) == (count, scaler)
