"""The program ``tigerex-k8s``: its commands, and how it fails."""

import sys
from pathlib import Path

import click

from tigerex_k8s.cli.release import release as bump
from tigerex_k8s.cli.synth import synth as write
from tigerex_k8s.errors import TigerexError

_COULD_NOT_ANSWER = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tigerex-k8s")
def program() -> None:
    """Declare an exchange once; synthesize, check and compare its Kubernetes manifests.

    Exit status: 0 clean, 1 findings or differences, 2 could not answer.
    """


@program.command()
@click.argument("environments", nargs=-1, metavar="[ENVIRONMENT]...")
@click.option(
    "--out", "folder", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to write."
)
def synth(environments: tuple[str, ...], folder: Path) -> None:
    """Write the YAML of every ENVIRONMENT of ./charts, or of those named."""
    write(environments, folder)


@program.command()
@click.argument("environment")
@click.argument("component")
@click.argument("version", metavar="TAG[@DIGEST]")
def release(environment: str, component: str, version: str) -> None:
    """Let COMPONENT run as TAG in ENVIRONMENT: change ./charts/releases.yaml, and there nothing else.

    With a DIGEST the cluster runs exactly what was pushed; without, one that belongs to another tag goes.
    """
    bump(environment, component, version)


def main() -> None:
    """Run the program; what cannot be done is said on stderr, without a traceback."""
    try:
        program()
    except TigerexError as error:
        for problem in error.problems:
            click.echo(f"{click.style('error:', fg='red', bold=True)} {problem}", err=True)
        sys.exit(_COULD_NOT_ANSWER)
