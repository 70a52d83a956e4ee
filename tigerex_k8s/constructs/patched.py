"""Apply the patches of a declaration to the objects that it makes.

A typed object drops what its class does not know, and loses numbers that a patch puts where a text may stand too; so
patched objects are drawn first, as plain values, and made again from what the patches leave.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jsonpatch
import jsonpointer
from cdk8s import App, Chart
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.errors import CatalogError, DeclarationError, one_of
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.patch import Patch
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.service import Service

# What was changed by hand says so itself, wherever it is read.
_MARK = "tigerex.com/patched"


def patched(
    scope: Construct, declaration: Service | Postgres | Redis, make: Callable[[Construct], None], *, graph: Graph
) -> None:
    """Have *make* add the objects of *declaration* to *scope*, changed by its patches.

    Raises CatalogError where *graph* is of others, and DeclarationError with every patch that does not fit.
    """
    name = declaration.name
    if not graph.holds(declaration):
        raise CatalogError(f"{name} is not in this graph as it is declared here; pass it to link(), and the graph here")
    if not declaration.patches:
        make(scope)
        return
    drawing = Chart(App(), "drawing")
    make(drawing)
    objects: list[dict[str, Any]] = drawing.to_json()
    problems = [problem for patch in declaration.patches for problem in _apply(patch, name, objects)]
    if problems:
        raise DeclarationError(*problems)
    for one in objects:
        bridge.plain(scope, one)


def _apply(patch: Patch, name: str, objects: list[dict[str, Any]]) -> Iterator[str]:
    """Change the object that *patch* names, in place; yield why that cannot be."""
    said = f"{name} patches {patch.path} of its {patch.kind}" + (f" '{patch.name}'" if patch.name else "")
    found = [one for one in objects if one["kind"] == patch.kind and patch.name in {None, one["metadata"]["name"]}]
    if not found:
        made = sorted({f"{one['kind']} '{one['metadata']['name']}'" for one in objects})
        yield f"{said}, but makes {one_of(made, joint='and')}"
    elif len(found) > 1:
        yield f"{said}, but makes {one_of((one['metadata']['name'] for one in found), joint='and')}; say which by name"
    else:
        try:
            jsonpatch.apply_patch(found[0], [_operation(patch)], in_place=True)
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
            yield f"{said}, which cannot be: {error}"
        else:
            _mark(found[0], patch.because)


def _operation(patch: Patch) -> Mapping[str, object]:
    removal = {"op": patch.op, "path": patch.path}
    return removal if patch.op == "remove" else {**removal, "value": patch.value}


def _mark(one: dict[str, Any], because: str) -> None:
    annotations = one["metadata"].setdefault("annotations", {})
    annotations[_MARK] = "; ".join(filter(None, (annotations.get(_MARK), because)))
