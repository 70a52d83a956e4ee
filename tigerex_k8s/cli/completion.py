"""``completion``: what a shell needs to complete our commands."""

from pathlib import Path

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from tigerex_k8s.cli.charts import load
from tigerex_k8s.errors import TigerexError

_SHELLS = {one.name: one for one in (BashComplete, FishComplete, ZshComplete)}

SHELLS = tuple(_SHELLS)


def script(program: click.Command, name: str, shell: str) -> str:
    """Return the code that makes *shell* ask *program*, called *name*, for completions."""
    variable = f"_{name}_COMPLETE".replace("-", "_").upper()
    return _SHELLS[shell](program, {}, name, variable).source()


def environment_names(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the environments of ./charts that *incomplete* may become; none while the charts are broken."""
    try:
        known = [one.name for one in load(Path.cwd())]
    except TigerexError:
        return []
    given = context.params.get("environments") or ()
    return [name for name in known if name.startswith(incomplete) and name not in given]
