"""Validate objects as strictly as an API server would: core kinds for each minor version, custom ones by their CRD."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import yaml

from tests.support.rules import broken
from tests.support.structural import document, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER = Path(str(files("kubernetes_validate"))) / "kubernetes-json-schema"
# The linear-time engine is the nearest to Go's.
PATTERNS = jsonschema_rs.RegexOptions()


@cache
def minors() -> tuple[str, ...]:
    """Return the minor versions of Kubernetes whose schemas are known, oldest first."""
    found = {tuple(map(int, path.name[1:].split(".")[:2])) for path in FOLDER.glob("v*-local-strict")}
    return tuple(f"{major}.{minor}" for major, minor in sorted(found))


@cache
def registry(version: str) -> jsonschema_rs.Registry:
    """Return the definitions that the schemas of *version* refer to."""
    definitions = json.loads((folder(version) / "_definitions.json").read_bytes())
    return jsonschema_rs.Registry([(definitions["$id"], definitions)])


def folder(version: str) -> Path:
    """Return where the strict schemas of *version* are."""
    return FOLDER / f"v{version}.0-local-strict"


@cache
def core(version: str, api_version: str, kind: str) -> jsonschema_rs.Validator | None:
    """Return the validator of one core kind, or None where *version* has no such kind."""
    group, _, name = api_version.rpartition("/")
    stem = "-".join(part for part in (kind.lower(), group.split(".", maxsplit=1)[0], name) if part)
    path = folder(version) / f"{stem}.json"
    if not path.exists():
        return None
    schema = json.loads(path.read_bytes())
    # The file name keeps the first label of a group only, and types that are no objects have files too.
    declared = mapping(mapping(schema.get("properties")).get("apiVersion")).get("enum")
    if api_version not in sequence(declared):
        return None
    return jsonschema_rs.validator_for(schema, registry=registry(version))


def kind_known(obj: Mapping[str, object], version: str) -> bool:
    """Tell whether Kubernetes *version* itself has the kind of *obj*."""
    return core(version, str(obj.get("apiVersion")), str(obj.get("kind"))) is not None


def core_problems(obj: Mapping[str, object], version: str) -> list[str]:
    """Return what Kubernetes *version* refuses in the core object *obj*."""
    api_version, kind = str(obj.get("apiVersion")), str(obj.get("kind"))
    validator = core(version, api_version, kind)
    if validator is None:
        return [f"Kubernetes {version} has no {kind} in {api_version}"]
    return [said(error) for error in validator.iter_errors(obj)]


@cache
def definition(crds: Path, api_version: str, kind: str) -> Mapping[str, object] | None:
    """Return the schema that a CRD below *crds* gives to *kind*, or None where there is none."""
    group, _, name = api_version.rpartition("/")
    for path in sorted(crds.rglob("*.yaml")):
        text = path.read_text("utf-8")
        if kind not in text or group not in text:  # parsing them all takes two seconds
            continue
        for spec in (mapping(mapping(crd).get("spec")) for crd in yaml.load_all(text, yaml.CSafeLoader)):
            if spec.get("group") == group and mapping(spec.get("names")).get("kind") == kind:
                return version_schema(map(mapping, sequence(spec.get("versions"))), name)
    return None


def version_schema(versions: Iterable[Mapping[str, object]], name: str) -> Mapping[str, object] | None:
    """Return the schema of the served version called *name*."""
    schemas = (
        mapping(v.get("schema")).get("openAPIV3Schema") for v in versions if v.get("name") == name and v["served"]
    )
    return next(map(mapping, schemas), None)


@cache
def custom(crds: Path, api_version: str, kind: str) -> jsonschema_rs.Validator:
    """Return the validator of one custom resource."""
    schema = definition(crds, api_version, kind)
    if schema is None:
        raise LookupError(f"no CRD defines {kind} in {api_version}")
    made = document(schema, api_version, kind)
    return jsonschema_rs.Draft202012Validator(made, registry=registry(minors()[-1]), pattern_options=PATTERNS)


def crd_known(obj: Mapping[str, object], crds: Path) -> bool:
    """Tell whether a CRD below *crds* defines the kind of *obj*."""
    return definition(crds, str(obj.get("apiVersion")), str(obj.get("kind"))) is not None


def crd_problems(obj: Mapping[str, object], crds: Path) -> list[str]:
    """Return what the CRD of *obj* refuses in it: its structure first, its rules once the structure is right."""
    api_version, kind = str(obj.get("apiVersion")), str(obj.get("kind"))
    schema = definition(crds, api_version, kind)
    if schema is None:
        return [f"no CRD defines {kind} in {api_version}"]
    return [said(error) for error in custom(crds, api_version, kind).iter_errors(obj)] or list(broken(obj, schema))


def said(error: jsonschema_rs.ValidationError) -> str:
    """Return *error* as one line that begins with the place."""
    return f"{'.'.join(map(str, error.instance_path))}: {error.message}"
