"""The program ``tigerex-k8s``: its commands, and how it fails."""

import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

import click

from tigerex_k8s.cli.completion import SHELLS, environment_names, script
from tigerex_k8s.cli.release import release as bump
from tigerex_k8s.cli.synth import synth as write
from tigerex_k8s.errors import TigerexError

_NAME = "tigerex-k8s"
_COULD_NOT_ANSWER = 2
_COLOUR = False if os.environ.get("NO_COLOR") else None  # None: on a terminal. https://no-color.org


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "color": _COLOUR},
    epilog="""\b
    Examples:
      tigerex-k8s synth                 write dist/ from ./charts
      tigerex-k8s synth --help          what a command takes
      tigerex-k8s completion --help     let the shell complete commands
    """,
)
@click.version_option(package_name=_NAME)
def program() -> None:
    """Declare an exchange once; synthesize, check and compare its Kubernetes manifests.

    Exit status: 0 clean, 1 findings or differences, 2 could not answer.
    """


@program.command(
    epilog="""\b
    Examples:
      tigerex-k8s synth                 every environment
      tigerex-k8s synth production      one; the others in dist/ stay as they are
      tigerex-k8s synth --out /tmp/try  somewhere else, to compare
    """
)
@click.argument("environments", nargs=-1, metavar="[ENVIRONMENT]...", shell_complete=environment_names)
@click.option(
    "--out", "folder", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to write."
)
def synth(environments: tuple[str, ...], folder: Path) -> None:
    """Write the YAML of each ENVIRONMENT.

    They are those of charts/environments.py in the current folder; left out, all of them.
    """
    write(environments, folder)


@program.command(
    epilog="""\b
    Examples:
      tigerex-k8s release production web-app 4.1.0
      tigerex-k8s release production web-app 4.1.0@sha256:0123…
    """
)
@click.argument("environment", shell_complete=environment_names)
@click.argument("component")
@click.argument("version", metavar="TAG[@DIGEST]")
def release(environment: str, component: str, version: str) -> None:
    """Let COMPONENT run as TAG in ENVIRONMENT.

    Only ./charts/releases.yaml is changed, and there nothing else.
    With a DIGEST the cluster runs exactly what was pushed; without, one that belongs to another tag goes.
    """
    bump(environment, component, version)


@program.command(
    epilog="""\b
    Examples, each for the file that your shell reads when it starts:
      eval "$(tigerex-k8s completion bash)"             ~/.bashrc
      eval "$(tigerex-k8s completion zsh)"              ~/.zshrc
      tigerex-k8s completion fish | source              ~/.config/fish/config.fish
    """
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL.

    It completes commands, options and the environments of the current folder.
    """
    click.echo(script(program, _NAME, shell))


def main(*arguments: str) -> None:
    """Run the program on *arguments*, left out on the command line's, and say in words what cannot be done."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        status = program.main(arguments or None, prog_name=_NAME, standalone_mode=False)
    except TigerexError as error:
        status = _say(error.problems)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except OSError as error:  # stdout on a full disk
        status = _say([f"cannot write the answer: {error.strerror}"])
    sys.exit(status)


def _stop(number: int, _: FrameType | None) -> None:
    """End with the status that shells give to a signal; what Node and jsii say about it nobody wants to read."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.exit(128 + number)


def _say(problems: Iterable[str]) -> int:
    for problem in problems:
        click.echo(f"{click.style('error:', fg='red', bold=True)} {problem}", err=True, color=_COLOUR)
    return _COULD_NOT_ANSWER
