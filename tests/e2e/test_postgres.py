"""What dist/ tells PostgreSQL, told to a real one."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e import postgres
from tests.e2e.jobs import script
from tests.support.objects import at, objects, of_kind, texts
from tigerex_k8s.model.names import postgres_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

_INDEXES = ["idx_orders_status", "idx_orders_trading_pair", "idx_trades_created_at", "idx_trades_user_id"]
_TABLES = """
    CREATE TABLE users (id bigint PRIMARY KEY);
    CREATE TABLE orders (id bigint PRIMARY KEY, status text, trading_pair text);
    CREATE TABLE trades (id bigint PRIMARY KEY, user_id bigint, created_at timestamptz);
"""
_SMALL = "128MB"


def _memory() -> int:
    """Return half of this machine's memory, in bytes."""
    total = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return int(total.split()[1]) * 1024 // 2


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_the_parameters_start_a_server_and_are_what_it_says(
    environment: str, record_property: Callable[[str, object], None]
) -> None:
    """A misspelt parameter, or a value that does not fit, would keep the database from starting."""
    (cluster,) = of_kind(objects(environment), "Cluster.postgresql.cnpg.io")
    asked = texts(at(cluster.spec, "postgresql", "parameters"))
    if postgres_bytes(asked["shared_buffers"]) > _memory():
        record_property(postgres.SCALED, f"{environment}: shared_buffers {asked['shared_buffers']} to {_SMALL}")
        asked["shared_buffers"] = _SMALL

    with postgres.server(asked) as server:
        found = {name: server.sql(f"SHOW {name}") for name in asked}

    assert asked
    assert found == asked


def _migrate(server: postgres.Server, database: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run what the migration Job runs."""
    file = folder / "migration.sql"
    file.write_text(script("tigerex-postgres-cluster-migration-v1", "migration.sql"))
    env = {**server.client, "PGDATABASE": database, "PGUSER": postgres.OWNER, "PGPASSWORD": postgres.PASSWORD}
    return subprocess.run(
        ["psql", "--no-psqlrc", f"--file={file}"],
        env={"PATH": "/usr/bin:/bin", "PGSSLMODE": "require", **env},
        capture_output=True,
        text=True,
        check=False,
    )


def _indexes(server: postgres.Server, database: str) -> list[str]:
    """Return the indexes that are there and usable, by name."""
    valid = "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisvalid"
    return server.sql(f"{valid} AND c.relname LIKE 'idx_%' ORDER BY 1", database).splitlines()


def _as_owner(server: postgres.Server, text: str, database: str) -> None:
    server.sql(f"SET ROLE {postgres.OWNER}; {text}", database)


def test_the_migration_leaves_the_indexes_however_often_it_runs(
    server: postgres.Server, database: str, tmp_path: Path
) -> None:
    """A Job is retried, and applied again."""
    _as_owner(server, _TABLES, database)

    for _ in range(2):
        done = _migrate(server, database, tmp_path)
        assert done.returncode == 0, done.stderr
        assert _indexes(server, database) == _INDEXES


def test_the_migration_mends_an_index_that_was_interrupted(
    server: postgres.Server, database: str, tmp_path: Path
) -> None:
    """One that is invalid slows writers down and serves nobody."""
    _as_owner(server, _TABLES, database)
    _as_owner(server, "CREATE INDEX idx_orders_status ON orders (status)", database)
    server.sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'idx_orders_status'::regclass", database)
    assert "idx_orders_status" not in _indexes(server, database)

    done = _migrate(server, database, tmp_path)

    assert done.returncode == 0, done.stderr
    assert _indexes(server, database) == _INDEXES


def test_the_migration_fails_where_a_table_is_missing(server: postgres.Server, database: str, tmp_path: Path) -> None:
    """It says which, and leaves no half of itself."""
    _as_owner(server, _TABLES.replace("users", "people"), database)

    done = _migrate(server, database, tmp_path)

    assert done.returncode != 0
    assert 'relation "users" does not exist' in done.stderr
    assert _indexes(server, database) == []
