"""The parameters of a PostgreSQL server and of the pooler in front of it."""

from collections.abc import Mapping

from tigerex_k8s.model.postgres import Postgres

_QUORUM = 3


def server_parameters(database: Postgres) -> Mapping[str, str]:
    """Derive ``postgresql.parameters``; the operator takes texts alone."""
    parameters = {name: str(value) for name, value in database.tuning.model_dump().items()}
    if database.backup and database.instances > 1:
        # A standby would otherwise end the dump that reads from it, once the primary vacuums what the dump still sees.
        # https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-CONFLICT
        parameters["hot_standby_feedback"] = "on"
    return parameters


def synchronous_standbys(database: Postgres) -> int | None:
    """Derive how many standbys confirm a commit: one where another may be lost, none where writes would then stop.

    https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication
    """
    return 1 if database.instances >= _QUORUM else None


def pooler_parameters(database: Postgres) -> Mapping[str, str]:
    """Derive PgBouncer's parameters: each instance has its share of the connections that the memory carries.

    https://www.pgbouncer.org/config.html
    """
    return {
        "default_pool_size": str(database.server_connections // database.pooler.instances),
        "max_client_conn": str(database.pooler.clients),
        "max_prepared_statements": "200",
    }
