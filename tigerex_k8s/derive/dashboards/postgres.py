"""How the databases do: instances, connections, work, replication and copies."""

from collections.abc import Iterator

from tigerex_k8s.derive.dashboards.panel import Dashboard, Panel, Query, Row, rate, share
from tigerex_k8s.graph.nodes import dump_name, pooler_name
from tigerex_k8s.graph.values import Graph

_HOUR = 3600
_OLD = ((26 * _HOUR, "yellow"), (30 * _HOUR, "red"))
_STAT = "cnpg_pg_stat_database"


def postgres(graph: Graph) -> Dashboard:
    """Derive the page about the databases of *graph*."""
    jobs = f'job=~"{"|".join(graph.databases)}"'
    poolers = f'job=~"{"|".join(map(pooler_name, graph.databases))}"'
    kept = [name for name, one in graph.databases.items() if one.backup]
    return Dashboard(
        "tigerex-postgres",
        "PostgreSQL",
        "Instances, connections, the pool in front of them, work, replication and copies.",
        (
            Row("Instances", _instances(jobs)),
            Row("Connections", _connections(jobs)),
            Row("Pool", _pool(poolers)),
            Row("Work", _work(jobs)),
            Row("Replication and log", _replication(jobs)),
            Row("Room", _room(jobs, graph)),
            *([Row("Copies", tuple(_copies(f'job=~"{"|".join(kept)}"', kept, graph.namespace)))] if kept else []),
        ),
    )


def _instances(jobs: str) -> tuple[Panel, ...]:
    return (
        Panel(
            "Instances",
            "That answer.",
            "short",
            (Query(f"sum by (job) (cnpg_collector_up{{{jobs}}})", "{{job}}"),),
            look="figure",
            width=6,
            base="red",
            steps=((1, "green"),),
        ),
        Panel(
            "Primaries",
            "Instances that take writes; one is right.",
            "short",
            (Query(f"count by (job) (cnpg_pg_replication_in_recovery{{{jobs}}} == 0)", "{{job}}"),),
            look="figure",
            width=6,
            base="red",
            steps=((1, "green"), (2, "red")),
        ),
        Panel(
            "Standbys",
            "That follow the primary.",
            "short",
            (Query(f"max by (job) (cnpg_pg_replication_streaming_replicas{{{jobs}}})", "{{job}}"),),
            look="figure",
            width=6,
            base="blue",
        ),
        Panel(
            "Transactions",
            "A second.",
            "cps",
            (Query(rate(f"{_STAT}_xact_commit{{{jobs}}}", "job"), "{{job}}"),),
            look="figure",
            width=6,
            base="blue",
        ),
    )


def _connections(jobs: str) -> tuple[Panel, ...]:
    limit = f'max by (pod) (cnpg_pg_settings_setting{{{jobs},name="max_connections"}})'
    return (
        Panel(
            "Connections",
            "By what they do.",
            "short",
            (Query(f"sum by (state) (cnpg_backends_total{{{jobs}}})", "{{state}}"),),
            look="areas",
            width=6,
        ),
        Panel(
            "Of the limit",
            "Part of max_connections that is taken, by instance.",
            "percentunit",
            (Query(f"sum by (pod) (cnpg_backends_total{{{jobs}}}) / {limit}", "{{pod}}"),),
            width=6,
            steps=((0.6, "yellow"), (0.8, "red")),
        ),
        Panel(
            "Oldest transaction",
            "By state; one that is idle keeps rows from being cleaned up.",
            "s",
            (Query(f"max by (state) (cnpg_backends_max_tx_duration_seconds{{{jobs}}})", "{{state}}"),),
            width=6,
            steps=((60, "yellow"), (600, "red")),
        ),
        Panel(
            "Waiting for locks",
            "Connections that another keeps waiting.",
            "short",
            (Query(f"max by (pod) (cnpg_backends_waiting_total{{{jobs}}})", "{{pod}}"),),
            width=6,
            steps=((1, "yellow"), (10, "red")),
        ),
    )


def _pool(jobs: str) -> tuple[Panel, ...]:
    clients, servers = ("cnpg_pgbouncer_pools_cl_", "cnpg_pgbouncer_pools_sv_")
    spent = rate(f"cnpg_pgbouncer_stats_total_query_time{{{jobs}}}", "database")
    asked = rate(f"cnpg_pgbouncer_stats_total_query_count{{{jobs}}}", "database")
    return (
        Panel(
            "Clients",
            "That have a connection, and that wait for one; the pool is what fills first.",
            "short",
            tuple(Query(f"sum({clients}{what}{{{jobs}}})", what) for what in ("active", "waiting")),
            look="areas",
            width=6,
        ),
        Panel(
            "Longest wait",
            "Of the first client in the queue.",
            "s",
            (Query(f"max by (pod) (cnpg_pgbouncer_pools_maxwait{{{jobs}}})", "{{pod}}"),),
            width=6,
            steps=((0.1, "yellow"), (1, "red")),
        ),
        Panel(
            "Connections to PostgreSQL",
            "That a client uses, and that nobody uses.",
            "short",
            tuple(Query(f"sum({servers}{what}{{{jobs}}})", what) for what in ("active", "idle")),
            look="areas",
            width=6,
        ),
        Panel(
            "Query",
            "The average, by database.",
            "µs",
            (Query(f"{spent} / {asked}", "{{database}}"),),
            width=6,
        ),
    )


