"""What is wrong with the copies of a store, of which there is one a night."""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.graph.nodes import dump_name
from tigerex_k8s.model.postgres import Postgres

_OWNER = "platform"
# A night was missed, and the morning has begun.
_OLD_HOURS = 30
_BARMAN = "barman_cloud_cloudnative_pg_io"


def archive_alerts(database: Postgres) -> Iterator[Alert]:
    """Yield the alerts of the archive of *database*: what is added as it happens, and the base of every night.

    https://cloudnative-pg.io/plugin-barman-cloud/docs/observability/
    """
    name = database.name
    yield Alert(
        name="WalArchivingFails",
        subject=name,
        owner=_OWNER,
        severity="critical",
        expr=f'max(cnpg_pg_stat_archiver_last_failed_time{{job="{name}"}}'
        f' - cnpg_pg_stat_archiver_last_archived_time{{job="{name}"}}) > 0',
        wait="15m",
        summary=f"{name} cannot archive its log",
        description=f"What was written to {name} since then could not be restored, and the volume fills.",
    )
    latest = f'max({_BARMAN}_last_available_backup_timestamp{{job="{name}"}})'
    yield Alert(
        name="BackupTooOld",
        subject=name,
        owner=_OWNER,
        severity="critical",
        # Nought where there has never been one.
        expr=f"time() - {latest} > {_OLD_HOURS} * 3600",
        wait="10m",
        summary=f"The newest backup of {name} is too old",
        description=f"The last base backup of {name} that succeeded ended {{{{ $value | humanizeDuration }}}} ago.",
    )
    yield Alert(
        name="BackupFailed",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'max({_BARMAN}_last_failed_backup_timestamp{{job="{name}"}}) > {latest}',
        wait="5m",
        summary=f"The last backup of {name} failed",
        description=f"No base backup of {name} has succeeded since; the next is tried at night.",
    )


def dump_alerts(store: str, namespace: str) -> Iterator[Alert]:
    """Yield the alerts of the nightly dump of *store*."""
    name = dump_name(store)
    cronjob = f'namespace="{namespace}",cronjob="{name}"'
    jobs = f'namespace="{namespace}",job_name=~"{name}-[0-9]+"'
    succeeded = f"max by (cronjob) (kube_cronjob_status_last_successful_time{{{cronjob}}})"
    yield Alert(
        name="DumpTooOld",
        subject=store,
        owner=_OWNER,
        severity="warning",
        # One that has never succeeded has no such time, only a beginning.
        expr=f"time() - ({succeeded} or max by (cronjob) (kube_cronjob_created{{{cronjob}}})) > {_OLD_HOURS} * 3600",
        wait="10m",
        summary=f"The newest dump of {store} is too old",
        description="{{ $labels.cronjob }} has not succeeded for {{ $value | humanizeDuration }}.",
    )
    yield Alert(
        name="DumpFailed",
        subject=store,
        owner=_OWNER,
        severity="warning",
        # Jobs that failed are kept for their logs, so that only those count that came after the last success.
        expr=f"max(kube_job_status_start_time{{{jobs}}} and on (job_name) kube_job_status_failed{{{jobs}}} > 0)"
        f" > (max({succeeded}) or vector(0))",
        wait="5m",
        summary=f"The last dump of {store} failed",
        description=f"The newest Job of {name} has failed pods, and none has succeeded since.",
    )
