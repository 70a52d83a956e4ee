"""Linked environments become files, within the test's own process."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from tigerex_k8s.graph.values import Graph


def synthesized(graph: Graph) -> Mapping[str, str]:
    """Return the text of each file that *graph* becomes, by its name."""
    from tigerex_k8s.constructs.synthesize import synthesize  # starts Node

    with tempfile.TemporaryDirectory() as folder:
        synthesize([("made", graph)], Path(folder))
        return {path.name: path.read_text("utf-8") for path in sorted(Path(folder, "made").iterdir())}
