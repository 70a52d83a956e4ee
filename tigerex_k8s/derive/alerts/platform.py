"""What is wrong with the ground under the exchange, and with the monitoring itself."""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.derive.alerts.volumes import volume_alerts
from tigerex_k8s.derive.scraping import targets
from tigerex_k8s.graph.nodes import migration_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import watched_by
from tigerex_k8s.model.monitoring import Monitoring

_OWNER = "platform"
_DAY = 24 * 3600


def platform_alerts(graph: Graph, monitoring: Monitoring) -> Iterator[Alert]:
    """Yield the alerts about certificates, secrets, jobs, targets and Prometheus itself."""
    yield from _certificates(graph)
    yield from _secrets(graph, monitoring)
    yield from (_migration(name, graph.namespace) for name, one in graph.databases.items() if one.migration)
    if watched_by(monitoring, graph.platform):
        yield from volume_alerts("prometheus", monitoring.namespace, "data-(alertmanager|prometheus)-[0-9]+")
    yield from _watching(graph)


def _certificates(graph: Graph) -> Iterator[Alert]:
    if graph.platform.issuer:
        yield Alert(
            name="CertificateExpiring",
            subject="cert-manager",
            owner=_OWNER,
            severity="critical",
            # Renewed a month ahead, so that two weeks mean a fortnight of failures.
            expr="min by (name) (certmanager_certificate_expiration_timestamp_seconds"
            f'{{namespace="{graph.namespace}"}}) - time() < {14 * _DAY}',
            wait="1h",
            summary="A certificate is not renewed",
            description="{{ $labels.name }} ends in {{ $value | humanizeDuration }}; then no browser lets anybody in.",
        )


def _secrets(graph: Graph, monitoring: Monitoring) -> Iterator[Alert]:
    if graph.platform.eks:
        namespaces = f"{graph.namespace}|{monitoring.namespace}"
        yield Alert(
            name="SecretNotSynced",
            subject="external-secrets",
            owner=_OWNER,
            severity="warning",
            expr="max by (namespace, name) (externalsecret_status_condition"
            f'{{namespace=~"{namespaces}",condition="Ready",status="False"}}) == 1',
            wait="15m",
            summary="A Secret is not fetched any more",
            description="{{ $labels.namespace }}/{{ $labels.name }} has the values of an earlier time.",
        )


def _migration(database: str, namespace: str) -> Alert:
    jobs = f"{migration_name(database)}-v[0-9]+"
    return Alert(
        name="MigrationFailed",
        subject=database,
        owner=_OWNER,
        severity="warning",
        expr=f'max by (job_name) (kube_job_status_failed{{namespace="{namespace}",job_name=~"{jobs}"}}) > 0'
        f' unless on (job_name) kube_job_status_succeeded{{namespace="{namespace}",job_name=~"{jobs}"}} > 0',
        wait="10m",
        summary=f"The indexes of {database} are not what is declared",
        description="{{ $labels.job_name }} fails; a table may be missing.",
    )


def _watching(graph: Graph) -> Iterator[Alert]:
    jobs = "|".join(sorted({target.job for target in targets(graph)}))
    yield Alert(
        name="TargetDown",
        subject="prometheus",
        owner=_OWNER,
        severity="warning",
        expr=f'sum by (job) (up{{job=~"{jobs}|cadvisor|kubelet"}} == bool 0) > 0',
        wait="10m",
        summary="Prometheus does not reach what it scrapes",
        description="{{ $value }} targets of {{ $labels.job }} give no figures, so that nothing about them can fire.",
    )
    yield Alert(
        name="TargetMissing",
        subject="prometheus",
        owner=_OWNER,
        severity="warning",
        expr=" or ".join(f'absent(up{{job="{target.job}"}})' for target in targets(graph)),
        wait="10m",
        summary="Prometheus finds nothing where something is declared",
        description="There is no target called {{ $labels.job }}; its pods are gone, or their labels differ.",
    )
    yield Alert(
        name="NotificationsFail",
        subject="alertmanager",
        owner=_OWNER,
        severity="critical",
        expr="sum by (integration) (rate(alertmanager_notifications_failed_total[5m])) > 0",
        wait="5m",
        summary="Alerts do not reach anybody",
        description="Alertmanager cannot deliver by {{ $labels.integration }}.",
    )
    yield Alert(
        name="RuleFails",
        subject="prometheus",
        owner=_OWNER,
        severity="warning",
        expr="sum by (rule_group) (increase(prometheus_rule_evaluation_failures_total[10m])) > 0",
        wait="10m",
        summary="A rule cannot be evaluated",
        description="{{ $labels.rule_group }} fails, so that its alerts cannot fire.",
    )
    yield Alert(
        name="Watchdog",
        subject="prometheus",
        owner=_OWNER,
        severity="none",
        expr="vector(1)",
        wait="0m",
        summary="The monitoring is alive",
        description="Always fires; whoever does not hear it any more knows that nothing else would be heard either.",
    )
