"""The SQL of a migration: safe to run twice, and loud where a table is missing."""

from collections.abc import Iterator

from tigerex_k8s.model.migration import Index, Migration


def migration_sql(migration: Migration) -> str:
    """Derive a psql script; CREATE INDEX CONCURRENTLY cannot run in a transaction, so that psql guards each.

    https://www.postgresql.org/docs/current/app-psql.html
    """
    tables = sorted({*(one.table for one in migration.indexes), *migration.analyze})
    return "\n".join(
        (
            "\\set ON_ERROR_STOP on",
            *(f"SELECT '{table}'::regclass;" for table in tables),
            *(line for one in sorted(migration.indexes, key=lambda one: one.name) for line in _index(one)),
            *(f"ANALYZE {table};" for table in sorted(migration.analyze)),
            "",
        )
    )


def _index(index: Index) -> Iterator[str]:
    # An interrupted CREATE INDEX CONCURRENTLY leaves an invalid index behind, which nobody uses and writers pay for.
    yield (
        f"SELECT 'DROP INDEX CONCURRENTLY {index.name}' FROM pg_index"  # noqa: S608  # identifiers are validated
        f" WHERE indexrelid = to_regclass('{index.name}') AND NOT indisvalid \\gexec"
    )
    columns = ", ".join(index.columns)
    yield (
        f"SELECT 'CREATE INDEX CONCURRENTLY {index.name} ON {index.table} ({columns})'"
        f" WHERE to_regclass('{index.name}') IS NULL \\gexec"
    )
