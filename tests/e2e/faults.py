"""What can go wrong around a dump, done to a real one."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.servers import wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.jobs import Job
    from tests.e2e.s3 import Store

_PATIENCE = 60
# In a mount of its own, which ends with the command: a folder of two pages that are both taken.
_FULL = 'mount -t tmpfs -o size=8k tmpfs "$TMPDIR" && { cat /dev/zero >"$TMPDIR/filler" 2>/dev/null; exec "$@"; }'
_UNSHARED = ("unshare", "--mount", "bash", "-c", _FULL, "full")
# Where nobody may mount, no process may write a byte into a file: the same end by another errno.
_LIMITED = ("bash", "-c", 'ulimit -f 0; exec "$@"', "limited")


def full_disk() -> tuple[str, ...]:
    """Return what runs a command on a full scratch folder, or on the nearest thing that this machine allows."""
    probe = [*_UNSHARED, "true"]
    folder = Path("/proc/self").resolve().parent  # any that is there
    done = subprocess.run(probe, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, check=False)
    return _UNSHARED if done.returncode == 0 else _LIMITED


def without_s3(job: Job) -> Job:
    """Return *job* with an S3 at whose port nobody listens, which it asks but once."""
    nobody = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}
    return replace(job, env={**job.env, **nobody})


def killed(job: Job, program: str, when: Callable[[], bool]) -> subprocess.CompletedProcess[str]:
    """Start *job*, kill its *program* once *when* says so, and wait for its end."""
    with job.start() as process:
        wait(when)
        victims = [pid for pid in _below(process.pid) if _runs(pid) == program]
        assert len(victims) == 1, f"{program} runs {len(victims)} times"
        os.kill(victims[0], signal.SIGKILL)
        stdout, stderr = process.communicate(timeout=_PATIENCE)
        return subprocess.CompletedProcess(job.command, process.returncode, stdout, stderr)


def failed(done: subprocess.CompletedProcess[str], store: Store, *reasons: str) -> None:
    """See that a dump failed, said why, and left nothing that could be taken for a backup, nor anything else."""
    assert done.returncode != 0
    for reason in (*reasons, "nothing was backed up"):
        assert reason in done.stderr
    assert store.keys() == {}
    assert store.unfinished() == []


def _below(parent: int) -> list[int]:
    """Return the processes that *parent* started, and those that they did."""
    children = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return children + [one for child in children for one in _below(child)]


def _runs(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()
