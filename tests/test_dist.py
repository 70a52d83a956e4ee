"""dist/ is what the declarations say, byte for byte."""

import shutil
from pathlib import Path

import pytest

from tests.support.command import files, run

ROOT = Path(__file__).parent.parent


@pytest.mark.node
@pytest.mark.parametrize("seed", ["1", "2"])
def test_synthesis_gives_the_committed_bytes_whatever_the_hash_seed(tmp_path: Path, seed: str) -> None:
    """A diff in dist/ is a change in the declarations, and nothing else."""
    done = run("synth", "--out", tmp_path / "dist", cwd=ROOT, PYTHONHASHSEED=seed)

    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "dist") == files(ROOT / "dist")


@pytest.mark.node
def test_one_environment_is_written_with_its_cluster_and_the_delivery_of_all(tmp_path: Path) -> None:
    """The others stay as they are; what spans them is made from all of them."""
    dist = tmp_path / "dist"
    shutil.copytree(ROOT / "dist", dist)
    for stale in ("staging", "staging-platform", "delivery"):
        (dist / stale / "stale.yaml").write_text("of yesterday")
    (dist / "production" / "kept.yaml").write_text("somebody looks at it")

    done = run("synth", "staging", "--out", dist, cwd=ROOT)

    assert done.returncode == 0, done.stderr
    assert files(dist) == {**files(ROOT / "dist"), "production/kept.yaml": b"somebody looks at it"}
