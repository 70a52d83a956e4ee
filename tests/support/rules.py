"""Ask what JSON Schema cannot: a CustomResourceDefinition's CEL rules, and its lists that are sets or maps."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

import cel

from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# Names that CEL keeps for itself; Kubernetes writes `__namespace__` for a field that has one of them.
RESERVED = re.compile(
    "as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var|void|while"
)
# Kubernetes' CEL has these on strings; the library has only what the specification of CEL asks for.
STRINGS: dict[str, Callable[..., object]] = {"lowerAscii": str.lower, "upperAscii": str.upper, "split": str.split}


@cache
def program(rule: str) -> cel.Program:
    """Return *rule*, compiled once."""
    return cel.compile(rule)


def broken(value: object, schema: Mapping[str, object], where: str = "") -> Iterator[str]:
    """Yield what the rules in *schema* refuse in *value*, which satisfies the schema's structure."""
    if value is None:
        return
    yield from disobeyed(value, schema, where)
    if isinstance(value, dict):
        known = mapping(schema.get("properties"))
        for key, inner in value.items():
            below = mapping(known.get(key, schema.get("additionalProperties")))
            yield from broken(inner, below, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        yield from repeated(value, schema, where)
        for index, inner in enumerate(value):
            yield from broken(inner, mapping(schema.get("items")), f"{where}[{index}]")


def disobeyed(value: object, schema: Mapping[str, object], where: str) -> Iterator[str]:
    """Yield the messages of the CEL rules that stand at *schema* itself and are not met."""
    rules = [mapping(entry) for entry in sequence(schema.get("x-kubernetes-validations"))]
    # A rule about `oldSelf` speaks of changes, and there is no change here.
    now = [rule for rule in rules if "oldSelf" not in str(rule["rule"])]
    context = cel.Context({"self": seen(value, schema)}, STRINGS) if now else None
    for rule in now:
        text = str(rule["rule"])
        try:
            met = program(text).execute(context)
        except (KeyError, RuntimeError, TypeError, ValueError) as error:
            yield f"{where}: cannot be evaluated: {text}: {error}"
        else:
            if met is not True:
                yield f"{where}: {rule.get('message', text)}"


def seen(value: object, schema: Mapping[str, object]) -> object:
    """Return *value* as a rule sees it: with defaults, and with names that CEL can say."""
    if isinstance(value, list):
        return [seen(inner, mapping(schema.get("items"))) for inner in value]
    if not isinstance(value, dict):
        return value
    known = mapping(schema.get("properties"))
    others = mapping(schema.get("additionalProperties"))
    defaults = {key: deepcopy(mapping(inner)["default"]) for key, inner in known.items() if "default" in mapping(inner)}
    return {
        escaped(key) if key in known else key: seen(inner, mapping(known.get(key, others)))
        for key, inner in (defaults | value).items()
    }


def escaped(name: str) -> str:
    """Return the identifier by which a rule calls the field *name*."""
    if RESERVED.fullmatch(name):
        return f"__{name}__"
    for sign, word in (("__", "underscores"), (".", "dot"), ("-", "dash"), ("/", "slash")):
        name = name.replace(sign, f"__{word}__")
    return name


def repeated(value: list[object], schema: Mapping[str, object], where: str) -> Iterator[str]:
    """Yield the entries of a list that must be unique and are not."""
    kind = schema.get("x-kubernetes-list-type")
    keys = [str(key) for key in sequence(schema.get("x-kubernetes-list-map-keys"))]
    if kind not in {"set", "map"}:
        return
    items = seen(value, schema)
    found: list[object] = []
    for index, item in enumerate(sequence(items)):
        mark = [mapping(item).get(escaped(key)) for key in keys] if kind == "map" else item
        if mark in found:
            yield f"{where}[{index}]: duplicate of an earlier entry"
        found.append(mark)
