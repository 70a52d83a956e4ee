"""A synthesis that dies half-way leaves either the old output or the new one."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")
ROUNDS = 20


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.node
def test_a_killed_synthesis_leaves_wholly_the_old_or_wholly_the_new_output(tmp_path: Path) -> None:
    """Whoever reads dist/ at any moment gets one state of the exchange."""
    new = _files(ROOT / "dist")
    old = {"production/stale.k8s.yaml": b"# the output of yesterday\n"}
    moments = random.Random(7)  # noqa: S311  # moments to kill at, nothing secret
    found = []
    for _ in range(ROUNDS):
        dist = tmp_path / "dist"
        shutil.rmtree(dist, ignore_errors=True)
        (dist / "production").mkdir(parents=True)
        (dist / "production" / "stale.k8s.yaml").write_bytes(old["production/stale.k8s.yaml"])
        with subprocess.Popen([PROGRAM, "synth", "--out", str(dist)], cwd=ROOT, stderr=subprocess.DEVNULL) as running:
            time.sleep(moments.uniform(0.3, 2.5))
            running.kill()
        found.append(_files(dist))

    assert all(state in (old, new) for state in found)
    assert old in found
