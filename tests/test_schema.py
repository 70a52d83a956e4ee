"""Every object in dist/ satisfies its schema, in every version of Kubernetes that the exchange may run on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.schemas import core_problems, crd_known, crd_problems, kind_known, minors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DIST = Path(__file__).parents[1] / "dist"
CRDS = Path(__file__).parents[2] / "shared" / "crds"
# Environments, their operators and their delivery.
FOLDERS = sorted({path.parent.name for path in DIST.glob("*/*.k8s.yaml")})
OLDEST = "1.28"  # the guide's minimum
VERSIONS = minors()[minors().index(OLDEST) :]
# The kinds of ours that are younger than the oldest version.
SINCE = {"ValidatingAdmissionPolicy": "1.30", "ValidatingAdmissionPolicyBinding": "1.30"}

needs_crds = pytest.mark.skipif(not CRDS.is_dir(), reason="the CRDs in ../shared/crds are not here")


@cache
def objects(folder: str) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Return every object of *folder* after the name of its file."""
    paths = sorted((DIST / folder).glob("*.k8s.yaml"))
    return tuple(
        (path.name, obj)
        for path in paths
        for obj in yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader)
        if obj is not None
    )


def is_core(obj: Mapping[str, object]) -> bool:
    """Tell whether the newest Kubernetes has the kind of *obj*; what it lacks needs a CRD."""
    return kind_known(obj, VERSIONS[-1])


def refused(
    pairs: list[tuple[str, Mapping[str, object]]], ask: Callable[[Mapping[str, object]], list[str]]
) -> list[str]:
    """Return what *ask* says against each object, after its file, kind and name."""
    return [f"{file}: {called(obj)}: {problem}" for file, obj in pairs for problem in ask(obj)]


def called(obj: Mapping[str, object]) -> str:
    """Return kind and name of *obj*."""
    metadata = obj.get("metadata")
    return f"{obj.get('kind')}/{metadata.get('name') if isinstance(metadata, dict) else None}"


def test_dist_holds_every_environment() -> None:
    """Without any, the tests below would pass by not running."""
    assert {*ENVIRONMENT_NAMES} <= {*FOLDERS}, "dist/ lacks an environment; `make synth` writes it"


@needs_crds
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_object_has_a_schema(folder: str, record_property: Callable[[str, object], None]) -> None:
    """A kind that neither Kubernetes nor a CRD knows could not be validated, and could not be applied."""
    found = objects(folder)
    record_property("schema objects", len(found))

    unknown = [f"{file}: {called(obj)}" for file, obj in found if not is_core(obj) and not crd_known(obj, CRDS)]
    assert found
    assert not unknown, "\n".join(unknown)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("folder", FOLDERS)
def test_core_objects_satisfy_each_version(
    folder: str, version: str, record_property: Callable[[str, object], None]
) -> None:
    """Strictly: a field that Kubernetes does not know would be dropped without a word."""
    young = {kind for kind, since in SINCE.items() if minors().index(version) < minors().index(since)}
    found = [(file, obj) for file, obj in objects(folder) if is_core(obj) and obj["kind"] not in young]
    record_property("schema pairs", len(found))

    problems = refused(found, lambda obj: core_problems(obj, version))
    assert not problems, "\n".join(problems)


@needs_crds
@pytest.mark.parametrize("folder", FOLDERS)
def test_custom_objects_satisfy_their_crd(folder: str, record_property: Callable[[str, object], None]) -> None:
    """Structure, unique lists and CEL rules, as the API server applies them on creation."""
    found = [(file, obj) for file, obj in objects(folder) if crd_known(obj, CRDS)]
    record_property("schema pairs", len(found))

    problems = refused(found, lambda obj: crd_problems(obj, CRDS))
    assert not problems, "\n".join(problems)
