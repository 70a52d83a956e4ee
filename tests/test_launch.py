"""How the program starts and ends, which nobody should notice but by the clock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tigerex_k8s._launch import caches_optimized_code, needs_node, restart_pays

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")


def _environ(**more: str) -> dict[str, str]:
    """Return the environment of a reader who has chosen nothing about optimization, and *more*."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONOPTIMIZE"} | more


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _charts(folder: Path, *lines: str) -> None:
    (folder / "charts").mkdir()
    (folder / "charts" / "__init__.py").touch()
    (folder / "charts" / "environments.py").write_text("\n".join(lines))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param(["--help"], False, id="help"),
        pytest.param(["graph"], False, id="another command"),
        pytest.param(["check", "synth"], False, id="a folder of that name"),
        pytest.param(["synth"], True, id="all environments"),
        pytest.param(["synth", "production", "--out", "dist"], True, id="one environment"),
        pytest.param(["synth", "--help"], False, id="help about it"),
    ],
)
def test_only_writing_yaml_needs_node(arguments: list[str], *, expected: bool) -> None:
    """Every other command answers in the time that Python takes to start."""
    assert needs_node(arguments) is expected


@pytest.mark.parametrize(
    ("reason", "pays"),
    [
        pytest.param({}, True, id="first start"),
        pytest.param({"optimized": True}, False, id="optimized already"),
        pytest.param({"chosen": True}, False, id="chosen by the reader"),
        pytest.param({"cached": False}, False, id="would compile in every run"),
        pytest.param({"whole": False}, False, id="called from another program"),
    ],
)
def test_a_restart_pays_once_and_never_against_the_reader(reason: dict[str, bool], *, pays: bool) -> None:
    """A second start that asked for a third would never end."""
    first = {"optimized": False, "chosen": False, "cached": True, "whole": True}

    assert restart_pays(**(first | reason)) is pays


@pytest.mark.parametrize(
    ("cached", "dont_write", "expected"),
    [
        pytest.param("heavy.cpython-0.opt-1.pyc", True, True, id="cached"),
        pytest.param("heavy.cpython-0.pyc", True, False, id="cached for plain runs only"),
        pytest.param(None, True, False, id="may not be written"),
        pytest.param(None, False, True, id="will be written"),
    ],
)
def test_optimized_code_is_at_hand_if_cached_or_writable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, cached: str | None, dont_write: bool, expected: bool
) -> None:
    """Compiling cdk8s takes longer than optimized code saves."""
    (tmp_path / "heavy.py").touch()
    if cached:
        (tmp_path / "__pycache__").mkdir()
        (tmp_path / "__pycache__" / cached.replace("cpython-0", str(sys.implementation.cache_tag))).touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", dont_write)

    assert caches_optimized_code("heavy") is expected


def test_what_is_not_installed_has_no_optimized_code() -> None:
    """The import then says so, in its own words."""
    assert not caches_optimized_code("no_such_package")


@pytest.mark.node
def test_the_second_start_is_optimized_has_every_option_of_the_first_and_starts_node_early(tmp_path: Path) -> None:
    """A reader who turns warnings into errors, or chooses an encoding, means the run that does the work."""
    _charts(
        tmp_path,
        "import sys",
        "print(sys.flags.optimize, sys.warnoptions, sys._xoptions, 'jsii' in sys.modules)",
        "ENVIRONMENTS = ()",
    )
    options = ["-W", "error::UserWarning", "-X", "utf8", "-m", "tigerex_k8s", "synth"]

    command = [sys.executable, *options]
    said = subprocess.run(command, cwd=tmp_path, env=_environ(), capture_output=True, text=True, check=False).stdout

    optimized = int(caches_optimized_code("cdk8s_plus_27"))
    assert said == f"{optimized} ['error::UserWarning'] {{'utf8': True}} True\n"


@pytest.mark.node
@pytest.mark.parametrize("more", [{}, {"PYTHONOPTIMIZE": "0"}], ids=["as it pays", "never"])
def test_the_bytes_are_the_same_with_and_without_a_restart(tmp_path: Path, more: dict[str, str]) -> None:
    """Leaving out checks leaves nothing else out."""
    command = [str(PROGRAM), "synth", "production", "--out", str(tmp_path / "dist")]

    subprocess.run(command, cwd=ROOT, env=_environ(**more), check=True, capture_output=True)

    assert _files(tmp_path / "dist" / "production") == _files(ROOT / "dist" / "production")


@pytest.mark.node
def test_status_and_output_arrive_whole_although_the_end_is_quick(tmp_path: Path) -> None:
    """What stands in a buffer when the process ends would be lost."""
    _charts(tmp_path, "print('x' * 1_000_000)", "print('the end', end='')", "ENVIRONMENTS = undefined")
    environ = _environ(PYTHONUNBUFFERED="")

    done = subprocess.run([PROGRAM, "synth"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stdout == "x" * 1_000_000 + "\nthe end"
    assert done.stderr == "error: charts/environments.py:3: NameError: name 'undefined' is not defined\n"


@pytest.mark.node
@pytest.mark.parametrize("environment", ["production", "prodution"], ids=["written", "refused"])
def test_no_process_is_left_behind(tmp_path: Path, environment: str) -> None:
    """A Node that outlives its Python would pile up in whatever runs this often."""
    command = [str(PROGRAM), "synth", environment, "--out", str(tmp_path / "dist")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        running.wait()

    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["synth", "--help"]], ids=" ".join)
def test_help_starts_no_node(arguments: list[str]) -> None:
    """It would fail here, where there is none."""
    done = subprocess.run([PROGRAM, *arguments], env=_environ(JSII_NODE="/nowhere"), capture_output=True, check=False)

    assert done.returncode == 0
    assert done.stderr == b""
