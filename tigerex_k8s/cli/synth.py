"""``synth``: declarations become the YAML in dist/."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from tigerex_k8s.cli.charts import chosen, load
from tigerex_k8s.cli.swap import replacing
from tigerex_k8s.derive.delivery import FOLDER, platform_folder
from tigerex_k8s.documents.write import write
from tigerex_k8s.graph.link import link


def synth(environments: tuple[str, ...], folder: Path) -> None:
    """Write the named environments into *folder*; the others there are carried over as they are."""
    declared = load(Path.cwd())
    wanted = {one.name for one in chosen(declared, environments)}
    today = datetime.now(tz=UTC).date()
    # All are linked, whichever are wanted: what delivers them spans them.
    linked = [
        (one.name, link(*one.components, namespace=one.namespace, platform=one.platform, today=today))
        for one in declared
    ]
    graphs = [(name, graph) for name, graph in linked if name in wanted]
    from tigerex_k8s.constructs.synthesize import deliver, synthesize  # starts Node

    with replacing(folder) as fresh:
        if environments and folder.is_dir():
            _carry_over(folder, fresh, without={*wanted, *map(platform_folder, wanted), FOLDER})
        synthesize(graphs, fresh)
        deliver(linked, wanted, fresh)
        write(linked, wanted, fresh)
        counts = [(name, len(list((fresh / name).iterdir()))) for name, _ in graphs]
    for name, files in counts:
        click.echo(f"{folder / name}: {files} files", err=True)
    _link_for_cdk8s(folder)


def _carry_over(folder: Path, fresh: Path, *, without: set[str]) -> None:
    for one in folder.iterdir():
        if one.name not in without:
            copy = shutil.copytree if one.is_dir() else shutil.copy2
            copy(one, fresh / one.name)


def _link_for_cdk8s(folder: Path) -> None:
    """Show the cdk8s command our folder as its own, which it has emptied before it ran us."""
    theirs = os.environ.get("CDK8S_OUTDIR")
    if theirs and Path(theirs).absolute() != folder.absolute():
        path = Path(theirs)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.symlink_to(folder.absolute(), target_is_directory=True)
