"""The parameters of a PostgreSQL server and of the pooler in front of it."""

from collections.abc import Mapping

from tigerex_k8s.model.postgres import Postgres, PostgresTuning

_QUORUM = 3


def server_parameters(tuning: PostgresTuning) -> Mapping[str, str]:
    """Derive ``postgresql.parameters``; the operator takes texts alone."""
    return {name: str(value) for name, value in tuning.model_dump().items()}


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
