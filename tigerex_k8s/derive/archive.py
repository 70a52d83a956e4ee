"""Where a database archives its changes, and where a new one starts from.

https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/
"""

from dataclasses import dataclass
from datetime import UTC

from tigerex_k8s.graph.keys import ARCHIVES
from tigerex_k8s.model.backup import PostgresBackup
from tigerex_k8s.model.postgres import Postgres


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive *name* below *path*; copies are made at *schedule* and kept for the *retention* that Barman reads."""

    name: str
    path: str
    schedule: str
    retention: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """The archive *source*, up to the moment *until*; None is its end."""

    source: str
    until: str | None


def archive(database: Postgres, backup: PostgresBackup) -> Archive:
    """Derive the archive of *database*; the operator's cron has a field for seconds before the others."""
    return Archive(
        name=database.archive_name,
        path=f"s3://{backup.bucket}/{ARCHIVES}",
        schedule=f"0 {backup.base}",
        retention=f"{backup.retention_days}d",
    )


def recovery(database: Postgres) -> Recovery | None:
    """Derive what *database* starts from; None where it starts empty."""
    if database.recover_from is None:
        return None
    return Recovery(database.recover_from, database.until.astimezone(UTC).isoformat() if database.until else None)
