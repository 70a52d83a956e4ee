"""Load what a repository declares: the ``charts`` folder beside which the command is run."""

import sys
from importlib import import_module
from pathlib import Path

from tigerex_k8s.errors import ChartsError, did_you_mean
from tigerex_k8s.model.environment import Environment

_MISTAKES = (ArithmeticError, AttributeError, ImportError, LookupError, NameError, SyntaxError, TypeError, ValueError)


def load(folder: Path) -> tuple[Environment, ...]:
    """Return ``ENVIRONMENTS`` of ``charts/environments.py`` in *folder*."""
    if not (folder / "charts" / "environments.py").is_file():
        raise ChartsError(
            "there is no charts/environments.py here; run this where it is, and let it name its ENVIRONMENTS"
        )
    sys.path.insert(0, str(folder))
    try:
        environments = import_module("charts.environments").ENVIRONMENTS
    except _MISTAKES as error:
        raise ChartsError(f"{_place(error)}: {type(error).__name__}: {error}") from None
    finally:
        sys.path.remove(str(folder))
    return tuple(environments)


def chosen(environments: tuple[Environment, ...], names: tuple[str, ...]) -> tuple[Environment, ...]:
    """Return the environments called *names*, or all where there are no names."""
    known = {one.name: one for one in environments}
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        raise ChartsError(*(f"no environment is named '{name}'{did_you_mean(name, known)}" for name in unknown))
    return tuple(known[name] for name in dict.fromkeys(names)) if names else environments


def _place(error: Exception) -> str:
    """Return file and line of *error* in the charts, as near as it can be told."""
    if isinstance(error, SyntaxError):
        return f"charts/{Path(error.filename or '').name}:{error.lineno}"
    found = "charts"
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.parent.name == "charts":
            found = f"charts/{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
