"""Documents become files."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from tigerex_k8s.derive.delivery import FOLDER, delivery, platform_folder
from tigerex_k8s.derive.pipeline import source
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
    delivered = delivery(linked)
    if delivered:
        _dump(folder / FOLDER / "helmfile.yaml", helmfile((delivered.argo_cd,)))
        if delivered.deploys:
            _deploy(delivered, delivered.deploys, linked[delivered.deploys], folder / FOLDER / "deploy.yml")


def _deploy(delivered: Delivery, environment: str, graph: Graph, path: Path) -> None:
    """Write the workflow; an environment that is delivered has EKS."""
    eks = graph.platform.eks
    if eks:
        repository = source(delivered)
        _dump(path, workflow(environment, repository, graph, eks), header(eks, repository))


def _dump(path: Path, document: Mapping[str, object], comment: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write(comment)
        yaml.dump(document, file, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


class _Dumper(yaml.SafeDumper):
    """Writes as cdk8s does: lists indented, lines of a text on lines of their own, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        """Return True: what stands in two places is written twice."""
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # PyYAML's
        """Indent lists too."""
        del indentless
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
