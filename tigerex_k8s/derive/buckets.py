"""What S3 deletes by itself, and when.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from dataclasses import dataclass

from tigerex_k8s.model.bucket import Bucket


@dataclass(frozen=True, slots=True)
class Rule:
    """Below *prefix*, objects go after *days*, and versions that are no longer current after *noncurrent_days*.

    Without *days* objects stay, and the mark that a deletion leaves goes once no version is behind it.
    """

    name: str
    prefix: str
    days: int | None
    noncurrent_days: int


def lifecycle(bucket: Bucket) -> tuple[Rule, ...]:
    """Derive the rules of *bucket*, sorted by prefix; where two fit an object, S3 takes the shorter time."""
    declared = (_expiry(one.prefix, one.days, bucket.noncurrent_days) for one in bucket.expire)
    whole = Rule("noncurrent", "", None, bucket.noncurrent_days)
    return tuple(sorted((whole, *declared), key=lambda rule: (rule.prefix, rule.name)))


def _expiry(prefix: str, days: int, noncurrent_days: int) -> Rule:
    return Rule(f"expire-{prefix.rstrip('/').replace('/', '-') or 'all'}", prefix, days, noncurrent_days)
