"""Hand graphs to Node, and say in words why that cannot be."""

import os
import tempfile
from collections.abc import Collection, Sequence
from json import JSONDecodeError
from pathlib import Path

from tigerex_k8s._node import expect_no_farewell
from tigerex_k8s.errors import OutputError
from tigerex_k8s.graph.values import Graph


def synthesize(graphs: Sequence[tuple[str, Graph]], wanted: Collection[str], folder: Path) -> None:
    """Write the charts of the *wanted* ones of *graphs* into *folder*, and of what delivers them."""
    try:
        from tigerex_k8s.constructs import synthesize as node  # starts Node
    except (OSError, RuntimeError, JSONDecodeError) as error:
        expect_no_farewell()
        where = f"{os.environ.get('JSII_NODE', 'node')}, with files in {tempfile.gettempdir()}"
        raise OutputError(f"cannot start Node ({where}): {_reason(error)}") from None
    try:
        node.synthesize([(name, graph) for name, graph in graphs if name in wanted], folder)
        node.deliver(graphs, wanted, folder)
    except (BrokenPipeError, JSONDecodeError):
        expect_no_farewell()
        raise OutputError("Node ended before everything was written; was it killed, or out of memory?") from None


def _reason(error: OSError | RuntimeError | JSONDecodeError) -> str:
    if isinstance(error, JSONDecodeError):
        return "it ended before it answered"
    return (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
