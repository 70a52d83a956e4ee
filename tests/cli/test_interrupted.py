"""A synthesis that is stopped goes quietly, and leaves nothing but the last good output."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.command import PROGRAM, outputs, run

pytestmark = pytest.mark.node


@contextmanager
def _half_way(shop: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a synthesis that has begun to write, with Node in its own group of processes, as on a terminal."""
    with subprocess.Popen(
        [PROGRAM, "synth"], cwd=shop, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            end = time.monotonic() + 60
            while not any(shop.glob(".dist-*")):
                assert running.poll() is None
                assert time.monotonic() < end
                time.sleep(0.005)
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize(
    ("stop", "status"),
    [
        pytest.param(lambda pid: os.killpg(pid, signal.SIGINT), 130, id="ctrl-c"),
        pytest.param(lambda pid: os.kill(pid, signal.SIGTERM), 143, id="terminated"),
    ],
)
@pytest.mark.parametrize("after", [0.0, 0.2])
def test_a_stopped_synthesis_leaves_the_last_good_output(
    shop: Path, stop: Callable[[int], None], status: int, after: float
) -> None:
    """No traceback, no half output, no folder that somebody has to remove."""
    before = outputs(shop)

    with _half_way(shop) as running:
        time.sleep(after)
        stop(running.pid)
        _, said = running.communicate(timeout=60)

    assert (said.strip(), running.returncode) == ("", status)
    assert outputs(shop) == before
    assert not list(shop.glob(".dist-*"))


def test_an_interrupt_while_charts_are_loaded_is_quiet_too(shop: Path) -> None:
    """Charts are the reader's own code, and may take their time."""
    catalog = shop / "charts" / "catalog.py"
    catalog.write_text(f"import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n{catalog.read_text()}")
    before = outputs(shop)

    done = run("synth", cwd=shop)

    assert (done.stderr.strip(), done.returncode) == ("", 130)
    assert outputs(shop) == before
