"""Which volumes fill."""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert

_OWNER = "platform"
_LEFT_PERCENT = 15
_SOON_HOURS = 24


def volume_alerts(subject: str, namespace: str, claims: str) -> Iterator[Alert]:
    """Yield the alerts of the volumes of *subject*, whose *claims* an expression matches."""
    volume = f'namespace="{namespace}",persistentvolumeclaim=~"{claims}"'
    free = f"kubelet_volume_stats_available_bytes{{{volume}}}"
    share = f"min by (persistentvolumeclaim) ({free} / kubelet_volume_stats_capacity_bytes{{{volume}}}) * 100"
    yield Alert(
        name="DiskFilling",
        subject=subject,
        owner=_OWNER,
        severity="critical",
        expr=f"{share} < {_LEFT_PERCENT}",
        wait="10m",
        summary=f"A volume of {subject} is nearly full",
        description="{{ $labels.persistentvolumeclaim }} has {{ $value | humanize }} % left.",
    )
    yield Alert(
        name="DiskFillsSoon",
        subject=subject,
        owner=_OWNER,
        severity="warning",
        # A volume that is half empty has time, however fast it fills at the moment.
        expr=f"{share} < 50 and on (persistentvolumeclaim)"
        f" min by (persistentvolumeclaim) (predict_linear({free}[6h], {_SOON_HOURS} * 3600)) < 0",
        wait="1h",
        summary=f"A volume of {subject} will be full tomorrow",
        description="{{ $labels.persistentvolumeclaim }} has {{ $value | humanize }} % left, and fills within a day.",
    )
