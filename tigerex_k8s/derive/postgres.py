"""The parameters of a PostgreSQL server and of the pooler in front of it."""

from collections.abc import Mapping

from tigerex_k8s.model.postgres import Pooler, PostgresTuning


def server_parameters(tuning: PostgresTuning) -> Mapping[str, str]:
    """Derive ``postgresql.parameters``; the operator takes texts alone."""
    return {name: str(value) for name, value in tuning.model_dump().items()}


def pooler_parameters(pooler: Pooler) -> Mapping[str, str]:
    """Derive PgBouncer's parameters: each instance has its share of the server's connections.

    https://www.pgbouncer.org/config.html
    """
    return {
        "default_pool_size": str(max(1, pooler.server_connections // pooler.instances)),
        "max_client_conn": str(pooler.clients),
        "max_prepared_statements": "200",
    }
