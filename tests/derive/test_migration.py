"""The migration's SQL can be run twice, locks nobody out, and fails loudly."""

from tigerex_k8s.derive.migration import migration_sql
from tigerex_k8s.model.migration import Index, Migration

TWO = Migration(
    version=1,
    indexes=(
        Index(name="by_user", table="trades", columns=("user_id", "id")),
        Index(name="by_day", table="orders", columns=("day",)),
    ),
    analyze=("users", "orders"),
)


def test_the_script_is_what_psql_runs() -> None:
    """Tables first, then each index, dropped where an interrupted run left it invalid; statistics last."""
    assert migration_sql(TWO).splitlines() == [
        r"\set ON_ERROR_STOP on",
        "SELECT 'orders'::regclass;",
        "SELECT 'trades'::regclass;",
        "SELECT 'users'::regclass;",
        (
            "SELECT 'DROP INDEX CONCURRENTLY by_day' FROM pg_index"
            r" WHERE indexrelid = to_regclass('by_day') AND NOT indisvalid \gexec"
        ),
        r"SELECT 'CREATE INDEX CONCURRENTLY by_day ON orders (day)' WHERE to_regclass('by_day') IS NULL \gexec",
        (
            "SELECT 'DROP INDEX CONCURRENTLY by_user' FROM pg_index"
            r" WHERE indexrelid = to_regclass('by_user') AND NOT indisvalid \gexec"
        ),
        (
            "SELECT 'CREATE INDEX CONCURRENTLY by_user ON trades (user_id, id)'"
            r" WHERE to_regclass('by_user') IS NULL \gexec"
        ),
        "ANALYZE orders;",
        "ANALYZE users;",
    ]


def test_nothing_runs_in_a_transaction() -> None:
    """CREATE INDEX CONCURRENTLY refuses to; psql's own text ends with a newline."""
    assert "BEGIN" not in migration_sql(TWO)
    assert migration_sql(TWO).endswith(";\n")