def _work(jobs: str) -> tuple[Panel, ...]:
    hit, read = (rate(f"{_STAT}_blks_{what}{{{jobs}}}", "datname") for what in ("hit", "read"))
    return (
        Panel(
            "Transactions",
            "Committed and rolled back a second.",
            "cps",
            tuple(
                Query(rate(f"{_STAT}_xact_{what}{{{jobs}}}", "datname"), f"{{{{datname}}}} {what}")
                for what in ("commit", "rollback")
            ),
        ),
        Panel(
            "Rows",
            "Found through an index, inserted, updated and deleted a second.",
            "cps",
            tuple(
                Query(rate(f"{_STAT}_tup_{what}{{{jobs}}}"), what)
                for what in ("fetched", "inserted", "updated", "deleted")
            ),
        ),
        Panel(
            "Found in the buffers",
            "Part of the blocks; the rest is asked of the operating system.",
            "percentunit",
            (Query(f"{hit} / ({hit} + {read})", "{{datname}}"),),
            base="red",
            steps=((0.9, "yellow"), (0.99, "green")),
        ),
        Panel(
            "Temporary files",
            "Written where work_mem is too small.",
            "Bps",
            (Query(rate(f"{_STAT}_temp_bytes{{{jobs}}}", "datname"), "{{datname}}"),),
        ),
        Panel(
            "Deadlocks",
            "A second.",
            "cps",
            (Query(rate(f"{_STAT}_deadlocks{{{jobs}}}", "datname"), "{{datname}}"),),
        ),
        Panel(
            "Checkpoints",
            "A second; those that could not wait ask for a larger max_wal_size.",
            "cps",
            tuple(
                Query(rate(f"cnpg_pg_stat_checkpointer_checkpoints_{what}{{{jobs}}}", "pod"), f"{{{{pod}}}} {said}")
                for what, said in (("timed", "at their time"), ("req", "that could not wait"))
            ),
        ),
    )


def _replication(jobs: str) -> tuple[Panel, ...]:
    done, failed = (rate(f"cnpg_pg_stat_archiver_{what}_count{{{jobs}}}", "job") for what in ("archived", "failed"))
    return (
        Panel(
            "Lag",
            "By how much a standby is behind.",
            "s",
            (Query(f"max by (pod) (cnpg_pg_replication_lag{{{jobs}}})", "{{pod}}"),),
            steps=((5, "yellow"), (30, "red")),
        ),
        Panel(
            "Log on the volume",
            "It grows where it cannot be archived, or a standby does not fetch it.",
            "bytes",
            (Query(f'max by (pod) (cnpg_collector_pg_wal{{{jobs},value="size"}})', "{{pod}}"),),
        ),
        Panel(
            "Archiving",
            "Part of the attempts to archive a segment that failed.",
            "percentunit",
            (Query(share(failed, f"({done} + {failed})"), "{{job}}"),),
            steps=((0.01, "yellow"), (0.1, "red")),
        ),
    )


def _room(jobs: str, graph: Graph) -> tuple[Panel, ...]:
    claims = f'namespace="{graph.namespace}",persistentvolumeclaim=~"({"|".join(graph.databases)})-[0-9]+"'
    free = f"kubelet_volume_stats_available_bytes{{{claims}}} / kubelet_volume_stats_capacity_bytes{{{claims}}}"
    return (
        Panel(
            "Volumes",
            "Part that is used.",
            "percentunit",
            (Query(f"1 - min by (persistentvolumeclaim) ({free})", "{{persistentvolumeclaim}}"),),
            steps=((0.75, "yellow"), (0.85, "red")),
        ),
        Panel(
            "Databases",
            "Room that they take.",
            "bytes",
            (Query(f"max by (datname) (cnpg_pg_database_size_bytes{{{jobs}}})", "{{datname}}"),),
        ),
        Panel(
            "Transactions to freeze",
            "Since the oldest that is not frozen; PostgreSQL stops at two billion.",
            "short",
            (Query(f"max by (datname) (cnpg_pg_database_xid_age{{{jobs}}})", "{{datname}}"),),
            steps=((500_000_000, "yellow"), (1_000_000_000, "red")),
        ),
    )


def _copies(jobs: str, kept: list[str], namespace: str) -> Iterator[Panel]:
    barman = "barman_cloud_cloudnative_pg_io"
    dumps = f'namespace="{namespace}",cronjob=~"{"|".join(map(dump_name, kept))}"'
    yield Panel(
        "Base backup",
        "Since the last good one.",
        "s",
        (Query(f"time() - max by (job) ({barman}_last_available_backup_timestamp{{{jobs}}})", "{{job}}"),),
        steps=_OLD,
    )
    yield Panel(
        "Reach of the archive",
        "How far back any moment can be recovered.",
        "s",
        (Query(f"time() - min by (job) ({barman}_first_recoverability_point{{{jobs}}} > 0)", "{{job}}"),),
    )
    yield Panel(
        "Dump",
        "Since the last good one.",
        "s",
        (Query(f"time() - max by (cronjob) (kube_cronjob_status_last_successful_time{{{dumps}}})", "{{cronjob}}"),),
        steps=_OLD,
    )
