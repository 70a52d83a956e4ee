"""dist/ is what the declarations say, byte for byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _synth(*arguments: str, seed: str = "0", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "synth", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.node
@pytest.mark.parametrize("seed", ["1", "2"])
def test_synthesis_gives_the_committed_bytes_whatever_the_hash_seed(tmp_path: Path, seed: str) -> None:
    """A diff in dist/ is a change in the declarations, and nothing else."""
    done = _synth("--out", str(tmp_path / "dist"), seed=seed)

    assert done.returncode == 0, done.stderr
    assert _files(tmp_path / "dist") == _files(ROOT / "dist")


@pytest.mark.node
def test_one_environment_is_written_with_its_cluster_and_the_delivery_of_all(tmp_path: Path) -> None:
    """The others stay as they are; what spans them is made from all of them."""
    dist = tmp_path / "dist"
    shutil.copytree(ROOT / "dist", dist)
    for stale in ("staging", "staging-platform", "delivery"):
        (dist / stale / "stale.yaml").write_text("of yesterday")
    (dist / "production" / "kept.yaml").write_text("somebody looks at it")

    done = _synth("staging", "--out", str(dist))

    assert done.returncode == 0, done.stderr
    assert _files(dist) == {**_files(ROOT / "dist"), "production/kept.yaml": b"somebody looks at it"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ("prodution",), "error: no environment is named 'prodution'; did you mean 'production'?\n", id="unknown"
        ),
        pytest.param(
            ("--out", "/proc/dist"),
            "error: cannot write /proc/dist: No such file or directory (/proc)\n",
            id="unwritable",
        ),
    ],
)
def test_bad_input_is_answered_without_a_traceback(arguments: tuple[str, ...], said: str) -> None:
    """Exit status 2, and the last good output stays."""
    before = _files(ROOT / "dist")

    done = _synth(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith(said.split("(", maxsplit=1)[0].rstrip("\n"))
    assert "Traceback" not in done.stderr
    assert _files(ROOT / "dist") == before


def test_a_folder_without_charts_is_answered(tmp_path: Path) -> None:
    """The reader learns where the command has to be run."""
    done = _synth(cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr == (
        "error: there is no charts/environments.py here; run this where it is, and let it name its ENVIRONMENTS\n"
    )
