"""A synthesis that dies half-way leaves either the old output or the new one."""

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.command import PROGRAM, files

ROOT = Path(__file__).parent.parent
ROUNDS = 20
OLD = {"production/stale.k8s.yaml": b"# the output of yesterday\n"}


def _killed(dist: Path, after: float) -> bool:
    """Synthesize into *dist*, kill it after some seconds, and return whether it was still running."""
    with subprocess.Popen([PROGRAM, "synth", "--out", str(dist)], cwd=ROOT, stderr=subprocess.DEVNULL) as running:
        time.sleep(after)
        running.kill()
    return running.returncode != 0


@pytest.mark.node
def test_a_killed_synthesis_leaves_wholly_the_old_or_wholly_the_new_output(tmp_path: Path) -> None:
    """Whoever reads dist/ at any moment gets one state of the exchange."""
    new = files(ROOT / "dist")
    dist = tmp_path / "dist"
    start = time.monotonic()
    subprocess.run([PROGRAM, "synth", "--out", dist], cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - start
    random.seed(7)
    found, killed = [], 0
    for at in range(ROUNDS):
        shutil.rmtree(dist)
        for path, content in OLD.items():
            (dist / path).parent.mkdir(parents=True)
            (dist / path).write_bytes(content)
        # One moment in each twentieth of the time that it takes, so that no part of it is left out.
        killed += _killed(dist, whole * (at + random.random()) / ROUNDS)  # noqa: S311  # nothing secret
        found.append(files(dist))

    assert all(state in (OLD, new) for state in found)
    assert OLD in found
    assert killed > ROUNDS // 2
