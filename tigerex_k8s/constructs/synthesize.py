"""Environments become files."""

from collections.abc import Iterable
from pathlib import Path

from cdk8s import App

from tigerex_k8s.constructs.build import build
from tigerex_k8s.errors import OutputError
from tigerex_k8s.graph.values import Graph


def synthesize(graphs: Iterable[tuple[str, Graph]], folder: Path) -> None:
    """Write the charts of each named graph into ``folder/<name>/``."""
    for name, graph in graphs:
        outdir = folder / name
        outdir.mkdir()
        try:
            app = App(outdir=str(outdir))
            build(app, graph)
            app.synth()
        except RuntimeError as error:
            # jsii reports a full disk, and all else that Node stumbles over, as a plain RuntimeError.
            raise OutputError(f"cannot write {name}: {str(error).splitlines()[0]}") from None
