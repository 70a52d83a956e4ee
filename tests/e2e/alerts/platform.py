"""Cases of the ground under the exchange, and of the monitoring itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.alerts.case import Case, ago, growing, steady
from tests.e2e.alerts.stores import volume_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STATE = 'job="kube-state-metrics",namespace="tigerex-production"'
_DAY = 24


def platform_cases(jobs: Sequence[str]) -> Iterator[Case]:
    """Yield the cases; *jobs* are those that Prometheus scrapes."""
    yield from _kept()
    yield _migration()
    yield from volume_cases("prometheus", "monitoring", "data-prometheus-0")
    yield from _targets(jobs)
    yield from _monitoring()


def _kept() -> Iterator[Case]:
    ends = (
        'certmanager_certificate_expiration_timestamp_seconds{job="cert-manager",namespace="tigerex-production",'
        'name="tigerex-tls",issuer_name="letsencrypt-prod",issuer_kind="ClusterIssuer",issuer_group="cert-manager.io"}'
    )
    fails = (
        'externalsecret_status_condition{job="external-secrets",namespace="tigerex-production",'
        'name="tigerex-secrets",condition="Ready",status="False"}'
    )
    yield Case(
        "CertificateExpiring",
        "cert-manager",
        well={ends: ago(hours=-60 * _DAY)},
        sick={ends: ago(hours=-13 * _DAY)},
        nearly={ends: ago(hours=-15 * _DAY)},
        minutes=75,
        labels={"name": "tigerex-tls"},
        description="tigerex-tls ends in 12d 22h 45m 0s; then no browser lets anybody in.",
    )
    yield Case(
        "SecretNotSynced",
        "external-secrets",
        well={fails: steady(0)},
        sick={fails: steady(1)},
        minutes=18,
        labels={"namespace": "tigerex-production", "name": "tigerex-secrets"},
        description="tigerex-production/tigerex-secrets has the values of an earlier time.",
    )


def _migration() -> Case:
    job = "tigerex-postgres-cluster-migration-v1"
    failed = f'kube_job_status_failed{{{_STATE},job_name="{job}",reason=""}}'
    succeeded = f'kube_job_status_succeeded{{{_STATE},job_name="{job}"}}'
    return Case(
        "MigrationFailed",
        "tigerex-postgres-cluster",
        well={failed: steady(0), succeeded: steady(1)},
        sick={failed: steady(2), succeeded: steady(0)},
        nearly={failed: steady(2)},
        minutes=12,
        labels={"job_name": job},
        description=f"{job} fails; a table may be missing.",
    )


def _targets(jobs: Sequence[str]) -> Iterator[Case]:
    every = {f'up{{job="{job}"}}': steady(1) for job in jobs}
    yield Case(
        "TargetDown",
        "prometheus",
        well=every,
        sick={'up{job="proxies"}': steady(0)},
        minutes=12,
        labels={"job": "proxies"},
        description="1 targets of proxies give no figures, so that nothing about them can fire.",
    )
    yield Case(
        "TargetMissing",
        "prometheus",
        well=every,
        sick={'up{job="velero"}': None},
        minutes=12,
        labels={"job": "velero"},
        description="There is no target called velero; its pods are gone, or their labels differ.",
    )


def _monitoring() -> Iterator[Case]:
    alertmanager = 'job="alertmanager",pod="alertmanager-0"'
    lost = f'alertmanager_notifications_failed_total{{{alertmanager},integration="slack",reason="other"}}'
    broken = 'prometheus_rule_evaluation_failures_total{job="prometheus",rule_group="tigerex.yaml;web-app"}'
    yield Case(
        "NotificationsFail",
        "alertmanager",
        well={lost: growing(0)},
        sick={lost: growing(2)},
        minutes=10,
        labels={"integration": "slack"},
        description="Alertmanager cannot deliver by slack.",
    )
    yield Case(
        "RuleFails",
        "prometheus",
        well={broken: growing(0)},
        sick={broken: growing(2)},
        minutes=15,
        labels={"rule_group": "tigerex.yaml;web-app"},
        description="tigerex.yaml;web-app fails, so that its alerts cannot fire.",
    )
    yield Case(
        "Watchdog",
        "prometheus",
        well={},
        sick={},
        minutes=1,
        description="Always fires; whoever does not hear it any more knows that nothing else would be heard either.",
    )
