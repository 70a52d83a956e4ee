"""Autoscalers follow a market: at once up, slowly down."""

from tigerex_k8s.derive.autoscaling import SCALE_DOWN, SCALE_UP, ScalingPolicy, ScalingRules

MINUTE = 60


def _step(policy: ScalingPolicy, pods: int) -> int:
    return policy.value if policy.type == "Pods" else pods * policy.value // 100


def _seconds(rules: ScalingRules, start: int, end: int) -> int:
    """Return how long the rules take from *start* pods to *end*."""
    (period,) = {one.period_seconds for one in rules.policies}
    pods, seconds = start, rules.stabilization_window_seconds
    while pods != end:
        most = max(_step(one, pods) for one in rules.policies)
        pods = min(end, pods + most) if end > start else max(end, pods - most)
        seconds += period
    return seconds


def test_a_service_has_all_its_pods_within_two_minutes() -> None:
    """A market moves in seconds; the largest step that we declare is that of web-app."""
    assert _seconds(SCALE_UP, 3, 12) <= MINUTE
    assert _seconds(SCALE_UP, 1, 24) <= 2 * MINUTE


def test_pods_stay_ten_minutes_and_then_go_one_by_one() -> None:
    """The second wave finds them there, and no two hand over their clients at once."""
    assert _seconds(SCALE_DOWN, 12, 3) == (10 + 9) * MINUTE
