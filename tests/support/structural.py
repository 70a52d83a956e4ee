"""Turn a CRD's structural schema into a JSON Schema that refuses what a strict API server refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFINITIONS = "https://kubernetes.io/api/_definitions.json"
META = {"$ref": f"{DEFINITIONS}#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
OBJECT = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": META}
# Formats are left to the API server: their names are Go's, not JSON Schema's.
PLAIN = (
    "allOf",
    "anyOf",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "required",
)
INT_OR_STRING = [{"type": "integer"}, {"type": "string"}]


def mapping(value: object) -> Mapping[str, object]:
    """Return *value* if it is a mapping, and an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[object]:
    """Return *value* if it is a list, and an empty one otherwise."""
    return value if isinstance(value, list) else []


def document(schema: Mapping[str, object], api_version: str, kind: str) -> dict[str, object]:
    """Return the JSON Schema of a whole custom resource, its metadata as strict as any other object's."""
    made = strict(schema)
    known = dict(mapping(made["properties"]))
    made["properties"] = known | OBJECT | {"apiVersion": {"const": api_version}, "kind": {"const": kind}}
    made["required"] = sorted({"apiVersion", "kind", "metadata", *map(str, sequence(made.get("required")))})
    return made


def strict(schema: Mapping[str, object]) -> dict[str, object]:
    """Return the JSON Schema of *schema*, which refuses every field that an API server would drop."""
    made = {key: schema[key] for key in PLAIN if key in schema}
    if schema.get("x-kubernetes-int-or-string"):
        made["type"] = ["integer", "string"]
        if made.get("anyOf") == INT_OR_STRING:
            del made["anyOf"]
    elif "type" in schema:
        made["type"] = schema["type"]
    if schema.get("type") == "array":
        made["items"] = strict(mapping(schema.get("items")))
    if schema.get("type") == "object":
        made |= fields(schema)
    return nullable(made) if schema.get("nullable") else made


def fields(schema: Mapping[str, object]) -> dict[str, object]:
    """Return what JSON Schema says of the fields of an object."""
    known = {name: strict(mapping(inner)) for name, inner in mapping(schema.get("properties")).items()}
    values = schema.get("additionalProperties")
    rest: object = bool(schema.get("x-kubernetes-preserve-unknown-fields"))
    if values:
        rest = strict(mapping(values))
    if schema.get("x-kubernetes-embedded-resource"):
        needed = sorted({"apiVersion", "kind", *map(str, sequence(schema.get("required")))})
        return {"properties": OBJECT | known, "additionalProperties": rest, "required": needed}
    return {"properties": known, "additionalProperties": rest}


def nullable(made: dict[str, object]) -> dict[str, object]:
    """Return *made* with null beside what it accepts."""
    return {"anyOf": [made, {"type": "null"}]}
