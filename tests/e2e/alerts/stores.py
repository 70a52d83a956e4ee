"""Cases of the database, the cache, their volumes and their copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.alerts.case import Case, ago, growing, moving, steady

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATABASE, _CACHE = "tigerex-postgres-cluster", "tigerex-redis-cluster"
_POOLER = f"{_DATABASE}-pooler"
_STATE = 'job="kube-state-metrics",namespace="tigerex-production"'
_GIB = 1024**3


def store_cases() -> Iterator[Case]:
    """Yield the cases of both stores."""
    yield from _postgres()
    yield from _connections()
    yield from _archive()
    yield from _dump(_DATABASE)
    yield from _dump(_CACHE)
    yield from _redis()
    yield from _memory()
    yield from volume_cases(_DATABASE, "tigerex-production", f"{_DATABASE}-1")
    yield from volume_cases(_CACHE, "tigerex-production", f"{_CACHE}-leader-{_CACHE}-leader-0")


def _instance(metric: str, number: int, *labels: str) -> str:
    whose = f'job="{_DATABASE}",pod="{_DATABASE}-{number}"'
    return f"{metric}{{{','.join((whose, *labels))}}}"


def _postgres() -> Iterator[Case]:
    primary, standby = (_instance("cnpg_pg_replication_in_recovery", number) for number in (1, 2))
    followers = _instance("cnpg_pg_replication_streaming_replicas", 1)
    lag = _instance("cnpg_pg_replication_lag", 2)
    yield Case(
        "PostgresDown",
        _DATABASE,
        well={primary: steady(0), standby: steady(1)},
        sick={primary: None},
        nearly={standby: None},
        minutes=5,
        description=f"{_DATABASE} has no primary that answers, or nobody can see one.",
    )
    yield Case(
        "PostgresDegraded",
        _DATABASE,
        well={followers: steady(2), _instance("cnpg_pg_replication_streaming_replicas", 2): steady(0)},
        sick={followers: steady(1)},
        minutes=12,
        description=f"1 standbys of {_DATABASE} follow its primary; 2 are declared.",
    )
    yield Case(
        "ReplicationLag",
        _DATABASE,
        well={lag: steady(0.2), _instance("cnpg_pg_replication_lag", 1): steady(0)},
        sick={lag: steady(90)},
        nearly={lag: steady(29)},
        minutes=7,
        labels={"pod": f"{_DATABASE}-2"},
        description=f"{_DATABASE}-2 shows what the primary had 1m 30s ago.",
    )


def _connections() -> Iterator[Case]:
    who = ('datname="tigerex_prod"', 'usename="tigerex"', 'application_name=""')
    active, idle = (_instance("cnpg_backends_total", 1, *who, f'state="{state}"') for state in ("active", "idle"))
    waiting = (
        f'cnpg_pgbouncer_pools_cl_waiting{{job="{_POOLER}",pod="{_POOLER}-0",database="tigerex_prod",user="tigerex"}}'
    )
    yield Case(
        "DatabaseConnectionsHigh",
        _DATABASE,
        well={
            active: steady(20),
            idle: steady(30),
            _instance("cnpg_pg_settings_setting", 1, 'name="max_connections"'): steady(1000),
            _instance("cnpg_pg_settings_setting", 1, 'name="work_mem"'): steady(524288),
        },
        sick={active: steady(350), idle: steady(500)},
        nearly={active: steady(300), idle: steady(499)},
        minutes=7,
        labels={"pod": f"{_DATABASE}-1"},
        description=f"{_DATABASE}-1 uses 85 % of its connections.",
    )
    yield Case(
        "PoolerClientsWaiting",
        _DATABASE,
        well={waiting: steady(0)},
        sick={waiting: steady(7)},
        minutes=7,
        description=f"7 clients wait at {_POOLER}: its pool is what fills first.",
    )


def _archive() -> Iterator[Case]:
    failed = _instance("cnpg_pg_stat_archiver_last_failed_time", 1)
    archived = _instance("cnpg_pg_stat_archiver_last_archived_time", 1)
    # Every instance says the same, since its sidecar reads it from the ObjectStore.
    taken, missed = (
        _instance(f"barman_cloud_cloudnative_pg_io_last_{which}_backup_timestamp", 1)
        for which in ("available", "failed")
    )
    yield Case(
        "WalArchivingFails",
        _DATABASE,
        well={failed: steady(-1), archived: ago(hours=0.5)},
        sick={failed: ago(hours=0.1)},
        nearly={failed: ago(hours=0.6)},
        minutes=18,
        description=f"What was written to {_DATABASE} since then could not be restored, and the volume fills.",
    )
    yield Case(
        "BackupTooOld",
        _DATABASE,
        well={taken: ago(hours=12)},
        sick={taken: ago(hours=31)},
        nearly={taken: ago(hours=29)},
        minutes=30,
        description=f"The last base backup of {_DATABASE} that succeeded ended 1d 7h 30m 0s ago.",
    )
    yield Case(
        "BackupFailed",
        _DATABASE,
        well={taken: ago(hours=12), missed: steady(0)},
        sick={missed: ago(hours=2)},
        nearly={missed: ago(hours=36)},
        minutes=7,
        description=f"No base backup of {_DATABASE} has succeeded since; the next is tried at night.",
    )


def _dump(store: str) -> Iterator[Case]:
    name = f"{store}-dump"
    job = f'{_STATE},job_name="{name}-29731860"'
    succeeded = f'kube_cronjob_status_last_successful_time{{{_STATE},cronjob="{name}"}}'
    created = f'kube_cronjob_created{{{_STATE},cronjob="{name}"}}'
    started, failed = (
        f"kube_job_status_start_time{{{job}}}",
        f'kube_job_status_failed{{{job},reason="BackoffLimitExceeded"}}',
    )
    well = {succeeded: ago(hours=12), created: ago(hours=900)}
    for sick, nearly in (
        ({succeeded: ago(hours=31)}, {succeeded: ago(hours=29)}),
        ({succeeded: None, created: ago(hours=31)}, {succeeded: None, created: ago(hours=29)}),
    ):
        yield Case(
            "DumpTooOld",
            store,
            well=well,
            sick=sick,
            nearly=nearly,
            minutes=30,
            labels={"cronjob": name},
            description=f"{name} has not succeeded for 1d 7h 30m 0s.",
        )
    yield Case(
        "DumpFailed",
        store,
        well={succeeded: ago(hours=12), started: ago(hours=2), failed: None},
        sick={failed: steady(1)},
        nearly={failed: steady(1), started: ago(hours=36)},
        minutes=7,
        description=f"The newest Job of {name} has failed pods, and none has succeeded since.",
    )


def _node(metric: str, role: str, number: int) -> str:
    return f'{metric}{{job="{_CACHE}",pod="{_CACHE}-{role}-{number}"}}'


def _redis() -> Iterator[Case]:
    nodes = [(role, number) for role in ("leader", "follower") for number in range(3)]
    state, lost = (_node(metric, "leader", 0) for metric in ("redis_cluster_state", "redis_cluster_slots_fail"))
    up = {_node("redis_up", role, number): steady(1) for role, number in nodes}
    for sick in ({state: steady(0)}, {lost: steady(5461)}, {state: None}):
        yield Case(
            "RedisClusterBroken",
            _CACHE,
            well={state: steady(1), lost: steady(0)},
            sick=sick,
            minutes=5,
            description=f"{_CACHE} has lost a leader without a follower in its place, or nobody can see its state.",
        )
    yield Case(
        "RedisDegraded",
        _CACHE,
        well=up,
        sick={_node("redis_up", "follower", 1): None},
        minutes=12,
        description=f"5 nodes of {_CACHE} are up; 6 are declared.",
    )


def _memory() -> Iterator[Case]:
    used, most = (_node(metric, "leader", 1) for metric in ("redis_memory_used_rss_bytes", "redis_memory_max_bytes"))
    evicted, found = (_node(f"redis_{what}_total", "leader", 1) for what in ("evicted_keys", "keyspace_hits"))
    yield Case(
        "RedisMemoryHigh",
        _CACHE,
        well={used: steady(12 * _GIB), most: steady(16 * _GIB)},
        sick={used: steady(19.2 * _GIB)},
        nearly={used: steady(18 * _GIB)},
        minutes=18,
        labels={"pod": f"{_CACHE}-leader-1"},
        description=f"{_CACHE}-leader-1 takes 120% of what its data may take.",
    )
    yield Case(
        "RedisEvictsEarly",
        _CACHE,
        well={evicted: growing(0), found: growing(9000)},
        sick={evicted: growing(1800)},
        nearly={evicted: growing(800)},
        minutes=50,
        description="For ten keys that are found, one has to make room.",
    )


def volume_cases(subject: str, namespace: str, claim: str) -> Iterator[Case]:
    """Yield the cases of a volume of *subject*, called *claim*."""
    volume = f'{{job="kubelet",node="ip-10-0-1-1",namespace="{namespace}",persistentvolumeclaim="{claim}"}}'
    free, whole = f"kubelet_volume_stats_available_bytes{volume}", f"kubelet_volume_stats_capacity_bytes{volume}"
    well = {free: steady(80 * _GIB), whole: steady(100 * _GIB)}
    yield Case(
        "DiskFilling",
        subject,
        well=well,
        sick={free: steady(12.5 * _GIB)},
        nearly={free: steady(16 * _GIB)},
        minutes=12,
        labels={"persistentvolumeclaim": claim},
        description=f"{claim} has 12.5 % left.",
    )
    yield Case(
        "DiskFillsSoon",
        subject,
        well=well,
        sick={free: moving(45 * _GIB, a_minute=-0.0625 * _GIB)},
        # As fast, from more; and as little, more slowly.
        nearly={free: moving(40 * _GIB, a_minute=-0.02 * _GIB)},
        minutes=80,
        labels={"persistentvolumeclaim": claim},
        description=f"{claim} has 40 % left, and fills within a day.",
    )
