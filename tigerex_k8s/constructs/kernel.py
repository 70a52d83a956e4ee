"""Node, started while Python still reads declarations."""

from importlib import import_module
from threading import Thread

from tigerex_k8s._node import expect_no_farewell


def start() -> Thread:
    """Start Node and load cdk8s into it, in a thread that mostly waits.

    Who imports cdk8s meanwhile waits for the end of it.
    """
    import_module("jsii")  # not in the thread: a hundred small modules would each wait for their turn
    thread = Thread(target=_load, name="node")
    thread.start()
    return thread


def _load() -> None:
    try:
        import_module("cdk8s")
    except (ImportError, OSError, RuntimeError, ValueError):
        # It is imported again where it is used, and answered for there.
        expect_no_farewell()
