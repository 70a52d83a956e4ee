"""Where in a bucket everything is kept."""

from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis

ARCHIVES = "barman"
"""Base backups and changes of databases, below the name of each archive; Barman alone deletes here."""

OBJECTS = "velero"
"""What Velero keeps, which deletes it by itself."""

VELERO_NAMESPACE = "velero"
"""Where Velero reads what it is told to keep."""

DRAFTS = "incomplete"
"""What is not yet, or never became, a backup."""


def dump_folder(store: Postgres | Redis) -> str:
    """Return where the dumps of *store* are."""
    return f"{'database' if isinstance(store, Postgres) else 'redis'}/{store.name}"
