"""What S3 deletes by itself, and when.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.graph.keys import DRAFTS, dump_folder
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.bucket import Bucket

_DRAFT_DAYS = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """Below *prefix*, objects go after *days*, and versions that are no longer current after *noncurrent_days*.

    Without *days* objects stay, and the mark that a deletion leaves goes once no version is behind it.
    """

    name: str
    prefix: str
    days: int | None
    noncurrent_days: int


def lifecycle(graph: Graph, bucket: Bucket) -> tuple[Rule, ...]:
    """Derive the rules of *bucket*, sorted by prefix; where two fit an object, S3 takes the shorter time."""
    declared = (_expiry(one.prefix, one.days, bucket.noncurrent_days) for one in bucket.expire)
    whole = Rule("noncurrent", "", None, bucket.noncurrent_days)
    return tuple(sorted((whole, *declared, *_dumps(graph, bucket)), key=lambda rule: (rule.prefix, rule.name)))


def _dumps(graph: Graph, bucket: Bucket) -> Iterator[Rule]:
    """Yield the rules for what stores keep in *bucket*: dumps, and those that were never finished."""
    backups = [(one, one.backup) for one in graph.stores if one.backup and one.backup.bucket == bucket.name]
    yield from (
        _expiry(f"{dump_folder(store)}/", backup.retention_days, bucket.noncurrent_days) for store, backup in backups
    )
    if backups:
        yield _expiry(f"{DRAFTS}/", _DRAFT_DAYS, _DRAFT_DAYS)


def _expiry(prefix: str, days: int, noncurrent_days: int) -> Rule:
    return Rule(f"expire-{prefix.rstrip('/').replace('/', '-') or 'all'}", prefix, days, noncurrent_days)
