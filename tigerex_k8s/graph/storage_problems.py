"""What contradicts what among buckets and those who keep something in them."""

from collections.abc import Iterator
from itertools import combinations

from tigerex_k8s.errors import did_you_mean
from tigerex_k8s.graph.keys import ARCHIVES
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.backup import PostgresBackup
from tigerex_k8s.model.bucket import Bucket
from tigerex_k8s.model.postgres import Postgres


def storage_problems(draft: Graph) -> Iterator[str]:
    """Yield everything that keeps buckets from being made or used."""
    if draft.platform.eks is None:
        for name in draft.buckets:
            yield f"'{name}' is a bucket, but the platform has no eks, whose region it is in"
    for said, bucket in _used(draft):
        if bucket not in draft.buckets:
            yield f"{said} backed up to bucket '{bucket}', which is not declared{did_you_mean(bucket, draft.buckets)}"
    archived = [(one, one.backup) for one in draft.databases.values() if one.backup]
    for database, backup in archived:
        if backup.bucket in draft.buckets:
            yield from _expiring(database, draft.buckets[backup.bucket])
    for (one, its), (other, others) in combinations(archived, 2):
        yield from _shared(one, its, other, others)


def _used(draft: Graph) -> Iterator[tuple[str, str]]:
    yield from ((f"{store.name} is", store.backup.bucket) for store in draft.stores if store.backup)
    if draft.platform.object_backup:
        yield "objects are", draft.platform.object_backup.bucket


def _expiring(database: Postgres, bucket: Bucket) -> Iterator[str]:
    """Barman keeps one base from before its window, without which nothing in the window can be recovered."""
    folder = f"{ARCHIVES}/{database.archive_name}/"
    for one in bucket.expire:
        if folder.startswith(one.prefix) or one.prefix.startswith(folder):
            yield (
                f"{bucket.name} expires '{one.prefix}', where the archive of {database.name} is; that is Barman's to"
                " clear, by the retention_days of the backup"
            )


def _shared(one: Postgres, its: PostgresBackup, other: Postgres, others: PostgresBackup) -> Iterator[str]:
    if (its.bucket, one.archive_name) == (others.bucket, other.archive_name):
        yield (
            f"{one.name} and {other.name} both archive to '{one.archive_name}' in {its.bucket};"
            " give each an archive of its own"
        )
