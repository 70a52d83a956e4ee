"""dist/ read once: the objects of each environment, and ways to ask them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DIST = Path(__file__).parents[2] / "dist"

# Keys below these are somebody's own words and no fields.
FREE = {"annotations", "binaryData", "data", "labels", "matchLabels", "nodeSelector", "stringData"}


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """One Kubernetes object."""

    body: Mapping[str, object]

    @property
    def kind(self) -> str:
        """The kind with its group, as kubectl writes it: ``Cluster.postgresql.cnpg.io``."""
        group = str(self.body["apiVersion"]).rpartition("/")[0]
        return f"{self.body['kind']}.{group}".rstrip(".")

    @property
    def name(self) -> str:
        """The name in the metadata."""
        return str(at(self.body, "metadata", "name"))

    @property
    def namespace(self) -> str | None:
        """The namespace, or None for what belongs to the whole cluster."""
        found = at(self.body, "metadata", "namespace")
        return None if found is None else str(found)

    @property
    def spec(self) -> Mapping[str, object]:
        """The spec, empty where there is none."""
        return mapping(self.body.get("spec"))

    def __str__(self) -> str:
        return f"{self.body['kind']}/{self.name}"


Objects = tuple[Object, ...]


@cache
def objects(environment: str) -> Objects:
    """Return every object of *environment* in the order of its files."""
    paths = sorted((DIST / environment).glob("*.k8s.yaml"))
    read = (yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader) for path in paths)
    return tuple(Object(one) for documents in read for one in documents if one is not None)


def at(value: object, *path: str) -> object:
    """Return what is found in *value* along *path*, None where it ends early."""
    for key in path:
        value = mapping(value).get(key)
    return value


def every(value: object, *path: str) -> list[Mapping[str, object]]:
    """Return the mappings in the list along *path*."""
    return [mapping(one) for one in sequence(at(value, *path))]


def texts(value: object) -> dict[str, str]:
    """Return *value* as a mapping of text to text."""
    return {str(key): str(one) for key, one in mapping(value).items()}


def fields(value: object) -> Iterator[tuple[str, object]]:
    """Yield every field below *value* with its name; what stands in free mappings are no fields."""
    if isinstance(value, list):
        for one in value:
            yield from fields(one)
    for key, one in mapping(value).items():
        yield key, one
        if key not in FREE:
            yield from fields(one)


def of_kind(output: Objects, *kinds: str) -> Iterator[Object]:
    """Yield the objects of *kinds*, each written as kubectl does."""
    return (one for one in output if one.kind in kinds)


def changed(output: Objects, which: str, path: str, value: object) -> Objects:
    """Return *output* with another *value* at the dotted *path* of the first object *which*; None takes it away."""
    at = next((index for index, one in enumerate(output) if str(one) == which), None)
    assert at is not None, f"{which} is not there"
    return (*output[:at], _set(output[at], path.split("."), value), *output[at + 1 :])


def _set(one: Object, path: list[str], value: object) -> Object:
    body = deepcopy(dict(one.body))
    holder: object = body
    for key in path[:-1]:
        holder = holder[int(key)] if isinstance(holder, list) else mapping(holder)[key]
    if isinstance(holder, list):
        holder[int(path[-1])] = value
    elif isinstance(holder, dict) and value is None:
        holder.pop(path[-1], None)
    elif isinstance(holder, dict):
        holder[path[-1]] = value
    return Object(body)
