"""The cdk8s command writes what ours writes, and fails as ours fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import files

ROOT = Path(__file__).parents[2]
CDK8S = ROOT / "node_modules" / ".bin" / "cdk8s"

pytestmark = [
    pytest.mark.node,
    pytest.mark.skipif(not CDK8S.exists(), reason="needs the cdk8s command; make node_modules installs it"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with our charts, as they are, and an output of an earlier day."""
    shutil.copytree(ROOT / "charts", tmp_path / "charts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "cdk8s.yaml", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    old = tmp_path / "dist" / "production" / "00-namespaces.k8s.yaml"
    old.parent.mkdir(parents=True)
    old.write_text("# yesterday\n")
    return tmp_path


def _cdk8s_synth(folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [CDK8S, "synth"],
        cwd=folder,
        env={**os.environ, "PATH": path, "CDK8S_CHECK_UPGRADE": "false"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_gives_the_committed_bytes_the_second_time_too(copy: Path) -> None:
    """It empties its own output folder, a link to dist/ by then, before it runs us."""
    first = _cdk8s_synth(copy)
    written = files(copy / "dist")
    second = _cdk8s_synth(copy)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert written == files(ROOT / "dist")
    assert files(copy / "dist") == written
    assert files(copy / ".cdk8s-out") == written


def test_wrong_charts_leave_the_last_good_output(copy: Path) -> None:
    """What is wrong comes first, in our words; that its app has failed, cdk8s adds."""
    catalog = copy / "charts" / "exchange.py"
    catalog.write_text(catalog.read_text().replace('image=images["admin', 'imgae=images["admin'))
    before = files(copy / "dist")

    done = _cdk8s_synth(copy)

    first, second, third, *_ = done.stderr.splitlines()
    assert first.endswith("AdminDashboard: field 'image' is required")
    assert second.endswith("AdminDashboard: no field 'imgae'; did you mean 'image'?")
    assert second.startswith("error: charts/exchange.py:")
    assert third.startswith('Error: command ".venv/bin/python -O -m charts " at')
    assert done.returncode == 1
    assert files(copy / "dist") == before
