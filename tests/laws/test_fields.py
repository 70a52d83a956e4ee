"""No field without a reader: what somebody declares changes something."""

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import tigerex_k8s
from tigerex_k8s.model.base import Declaration

PACKAGE = Path(str(tigerex_k8s.__file__)).parent
READERS = (
    *(PACKAGE / layer for layer in ("graph", "derive", "constructs", "documents", "checks", "cli")),
    PACKAGE.parent / "charts",  # one declaration may be filled from another
)

# Classes that are read as a whole, and by whom.
WHOLE: Mapping[str, str] = {"PostgresTuning": "derive/postgres.py passes each parameter on under its own name"}


def _declarations(of: type[Declaration]) -> set[type[Declaration]]:
    return {of}.union(*(_declarations(one) for one in of.__subclasses__()))


def _classes() -> list[type[Declaration]]:
    """Return every declaration of the package."""
    for path in sorted((PACKAGE / "model").glob("*.py")):
        import_module(f"tigerex_k8s.model.{path.stem}")
    return sorted(
        (one for one in _declarations(Declaration) if one.__module__.startswith("tigerex_k8s.model.")),
        key=lambda one: one.__name__,
    )


def _reads(*trees: ast.AST) -> set[str]:
    """Return the names of the attributes that are read in *trees*."""
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}


def _methods() -> Iterator[tuple[str, set[str]]]:
    """Yield the properties and methods of declarations that others may read, with what they read themselves."""
    for path in sorted((PACKAGE / "model").glob("*.py")):
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.ClassDef):
                methods = [each for each in one.body if isinstance(each, ast.FunctionDef)]
                yield from ((each.name, _reads(each)) for each in methods if not each.name.startswith("_"))


def _read_outside() -> set[str]:
    paths = [path for folder in READERS for path in sorted(folder.rglob("*.py"))]
    return _reads(*(ast.parse(path.read_text("utf-8")) for path in paths))


def _closed(read: set[str]) -> set[str]:
    """Return *read* with what the properties read that are among it."""
    methods = tuple(_methods())
    found = set(read)
    before: set[str] = set()
    while found != before:
        before = set(found)
        found |= {name for method, names in methods if method in before for name in names}
    return found


def _unread(read: set[str]) -> set[str]:
    """Return the fields that neither *read* has nor a property that is read."""
    found = _closed(read)
    return {f"{one.__name__}.{name}" for one in _classes() for name in one.model_fields if name not in found}


def test_every_field_has_a_reader() -> None:
    """A field that nothing reads promises what is not kept."""
    unread = {name for name in _unread(_read_outside()) if name.partition(".")[0] not in WHOLE}

    assert _classes()
    assert sorted(unread) == []


def test_a_field_without_a_reader_is_found() -> None:
    """Validating a field is not reading it, and a property counts only where somebody asks for it."""
    read = _read_outside()
    unread = _unread(read)

    assert _unread(read - {"instances"}) - unread == {"Postgres.instances", "Pooler.instances"}
    assert _unread(read - {"url_key", "url"}) - unread == {"Postgres.url"}
    assert "Postgres.url" not in _unread(read - {"url"})
