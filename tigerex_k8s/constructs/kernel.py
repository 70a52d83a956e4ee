"""Node, started while Python still reads declarations."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Thread

from tigerex_k8s._node import expect_no_farewell
from tigerex_k8s.constructs.unchecked import load_unchecked

_TURN = 0.0005  # seconds


@contextmanager
def node_started() -> Iterator[None]:
    """Start Node and load cdk8s into it, in a thread that mostly waits; who imports cdk8s meanwhile waits for its end.

    What jsii unpacks for Node is gone afterwards, so that nobody has to wait for Node to end: when Python has ended,
    Node finds its input closed and ends too.
    """
    load_unchecked()
    import_module("jsii")  # not in the thread: a hundred small modules would each wait for their turn
    sys.setswitchinterval(_TURN)  # a tenth of the usual, since the thread does little at a time
    start = _Start(name="node")
    start.start()
    try:
        yield
    finally:
        start.join()
        start.clean()


class _Start(Thread):
    unpacked: tempfile.TemporaryDirectory[str] | None = None

    def run(self) -> None:
        try:
            self.unpacked = tempfile.TemporaryDirectory(prefix="tigerex-k8s-")
            tempfile.tempdir = self.unpacked.name
            import_module("cdk8s")
        except (ImportError, OSError, RuntimeError, ValueError):
            # It is imported again where it is used, and answered for there.
            expect_no_farewell()
        finally:
            tempfile.tempdir = None

    def clean(self) -> None:
        if self.unpacked:
            self.unpacked.cleanup()
