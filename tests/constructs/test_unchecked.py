"""The bindings of cdk8s run without their checks, and nothing else does."""

import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from tigerex_k8s.constructs.unchecked import _Loader, is_compiled_once

CHECKED = """
from tigerex_k8s.constructs.unchecked import load_unchecked
load_unchecked()
import cdk8s
from cdk8s_plus_27 import k8s
for struct in cdk8s.ApiObjectMetadata, k8s.Container:
    try:
        struct(name=1)
        print("taken")
    except TypeError:
        print("checked")
try:
    assert False
except AssertionError:
    print("an assert")
"""


def _value(path: Path) -> object:
    """Return ``value`` of the module in *path*, loaded unchecked."""
    code = _Loader(path.stem, str(path)).get_code(path.stem)
    assert code is not None
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102  # what importing does
    return names["value"]


@pytest.mark.node
def test_the_bindings_lose_their_checks_and_other_modules_keep_their_asserts() -> None:
    """What mypy has proved need not be proved again; what a reader asserts is another matter."""
    said = subprocess.check_output([sys.executable, "-c", CHECKED], text=True).splitlines()

    found = "taken" if is_compiled_once("cdk8s_plus_27") else "checked"
    assert said == [found, found, "an assert"]


@pytest.mark.parametrize(
    ("cached", "dont_write", "expected"),
    [
        pytest.param("1", True, True, id="cached"),
        pytest.param("", True, False, id="cached with the checks only"),
        pytest.param(None, True, False, id="may not be written"),
        pytest.param(None, False, True, id="will be written"),
    ],
)
def test_bindings_that_every_run_would_compile_anew_stay_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, cached: str | None, dont_write: bool, expected: bool
) -> None:
    """Compiling cdk8s takes longer than the checks."""
    (tmp_path / "heavy.py").touch()
    if cached is not None:
        path = Path(cache_from_source(str(tmp_path / "heavy.py"), optimization=cached))
        path.parent.mkdir()
        path.touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", dont_write)

    assert is_compiled_once("heavy") is expected


def test_what_is_not_installed_is_never_compiled() -> None:
    """The import then says so, in its own words."""
    assert not is_compiled_once("no_such_package")


def test_byte_code_is_kept_where_optimized_python_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run, and ``python -O``, find it; runs with checks never do."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "module.py"
    path.write_text("assert False\nvalue = __debug__\n")

    assert _value(path) is False
    assert [str(one) for one in path.parent.glob("*/*")] == [cache_from_source(str(path), optimization="1")]


def test_changed_source_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of cdk8s leaves old byte code behind."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "module.py"
    path.write_text("value = 1\n")
    _value(path)

    path.write_text("value = 'another'\n")

    assert _value(path) == "another"
