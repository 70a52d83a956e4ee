"""Documents become files."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tigerex_k8s.derive.delivery import FOLDER, delivery, platform_folder
from tigerex_k8s.derive.pipeline import source
from tigerex_k8s.derive.text import yaml_text
from tigerex_k8s.documents import chart
from tigerex_k8s.documents.eksctl import cluster_config
from tigerex_k8s.documents.helmfile import helmfile
from tigerex_k8s.documents.workflow import header, workflow
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.operator import Delivery


def write(graphs: Iterable[tuple[str, Graph]], chosen: Iterable[str], folder: Path) -> None:
    """Write the documents of the *chosen* ones of *graphs*, and what spans all of them, into *folder*."""
    wanted, linked = set(chosen), dict(graphs)
    for name in sorted(wanted):
        platform = linked[name].platform
        if platform.eks:
            _dump(folder / platform_folder(name) / "cluster.yaml", cluster_config(linked[name], platform.eks))
        if platform.operators:
            _dump(folder / platform_folder(name) / "helmfile.yaml", helmfile(platform.operators))
        _chart(name, folder / platform_folder(name) / chart.FOLDER)
    _link_charts(linked, folder)
    delivered = delivery(linked)
    if delivered:
        _dump(folder / FOLDER / "helmfile.yaml", helmfile((delivered.argo_cd,)))
        if delivered.deploys:
            _deploy(delivered, delivered.deploys, linked[delivered.deploys], folder / FOLDER / "deploy.yml")


def _chart(environment: str, folder: Path) -> None:
    _dump(folder / "Chart.yaml", chart.chart(environment))
    (folder / "templates").mkdir()
    (folder / "templates" / "manifests.yaml").write_text(chart.TEMPLATE, encoding="utf-8")


def _link_charts(environments: Iterable[str], folder: Path) -> None:
    """Let each chart lead to its manifests; what was carried over has no link, or what a copy made of it."""
    for name in environments:
        link = folder / platform_folder(name) / chart.FOLDER / chart.LINK
        if link.parent.is_dir():
            shutil.rmtree(link, ignore_errors=True)
            link.symlink_to(Path("..", "..", name), target_is_directory=True)


def _deploy(delivered: Delivery, environment: str, graph: Graph, path: Path) -> None:
    """Write the workflow; an environment that is delivered has EKS."""
    eks = graph.platform.eks
    if eks:
        repository = source(delivered)
        _dump(path, workflow(environment, repository, graph, eks), header(eks, repository))


def _dump(path: Path, document: Mapping[str, object], comment: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(comment + yaml_text(document), encoding="utf-8")
