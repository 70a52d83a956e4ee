"""The start and the end of the program: ``synth``, the one command that needs Node, gets a fast one of each.

Nothing heavy may be imported here before it is known what runs, and how.
"""

import atexit
import gc
import os
import sys
from importlib.machinery import PathFinder

_LARGEST = "cdk8s_plus_27"
_CHOICE = "PYTHONOPTIMIZE"
_INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main() -> None:
    """Run the program with the arguments of this process; who interrupts it even before it begins sees no traceback."""
    try:
        _main(sys.argv[1:])
    except KeyboardInterrupt:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a terminal interrupts Node too, which would speak about it
        sys.exit(_INTERRUPTED)


def _main(arguments: list[str]) -> None:
    if not needs_node(arguments):
        _run()
        return
    if restart_pays(
        optimized=sys.flags.optimize > 0,
        chosen=_CHOICE in os.environ or bool(sys.flags.ignore_environment),
        cached=caches_optimized_code(_LARGEST),
        whole=sys.orig_argv[-len(arguments) :] == arguments,
    ):
        # The command line stays as it was given, with every option of the interpreter.
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, _CHOICE: "1"})
    _run_with_node()


def needs_node(arguments: list[str]) -> bool:
    """Tell whether the command that *arguments* call writes YAML."""
    return arguments[:1] == ["synth"] and not {"-h", "--help"}.intersection(arguments)


def restart_pays(*, optimized: bool, chosen: bool, cached: bool, whole: bool) -> bool:
    """Tell whether to start again as ``python -O``, which leaves out jsii's check of values that mypy has proved.

    It costs a few hundredths of a second and saves more. Not if this run is *optimized* already; not if the reader has
    *chosen*, and ``PYTHONOPTIMIZE=0`` is a choice; not unless optimized code is *cached*, since compiling cdk8s takes
    longer than it saves; and not if this program is not the *whole* of the process, which would then begin anew.
    """
    return cached and whole and not optimized and not chosen


def caches_optimized_code(package: str) -> bool:
    """Tell whether optimized byte code of *package* is cached, or will be by the next run."""
    found = PathFinder.find_spec(package)
    if found is None or found.cached is None:
        return False
    # https://peps.python.org/pep-0488/
    name, suffix = os.path.splitext(found.cached)
    return os.path.exists(f"{name}.opt-1{suffix}") or _can_be_written(os.path.dirname(name))


def _can_be_written(cache: str) -> bool:
    while not os.path.isdir(cache):  # Python makes the folders of a cache as it needs them
        cache = os.path.dirname(cache)
    return not sys.dont_write_bytecode and os.access(cache, os.W_OK)


def _run() -> None:
    from tigerex_k8s.cli.main import main as command  # loads pydantic and click

    command()


def _run_with_node() -> None:
    gc.disable()  # the process lives for a second and keeps nearly all that it makes
    from tigerex_k8s.constructs.kernel import start

    started = start()
    try:
        _run()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        started.join()
        _end(end.code or 0)


def _end(status: int) -> None:
    """End the process with *status*, without taking apart thousands of classes one by one.

    Everything that is registered to run at exit has run by then: jsii's part waits for Node to end.
    """
    atexit._run_exitfuncs()  # noqa: SLF001  # there is no other way to run them
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
