"""What the exporters beside databases and caches export, as far as anything here reads it."""

from tigerex_k8s.derive.metrics.metric import Metric

_OF_DATABASE = ("datname",)
_BACKEND = ("application_name", "datname", "state", "usename")
_POOL = ("database", "user")

# https://cloudnative-pg.io/documentation/current/monitoring/ and the operator's default-monitoring queries.
POSTGRES = (
    Metric("cnpg_backends_max_tx_duration_seconds", "gauge", _BACKEND, "Age of the oldest transaction."),
    Metric("cnpg_backends_total", "gauge", _BACKEND, "Connections of clients, by what they do."),
    Metric("cnpg_backends_waiting_total", "gauge", (), "Connections that wait for a lock of another."),
    Metric("cnpg_collector_pg_wal", "gauge", ("value",), "Write-ahead log on the volume; *value* `size` is in bytes."),
    Metric("cnpg_collector_up", "gauge", ("cluster",), "1 where PostgreSQL answers its exporter."),
    Metric("cnpg_pg_database_size_bytes", "gauge", _OF_DATABASE, "Room that a database takes."),
    Metric("cnpg_pg_database_xid_age", "gauge", _OF_DATABASE, "Transactions since the oldest that is not frozen."),
    Metric("cnpg_pg_replication_in_recovery", "gauge", (), "1 where an instance is a standby."),
    Metric("cnpg_pg_replication_lag", "gauge", (), "Seconds that a standby is behind."),
    Metric("cnpg_pg_replication_streaming_replicas", "gauge", (), "Standbys that read from this instance."),
    Metric("cnpg_pg_settings_setting", "gauge", ("name",), "Parameters that are numbers."),
    Metric("cnpg_pg_stat_archiver_archived_count", "counter", (), "Segments of the log that were archived."),
    Metric("cnpg_pg_stat_archiver_failed_count", "counter", (), "Attempts to archive a segment that failed."),
    Metric("cnpg_pg_stat_archiver_last_archived_time", "gauge", (), "When a segment was last archived, or -1."),
    Metric("cnpg_pg_stat_archiver_last_failed_time", "gauge", (), "When archiving last failed, or -1."),
    Metric("cnpg_pg_stat_checkpointer_checkpoints_req", "counter", (), "Checkpoints that could not wait."),
    Metric("cnpg_pg_stat_checkpointer_checkpoints_timed", "counter", (), "Checkpoints at their time."),
    Metric("cnpg_pg_stat_database_blks_hit", "counter", _OF_DATABASE, "Blocks found in the buffers."),
    Metric("cnpg_pg_stat_database_blks_read", "counter", _OF_DATABASE, "Blocks asked of the operating system."),
    Metric("cnpg_pg_stat_database_deadlocks", "counter", _OF_DATABASE, "Transactions that waited for each other."),
    Metric("cnpg_pg_stat_database_temp_bytes", "counter", _OF_DATABASE, "Written where `work_mem` was too small."),
    Metric("cnpg_pg_stat_database_tup_deleted", "counter", _OF_DATABASE, "Rows deleted."),
    Metric("cnpg_pg_stat_database_tup_fetched", "counter", _OF_DATABASE, "Rows found through an index."),
    Metric("cnpg_pg_stat_database_tup_inserted", "counter", _OF_DATABASE, "Rows inserted."),
    Metric("cnpg_pg_stat_database_tup_updated", "counter", _OF_DATABASE, "Rows updated."),
    Metric("cnpg_pg_stat_database_xact_commit", "counter", _OF_DATABASE, "Transactions committed."),
    Metric("cnpg_pg_stat_database_xact_rollback", "counter", _OF_DATABASE, "Transactions rolled back."),
)

# Of the Barman Cloud plugin, at the same port; only where a database is archived.
BARMAN = (
    Metric(
        "barman_cloud_cloudnative_pg_io_first_recoverability_point",
        "gauge",
        (),
        "The earliest moment that can be recovered, since the epoch.",
    ),
    Metric(
        "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp",
        "gauge",
        (),
        "When the last base backup was finished, since the epoch; 0 where there is none.",
    ),
    Metric(
        "barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp",
        "gauge",
        (),
        "When a base backup last failed, since the epoch; 0 where none did.",
    ),
)

# https://cloudnative-pg.io/documentation/current/connection_pooling/#monitoring
POOLER = (
    Metric("cnpg_pgbouncer_pools_cl_active", "gauge", _POOL, "Clients that have a connection to PostgreSQL."),
    Metric("cnpg_pgbouncer_pools_cl_waiting", "gauge", _POOL, "Clients that wait for a connection."),
    Metric("cnpg_pgbouncer_pools_maxwait", "gauge", _POOL, "Seconds that the first in the queue has waited."),
    Metric("cnpg_pgbouncer_pools_sv_active", "gauge", _POOL, "Connections to PostgreSQL that a client uses."),
    Metric("cnpg_pgbouncer_pools_sv_idle", "gauge", _POOL, "Connections to PostgreSQL that nobody uses."),
    Metric("cnpg_pgbouncer_stats_total_query_count", "gauge", ("database",), "Queries passed on; it only grows."),
    Metric("cnpg_pgbouncer_stats_total_query_time", "gauge", ("database",), "Microseconds in queries; it only grows."),
)

# https://github.com/oliver006/redis_exporter
REDIS = (
    Metric("redis_cluster_slots_fail", "gauge", (), "Slots whose leader is gone, as this node sees it."),
    Metric("redis_cluster_state", "gauge", (), "1 where this node holds the cluster for whole."),
    Metric("redis_commands_duration_seconds_total", "counter", ("cmd",), "Time spent in a command."),
    Metric("redis_commands_total", "counter", ("cmd",), "Calls of a command."),
    Metric("redis_connected_clients", "gauge", (), "Connections of clients."),
    Metric("redis_db_keys", "gauge", ("db",), "Keys that are kept."),
    Metric("redis_evicted_keys_total", "counter", (), "Keys that had to make room."),
    Metric("redis_expired_keys_total", "counter", (), "Keys whose time was over."),
    Metric("redis_keyspace_hits_total", "counter", (), "Keys that were asked for and found."),
    Metric("redis_keyspace_misses_total", "counter", (), "Keys that were asked for and not found."),
    Metric("redis_master_link_up", "gauge", ("master_host", "master_port"), "1 where a follower hears its leader."),
    Metric("redis_memory_max_bytes", "gauge", (), "Memory that data may take."),
    Metric("redis_memory_used_bytes", "gauge", (), "Memory that data takes."),
    Metric("redis_memory_used_rss_bytes", "gauge", (), "Memory that the operating system has given."),
    Metric("redis_net_input_bytes_total", "counter", (), "Bytes received."),
    Metric("redis_net_output_bytes_total", "counter", (), "Bytes sent."),
    Metric("redis_rejected_connections_total", "counter", (), "Clients turned away because of their number."),
    Metric("redis_up", "gauge", (), "1 where Redis answers its exporter."),
)
