"""``synth``: declarations become the YAML in dist/."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from tigerex_k8s.cli import files
from tigerex_k8s.cli.charts import chosen, linked, load
from tigerex_k8s.cli.node import synthesize
from tigerex_k8s.cli.swap import replacing
from tigerex_k8s.derive.delivery import FOLDER, platform_folder
from tigerex_k8s.documents.write import write
from tigerex_k8s.errors import OutputError


def synth(environments: tuple[str, ...], folder: Path) -> None:
    """Write the named environments into *folder*; the others there are carried over as they are."""
    declared = load(Path.cwd())
    wanted = {one.name for one in chosen(declared, environments)}
    # All are linked, whichever are wanted: what delivers them spans them.
    graphs = linked(declared, today=datetime.now(tz=UTC).date())
    written = {*wanted, *map(platform_folder, wanted), FOLDER}
    with replacing(folder) as fresh:
        old = files.read(folder)
        if environments:
            files.write(fresh, {path: content for path, content in old.items() if path.parts[0] not in written})
        synthesize(graphs, wanted, fresh)
        write(graphs, wanted, fresh)
        new = files.read(fresh)
    for name, difference in files.differences(old, new):
        if name in written or not environments:
            click.echo(f"{folder / name}: {difference}", err=True)
    _link_for_cdk8s(folder)


def _link_for_cdk8s(folder: Path) -> None:
    """Show the cdk8s command our folder as its own, which it has emptied before it ran us."""
    theirs = Path(os.environ.get("CDK8S_OUTDIR", folder)).absolute()
    if theirs == folder.absolute():
        return
    try:
        if theirs.is_dir() and not theirs.is_symlink():
            theirs.rmdir()
        theirs.unlink(missing_ok=True)
        theirs.symlink_to(folder.absolute(), target_is_directory=True)
    except OSError as error:
        raise OutputError(f"cannot make {theirs} a link to {folder}: {error.strerror}") from None
