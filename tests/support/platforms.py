"""What dist/ holds beside the exchange's objects: clusters, operators and their delivery."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import yaml

from tests.support.objects import DIST, every, objects
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@cache
def document(folder: str, file: str) -> Mapping[str, object]:
    """Return what *file* in *folder* of dist/ says; nothing where it is not there."""
    path = DIST / folder / file
    return mapping(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else {}


def cluster(environment: str) -> Mapping[str, object]:
    """Return the ClusterConfig of *environment*."""
    return document(f"{environment}-platform", "cluster.yaml")


def releases(environment: str) -> list[Mapping[str, object]]:
    """Return what helmfile installs for *environment*."""
    return every(document(f"{environment}-platform", "helmfile.yaml"), "releases")


def applications(environment: str) -> list[Mapping[str, object]]:
    """Return the specs of the Applications that install operators for *environment*."""
    return [one.spec for one in objects(f"{environment}-platform")]


def below(value: object, key: str) -> Iterator[Mapping[str, object]]:
    """Yield every mapping below *value* that has *key*."""
    if isinstance(value, list):
        for one in value:
            yield from below(one, key)
    found = mapping(value)
    if key in found:
        yield found
    for one in found.values():
        yield from below(one, key)
