"""Load what a repository declares: the ``charts`` folder beside which the command is run."""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

from pydantic import PydanticUserError

from tigerex_k8s.cli.place import placed, raised_at, running_at
from tigerex_k8s.errors import CatalogError, ChartsError, TigerexError, did_you_mean, one_of
from tigerex_k8s.graph.link import link
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.base import reporting, shown
from tigerex_k8s.model.environment import Environment

_FILE = "charts/environments.py"
# What Python raises where the reader's own code is wrong.
_MISTAKES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

# What pydantic calls a field of a class to which somebody gave a value and no type.
_UNTYPED = ("model-field-missing-annotation", "model-field-overridden")


def load(folder: Path) -> tuple[Environment, ...]:
    """Return ``ENVIRONMENTS`` of ``charts/environments.py`` in *folder*, or raise ChartsError with what is wrong."""
    if not (folder / _FILE).is_file():
        raise ChartsError(f"there is no {_FILE} here; run this where it is, and let it name its ENVIRONMENTS")
    charts = folder / "charts"
    problems: list[str] = []

    def note(found: Sequence[str]) -> None:
        problems.extend(placed(found, running_at(), charts))

    sys.path.insert(0, str(folder))
    try:
        with reporting(note):
            declared = getattr(_imported(charts), "ENVIRONMENTS", None)
    except TigerexError as error:
        problems.extend(placed(error.problems, raised_at(error), charts))
    except _MISTAKES as error:
        if not problems:  # otherwise it may follow from them
            problems.extend(placed([_said(error)], raised_at(error), charts))
    else:
        if not problems:
            return _environments(declared)
    finally:
        sys.path.remove(str(folder))
    raise ChartsError(*dict.fromkeys(problems))


def _imported(charts: Path) -> ModuleType:
    """Import the environments of *charts*, also where it has no __init__.py and another ``charts`` is installed."""
    if not (charts / "__init__.py").is_file():
        spec = ModuleSpec("charts", None, is_package=True)
        spec.submodule_search_locations = [str(charts)]
        sys.modules["charts"] = module_from_spec(spec)
    return import_module("charts.environments")


def chosen(environments: tuple[Environment, ...], names: tuple[str, ...]) -> tuple[Environment, ...]:
    """Return the environments called *names*, or all where there are no names."""
    known = {one.name: one for one in environments}
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        raise ChartsError(*(f"no environment is named '{name}'{did_you_mean(name, known)}" for name in unknown))
    return tuple(known[name] for name in dict.fromkeys(names)) if names else environments


def linked(environments: tuple[Environment, ...], *, today: date) -> tuple[tuple[str, Graph], ...]:
    """Return name and graph of each environment, or raise CatalogError with the contradictions of them all."""
    graphs: list[tuple[str, Graph]] = []
    problems: dict[str, list[str]] = {}
    for one in environments:
        try:
            graph = link(*one.components, namespace=one.namespace, platform=one.platform, today=today)
        except CatalogError as error:
            for problem in error.problems:
                problems.setdefault(problem, []).append(one.name)
        else:
            graphs.append((one.name, graph))
    if problems:
        raise CatalogError(*(f"{one_of(names, joint='and')}: {problem}" for problem, names in problems.items()))
    return tuple(graphs)


def _environments(declared: object) -> tuple[Environment, ...]:
    """Return *declared*, or raise ChartsError if it is not what ENVIRONMENTS has to be."""
    if not isinstance(declared, tuple | list) or not declared:
        found = "nothing" if declared is None else shown(declared)
        raise ChartsError(f"{_FILE}: ENVIRONMENTS: expected a tuple of Environment, found {found}")
    environments = tuple(one for one in declared if isinstance(one, Environment))
    strange = (
        f"{_FILE}: ENVIRONMENTS[{index}]: expected Environment, found {shown(one)}"
        for index, one in enumerate(declared)
        if not isinstance(one, Environment)
    )
    problems = (
        *strange,
        *_shared("name", [one.name for one in environments]),
        *_shared("namespace", [one.namespace for one in environments]),
    )
    if problems:
        raise ChartsError(*problems)
    return environments


def _shared(field: str, found: Sequence[str]) -> Iterator[str]:
    for one in sorted({one for one in found if found.count(one) > 1}):
        yield f"{_FILE}: {found.count(one)} environments have the {field} '{one}'; give each its own"


def _said(error: Exception) -> str:
    """Return what kind of mistake Python found, and its first words on it."""
    words = error.msg if isinstance(error, SyntaxError) else str(error)
    if isinstance(error, PydanticUserError) and error.code in _UNTYPED:
        field = re.search(r"['`](\w+)", words)
        return f"field '{field and field[1]}' is set without its type; write it as in 'name: Name = \"web\"'"
    return ": ".join((type(error).__name__, *words.splitlines()[:1]))
