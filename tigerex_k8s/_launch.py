"""The start and the end of the program: ``synth``, the one command that needs Node, gets a fast one of each.

Nothing heavy may be imported here before it is known what runs.
"""

import gc
import os
import sys

_INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main() -> None:
    """Run the program with the arguments of this process; who interrupts it even before it begins sees no traceback."""
    try:
        run = _run_with_node if needs_node(sys.argv[1:]) else _run
        run()
    except KeyboardInterrupt:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a terminal interrupts Node too, which would speak about it
        sys.exit(_INTERRUPTED)


def needs_node(arguments: list[str]) -> bool:
    """Tell whether the command that *arguments* call writes YAML."""
    return arguments[:1] == ["synth"] and not {"-h", "--help"}.intersection(arguments)


def _run() -> None:
    from tigerex_k8s.cli.main import main as command  # loads pydantic and click

    command()


def _run_with_node() -> None:
    gc.disable()  # the process lives for a second and keeps nearly all that it makes
    from tigerex_k8s.constructs.kernel import node_started

    with node_started():
        try:
            _run()
        except SystemExit as end:
            if end.code:
                raise
    # All is well. Python would now take thousands of classes apart one by one, and jsii would wait for Node to end.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
