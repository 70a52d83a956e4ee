"""A program that a test starts on loopback, asks by HTTP, and ends."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PATIENCE = 60


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: Sequence[str | Path], url: str, log: Path) -> Iterator[None]:
    """Run *command* until the end of the block, once it is ready at *url*; what it says is in *log*."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            end = time.monotonic() + _PATIENCE
            while not _ready(url):
                ended = process.poll() is not None or time.monotonic() > end
                assert not ended, log.read_text(errors="replace")
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/-/ready", timeout=2) as answer:  # noqa: S310  # loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError):
        return False


def ask(url: str, body: object = None) -> object:
    """Return the answer at *url*; with a *body*, to what is posted there."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310  # loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
        text = answer.read()
    return json.loads(text) if text else None
