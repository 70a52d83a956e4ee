"""What is wrong with a database or a cache, and with their backups."""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.graph.nodes import pooler_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis

_CONNECTIONS_PERCENT = 80
_LAG_SECONDS = 30
_DISK_PERCENT = 15


def store_alerts(graph: Graph) -> Iterator[Alert]:
    """Yield the alerts of every database and every cache."""
    for database in graph.databases.values():
        yield from _database(database)
        yield from _connections(database)
        yield _disk(database.name, graph.namespace, f"{database.name}-[0-9]+")
    for redis in graph.caches.values():
        yield from _cache(redis)
        yield _disk(redis.name, graph.namespace, f".*{redis.name}-(leader|follower)-[0-9]+")


def _database(database: Postgres) -> Iterator[Alert]:
    name = database.name
    yield Alert(
        name="PostgresDown",
        subject=name,
        owner="platform",
        severity="critical",
        expr=f'sum(cnpg_collector_up{{job="{name}"}}) < {database.instances}'
        f' or absent(cnpg_collector_up{{job="{name}"}}) * 0',
        wait="2m",
        summary=f"An instance of {name} does not answer",
        description=f"{name} is declared with {database.instances} instances, of which {{{{ $value }}}} are up.",
    )
    if database.instances > 1:
        yield Alert(
            name="ReplicationLag",
            subject=name,
            owner="platform",
            severity="warning",
            expr=f'max by (pod) (cnpg_pg_replication_lag{{job="{name}"}}) > {_LAG_SECONDS}',
            wait="5m",
            summary=f"A standby of {name} is behind",
            description="{{ $labels.pod }} shows what the primary had {{ $value | humanizeDuration }} ago.",
        )
    yield Alert(
        name="WalArchivingFails",
        subject=name,
        owner="platform",
        severity="critical",
        expr=f'increase(cnpg_pg_stat_archiver_failed_count{{job="{name}"}}[15m]) > 0',
        wait="15m",
        summary=f"{name} cannot archive its log",
        description=f"What was written to {name} since then could not be restored, and the volume fills.",
    )


def _connections(database: Postgres) -> Iterator[Alert]:
    name, pooler = database.name, pooler_name(database.name)
    limit = f'max by (pod) (cnpg_pg_settings_setting{{job="{name}",name="max_connections"}})'
    yield Alert(
        name="DatabaseConnectionsHigh",
        subject=name,
        owner="platform",
        severity="warning",
        expr=f'sum by (pod) (cnpg_backends_total{{job="{name}"}}) / {limit} * 100 > {_CONNECTIONS_PERCENT}',
        wait="5m",
        summary=f"{name} has hardly a connection left",
        description="{{ $labels.pod }} uses {{ $value | humanize }} % of its connections.",
    )
    yield Alert(
        name="PoolerClientsWaiting",
        subject=pooler,
        owner="platform",
        severity="warning",
        expr=f'sum(cnpg_pgbouncer_pools_cl_waiting{{job="{pooler}"}}) > 0',
        wait="5m",
        summary=f"Clients wait for a connection to {name}",
        description=f"{{{{ $value }}}} clients wait at {pooler}: its pool is what fills first.",
    )


def _cache(redis: Redis) -> Iterator[Alert]:
    name = redis.name
    yield Alert(
        name="RedisDown",
        subject=name,
        owner="platform",
        severity="critical",
        expr=f'redis_up{{job="{name}"}} == 0 or absent(redis_up{{job="{name}"}})',
        wait="2m",
        summary=f"A node of {name} does not answer",
        description=f"{{{{ $labels.pod }}}} of {name} is down.",
    )
    yield Alert(
        name="RedisClusterBroken",
        subject=name,
        owner="platform",
        severity="critical",
        expr=f'min(redis_cluster_state{{job="{name}"}}) == 0 or max(redis_cluster_slots_fail{{job="{name}"}}) > 0',
        wait="2m",
        summary=f"A part of {name} is served by nobody",
        description=f"{name} has lost a leader without a follower in its place; the keys of its slots are gone.",
    )
    # A cache is full by design: what it holds is bounded by maxmemory, and the rest of the limit by nothing.
    yield Alert(
        name="RedisMemoryHigh",
        subject=name,
        owner="platform",
        severity="warning",
        expr=f'max by (pod) (redis_memory_used_rss_bytes{{job="{name}"}}) / on () group_left ()'
        f' max(redis_memory_max_bytes{{job="{name}"}}) > 1.15',
        wait="15m",
        summary=f"A node of {name} is about to be killed for its memory",
        description="{{ $labels.pod }} takes {{ $value | humanizePercentage }} of what its data may take.",
    )
    yield Alert(
        name="RedisEvictsEarly",
        subject=name,
        owner="platform",
        severity="warning",
        expr=f'sum(rate(redis_evicted_keys_total{{job="{name}"}}[15m]))'
        f' / sum(rate(redis_keyspace_hits_total{{job="{name}"}}[15m])) > 0.1',
        wait="30m",
        summary=f"{name} is too small for what is asked of it",
        description="For ten keys that are found, one has to make room.",
    )


def _disk(name: str, namespace: str, claims: str) -> Alert:
    volume = f'namespace="{namespace}",persistentvolumeclaim=~"{claims}"'
    return Alert(
        name="DiskFilling",
        subject=name,
        owner="platform",
        severity="critical",
        expr=f"kubelet_volume_stats_available_bytes{{{volume}}} / kubelet_volume_stats_capacity_bytes{{{volume}}}"
        f" * 100 < {_DISK_PERCENT}",
        wait="10m",
        summary=f"A volume of {name} is nearly full",
        description="{{ $labels.persistentvolumeclaim }} has {{ $value | humanize }} % left.",
    )
