"""Dictionaries in the places of cdk8s' structs, which jsii passes on without their unknown or misspelt fields."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

_LIBRARIES = ("cdk8s", "cdk8s_plus_27", "constructs")


def loose(source: str, modules: Mapping[str, ModuleType]) -> Iterator[str]:
    """Yield where *source* passes a dictionary although *modules*, by their names there, have a struct for it."""
    tree = ast.parse(source)
    names = _imported(tree)
    bound = _bound_to_dictionaries(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            made = _made(call, modules, names)
            for given in call.keywords if made else ():
                if given.arg in _structs(made) and any(_is_dictionary(one, bound) for one in _values(given.value)):
                    yield f"{call.lineno}: {ast.unparse(call.func)} has a dictionary for {given.arg}"


def _imported(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module in _LIBRARIES
        for alias in node.names
    }


def _bound_to_dictionaries(tree: ast.Module) -> set[str]:
    """Return the names that are assigned a dictionary anywhere in the file."""
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [
        (target, node.value)
        for node in assigned
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {
        target.id
        for target, value in targets
        if isinstance(target, ast.Name) and value is not None and _is_dictionary(value, set())
    }


def _made(call: ast.Call, modules: Mapping[str, ModuleType], names: set[str]) -> object:
    """Return the class of the library that *call* makes, None for everything else."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in modules:
            return getattr(modules[module], name)
        case ast.Name(id=name) if name in names:
            return next((getattr(one, name) for one in modules.values() if hasattr(one, name)), None)
    return None


@cache
def _structs(made: Any) -> frozenset[str]:  # noqa: ANN401  # any class of the library
    """Return the parameters of *made* that take a struct, or several: jsii lets each be a Dict[str, Any] too."""
    hints = get_type_hints(made.__init__)
    return frozenset(name for name, hint in hints.items() if _takes_struct(hint))


def _takes_struct(hint: object) -> bool:
    inner = get_args(hint)
    return inner == (str, Any) or any(_takes_struct(one) for one in inner)


def _values(expression: ast.expr) -> Iterator[ast.expr]:
    """Yield what *expression* may come to; what is within a call is the call's own business."""
    yield expression
    if not isinstance(expression, ast.Call | ast.Dict | ast.DictComp):
        for child in ast.iter_child_nodes(expression):
            if isinstance(child, ast.expr):
                yield from _values(child)


def _is_dictionary(expression: ast.expr, bound: set[str]) -> bool:
    match expression:
        case ast.Dict() | ast.DictComp() | ast.Call(func=ast.Name(id="dict")):
            return True
        case ast.Name(id=name):
            return name in bound
        case _:
            return False
