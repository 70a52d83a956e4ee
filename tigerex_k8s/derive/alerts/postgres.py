"""What is wrong with a database, or with the pool in front of it.

https://cloudnative-pg.io/docs/current/monitoring
"""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.graph.nodes import pooler_name
from tigerex_k8s.model.postgres import Postgres

_OWNER = "platform"
_CONNECTIONS_PERCENT = 80
_LAG_SECONDS = 30


def postgres_alerts(database: Postgres) -> Iterator[Alert]:
    """Yield the alerts of *database* and of its pool."""
    name = database.name
    yield Alert(
        name="PostgresDown",
        subject=name,
        owner=_OWNER,
        severity="critical",
        expr=f'absent(cnpg_pg_replication_in_recovery{{job="{name}"}} == 0)',
        wait="2m",
        summary=f"Nothing can be written to {name}",
        description=f"{name} has no primary that answers, or nobody can see one.",
    )
    if database.instances > 1:
        yield from _standbys(database)
    yield from _connections(name)
    yield _waiting(name)


def _standbys(database: Postgres) -> Iterator[Alert]:
    name, standbys = database.name, database.instances - 1
    # One that is down is missing here, and so is one that is up and cut off: that shows no lag, but what it has got.
    yield Alert(
        name="PostgresDegraded",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'max(cnpg_pg_replication_streaming_replicas{{job="{name}"}}) < {standbys}',
        wait="10m",
        summary=f"A standby of {name} does not follow",
        description=f"{{{{ $value }}}} standbys of {name} follow its primary; {standbys} are declared.",
    )
    yield Alert(
        name="ReplicationLag",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'max by (pod) (cnpg_pg_replication_lag{{job="{name}"}}) > {_LAG_SECONDS}',
        wait="5m",
        summary=f"A standby of {name} is behind",
        description="{{ $labels.pod }} shows what the primary had {{ $value | humanizeDuration }} ago.",
    )


def _connections(name: str) -> Iterator[Alert]:
    limit = f'max by (pod) (cnpg_pg_settings_setting{{job="{name}",name="max_connections"}})'
    yield Alert(
        name="DatabaseConnectionsHigh",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'sum by (pod) (cnpg_backends_total{{job="{name}"}}) / {limit} * 100 > {_CONNECTIONS_PERCENT}',
        wait="5m",
        summary=f"{name} has hardly a connection left",
        description="{{ $labels.pod }} uses {{ $value | humanize }} % of its connections.",
    )


def _waiting(name: str) -> Alert:
    pooler = pooler_name(name)
    return Alert(
        name="PoolerClientsWaiting",
        subject=name,
        owner=_OWNER,
        severity="warning",
        expr=f'sum(cnpg_pgbouncer_pools_cl_waiting{{job="{pooler}"}}) > 0',
        wait="5m",
        summary=f"Clients wait for a connection to {name}",
        description=f"{{{{ $value }}}} clients wait at {pooler}: its pool is what fills first.",
    )
