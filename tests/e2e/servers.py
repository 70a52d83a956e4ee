"""Programs that a test starts on loopback, and ends."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

_PATIENCE = 60
_BUS = 10_000  # a Redis node gossips so far above its port


def free_port() -> int:
    """Return a port that nobody listens at, nor at the one that Redis would gossip at."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1]) - _BUS
            with socket.socket() as other:
                if port >= _BUS and other.connect_ex(("127.0.0.1", port)):
                    return port


@contextmanager
def running(
    command: Sequence[str | Path],
    ready: Callable[[], bool],
    log: Path,
    *,
    user: str | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Run *command* as *user* until the end of the block, once it is *ready*; what it says is in *log*."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, user=user, group=user, env={**os.environ, **(env or {})}
        )
        try:
            wait(lambda: _is_up(process, ready, log), lambda: log.read_text(errors="replace"))
            yield
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def wait(when: Callable[[], bool], said: Callable[[], str] = str) -> None:
    """Wait until *when* says so, and not for ever; *said* is what went on meanwhile."""
    end = time.monotonic() + _PATIENCE
    while not when():
        assert time.monotonic() < end, said()
        time.sleep(0.05)


def _is_up(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> bool:
    assert process.poll() is None, log.read_text(errors="replace")
    return ready()
