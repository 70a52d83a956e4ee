"""The plain app that we are timed against is a fair one."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tigerex_k8s._node import choose_node

ROOT = Path(__file__).parent.parent
TYPED = """
from cdk8s_plus_27 import k8s
for name in dir(k8s):
    kind = getattr(k8s, name)
    if hasattr(kind, "GVK"):
        print(kind.GVK.api_version, kind.GVK.kind)
"""


@pytest.fixture(scope="module")
def environ() -> dict[str, str]:
    """Return the environment with our Node in it, which a program without our library has to be told."""
    choose_node()
    return dict(os.environ)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str]) -> list[tuple[str, dict[str, object]]]:
    """Run the plain app and return its objects, each with the name of its file."""
    folder = tmp_path_factory.mktemp("plain")
    subprocess.run([sys.executable, ROOT / "bench" / "stock_app.py", folder], env=environ, check=True)
    return _objects(folder)


@pytest.fixture(scope="module")
def core(environ: dict[str, str]) -> list[tuple[str, dict[str, object]]]:
    """Return production's objects of the kinds for which cdk8s-plus-27 has a typed class, each with its file."""
    typed = subprocess.check_output([sys.executable, "-c", TYPED], env=environ, text=True).splitlines()
    found = _objects(ROOT / "dist" / "production")
    return [(file, one) for file, one in found if f"{one['apiVersion']} {one['kind']}" in typed]


def _objects(folder: Path) -> list[tuple[str, dict[str, object]]]:
    paths = sorted(folder.iterdir())
    return [(path.name, one) for path in paths for one in yaml.load_all(path.read_text(), yaml.CSafeLoader)]


def _values(part: object) -> int:
    """Count the values in *part* that are neither mapping nor list."""
    if isinstance(part, dict):
        return sum(_values(one) for one in part.values())
    return sum(_values(one) for one in part) if isinstance(part, list) else 1


@pytest.mark.node
def test_the_plain_app_writes_the_core_objects_of_production(
    plain: list[tuple[str, dict[str, object]]], core: list[tuple[str, dict[str, object]]]
) -> None:
    """The same kinds, as often, in the same files; COUNTS in bench/stock_app.py says them."""
    assert Counter((file, one["apiVersion"], one["kind"]) for file, one in plain) == Counter(
        (file, one["apiVersion"], one["kind"]) for file, one in core
    )


@pytest.mark.node
def test_the_objects_of_the_plain_app_are_as_large_as_ours(
    plain: list[tuple[str, dict[str, object]]], core: list[tuple[str, dict[str, object]]]
) -> None:
    """Larger ones would flatter us; in values and in bytes, within a tenth."""
    theirs, ours = [one for _, one in plain], [one for _, one in core]

    assert _values(theirs) == pytest.approx(_values(ours), rel=0.1)
    assert len(yaml.safe_dump_all(theirs)) == pytest.approx(len(yaml.safe_dump_all(ours)), rel=0.1)
