"""How the program starts and ends, which nobody should notice but by the clock."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tigerex_k8s._launch import needs_node

ROOT = Path(__file__).parent.parent
_DECLARED = """(
    Environment(
        name="shop",
        namespace="shop",
        components=(Service(name="web", image="ghcr.io/acme/web:1.2.3", offers=(Endpoint(name="http", port=8080),)),),
        platform=Platform(domain="acme.com"),
    ),
)"""
PROGRAM = str(Path(sys.executable).with_name("tigerex-k8s"))


def _charts(folder: Path, *lines: str) -> None:
    (folder / "charts").mkdir()
    (folder / "charts" / "__init__.py").touch()
    (folder / "charts" / "environments.py").write_text("\n".join(lines))


def _has_ended(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


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


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["synth", "--help"]], ids=" ".join)
def test_help_starts_no_node(arguments: list[str]) -> None:
    """It would fail here, where there is none."""
    environ = os.environ | {"JSII_NODE": "/nowhere"}

    done = subprocess.run([PROGRAM, *arguments], env=environ, capture_output=True, check=False)

    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.node
@pytest.mark.parametrize("program", [[PROGRAM], [sys.executable, "-m", "tigerex_k8s"]], ids=["script", "module"])
def test_declarations_are_read_while_node_starts(tmp_path: Path, program: list[str]) -> None:
    """Each takes as long as the other."""
    _charts(tmp_path, "import sys", "print('jsii' in sys.modules)", "ENVIRONMENTS = ()")

    done = subprocess.run([*program, "synth"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.stdout == "True\n"


@pytest.mark.node
@pytest.mark.parametrize(
    ("environments", "status", "said"),
    [
        pytest.param(_DECLARED, 0, "dist/shop: ", id="written"),
        pytest.param("UNKNOWN", 2, "error: charts/environments.py:4: ", id="refused"),
    ],
)
def test_status_and_output_arrive_whole_although_the_end_is_quick(
    tmp_path: Path, environments: str, status: int, said: str
) -> None:
    """What stands in a buffer when the process ends would be lost."""
    imports = "from tigerex_k8s import Endpoint, Environment, Platform, Service"
    _charts(tmp_path, imports, "print('x' * 1_000_000)", "print('the end', end='')", f"ENVIRONMENTS = {environments}")
    environ = os.environ | {"PYTHONUNBUFFERED": ""}

    done = subprocess.run([PROGRAM, "synth"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    assert done.stdout == "x" * 1_000_000 + "\nthe end"
    assert done.stderr.startswith(said)
    assert done.returncode == status


@pytest.mark.node
@pytest.mark.parametrize("environment", ["production", "prodution"], ids=["written", "refused"])
def test_node_ends_with_us_and_leaves_no_file(tmp_path: Path, environment: str) -> None:
    """Nobody waits for its end, so that nobody would see what piles up."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [PROGRAM, "synth", environment, "--out", str(tmp_path / "dist")]
    environ = os.environ | {"TMPDIR": str(scratch)}
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        running.wait()
    latest = time.monotonic() + 10

    while not _has_ended(running.pid) and time.monotonic() < latest:
        time.sleep(0.05)

    assert _has_ended(running.pid)
    assert list(scratch.iterdir()) == []


@pytest.mark.node
def test_the_library_writes_the_bytes_that_the_program_writes(tmp_path: Path) -> None:
    """Start, end, and the checks that the program leaves out, change nothing else."""
    program = "import sys, pathlib, tigerex_k8s.cli.synth as s; s.synth(('production',), pathlib.Path(sys.argv[1]))"
    folder = tmp_path / "dist"

    subprocess.run([sys.executable, "-c", program, folder], cwd=ROOT, check=True, capture_output=True)

    assert {path.name: path.read_bytes() for path in (folder / "production").iterdir()} == {
        path.name: path.read_bytes() for path in (ROOT / "dist" / "production").iterdir()
    }
