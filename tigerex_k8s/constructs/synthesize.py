"""Environments become files."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from cdk8s import App, Chart

from tigerex_k8s.constructs.build import build
from tigerex_k8s.constructs.delivery import ArgoDelivery, OperatorApplications
from tigerex_k8s.derive.delivery import FOLDER, IN_CLUSTER, delivery, platform_folder
from tigerex_k8s.errors import OutputError
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.operator import Delivery


def synthesize(graphs: Iterable[tuple[str, Graph]], folder: Path) -> None:
    """Write the charts of each named graph into ``folder/<name>/``."""
    for name, graph in graphs:
        _write(folder / name, partial(build, graph=graph))


def deliver(graphs: Iterable[tuple[str, Graph]], chosen: Iterable[str], folder: Path) -> None:
    """Write what Argo CD needs: ``delivery/`` for all of *graphs*, ``<name>-platform/`` for the *chosen* ones."""
    linked, wanted = dict(graphs), set(chosen)
    found = delivery(linked)
    if found is None:
        return
    _write(folder / FOLDER, lambda app: ArgoDelivery(Chart(app, "argo-cd"), "delivery", found, graphs=linked))
    for name, graph in linked.items():
        if name in wanted and graph.platform.delivery:
            _write(folder / platform_folder(name), partial(_applications, name=name, graph=graph, delivered=found))


def _applications(app: App, *, name: str, graph: Graph, delivered: Delivery) -> None:
    platform = graph.platform
    cluster = platform.eks.name if platform.eks else IN_CLUSTER
    chart = Chart(app, "operators")
    OperatorApplications(chart, "operators", delivered, environment=name, cluster=cluster, operators=platform.operators)


def _write(outdir: Path, make: Callable[[App], object]) -> None:
    outdir.mkdir(exist_ok=True)
    try:
        app = App(outdir=str(outdir))
        make(app)
        app.synth()
    except RuntimeError as error:
        # jsii reports a full disk, and all else that Node stumbles over, as a plain RuntimeError.
        raise OutputError(f"cannot write {outdir.name}: {str(error).splitlines()[0].removeprefix('Error: ')}") from None
