"""A chart beside the manifests shows them, and is never a second copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalog import ENVIRONMENT_NAMES

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")


def _shown(dist: Path) -> dict[str, Path]:
    """Return where the chart of each environment leads to."""
    return {name: (dist / f"{name}-platform" / "chart" / "manifests").readlink() for name in ENVIRONMENT_NAMES}


def test_each_chart_leads_to_its_environment() -> None:
    """By a path that holds in every clone."""
    assert _shown(ROOT / "dist") == {name: Path("..", "..", name) for name in ENVIRONMENT_NAMES}


@pytest.mark.node
@pytest.mark.parametrize("symlinks", [True, False], ids=["links", "copies"])
def test_synthesis_of_one_environment_keeps_the_charts_of_the_others(tmp_path: Path, *, symlinks: bool) -> None:
    """Also where somebody copied dist/ and got files for links."""
    dist = tmp_path / "dist"
    shutil.copytree(ROOT / "dist", dist, symlinks=symlinks)

    done = subprocess.run(
        [PROGRAM, "synth", "staging", "--out", dist], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert _shown(dist) == _shown(ROOT / "dist")
