"""An S3 bucket."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.names import Name

_PREFIX = re.compile(r"([a-z0-9][a-z0-9._-]*/)*")
_SHORTEST = 3


def _bucket_name(name: str) -> str:
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    if len(name) < _SHORTEST:
        message = f"'{name}' is too short for a bucket; S3 takes {_SHORTEST} to 63 characters"
        raise ValueError(message)
    return name


def _folder(prefix: str) -> str:
    if not _PREFIX.fullmatch(prefix):
        message = f"'{prefix}' is no folder of a bucket; write 'logs/', or '' for the whole"
        raise ValueError(message)
    return prefix


class Expiry(Declaration):
    """Objects below *prefix* are deleted *days* after they were written; an empty prefix is the whole bucket."""

    prefix: Annotated[str, AfterValidator(_folder)]
    days: Annotated[int, Field(ge=1)]


def _distinct(expire: tuple[Expiry, ...]) -> tuple[Expiry, ...]:
    prefixes = [one.prefix for one in expire]
    twice = sorted({one for one in prefixes if prefixes.count(one) > 1})
    if twice:
        message = "\n".join(f"'{one}' expires twice; say once after how many days" for one in twice)
        raise ValueError(message)
    return expire


class Bucket(Declaration):
    """A bucket that is encrypted, versioned, closed to the public, and kept when its declaration goes.

    name: unique in all of S3.
    expire: left out, nothing does, except what stores keep here for a number of days of their own.
    noncurrent_days: for which a version that was overwritten or deleted stays; left out, 30.
    """

    name: Annotated[Name, AfterValidator(_bucket_name)]
    expire: Annotated[Many[Expiry], AfterValidator(_distinct)] = ()
    noncurrent_days: Annotated[int, Field(ge=1)] = 30
