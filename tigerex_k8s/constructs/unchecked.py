"""Load the bindings of cdk8s without their run-time checks of every value that passes.

mypy has proved the types of our constructs, and proving each value again takes as long as all the rest of a synthesis.
``python -O`` leaves these checks out; here the bindings alone are loaded as it loads them, so that no ``assert`` of
anybody else is left out with them, and no second start of Python is needed.
"""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

_BINDINGS = {"cdk8s", "cdk8s_plus_27", "constructs"}
_LARGEST = "cdk8s_plus_27"


def load_unchecked() -> None:
    """Load the bindings without checks from now on, unless they would have to be compiled in every run."""
    if not sys.flags.optimize and is_compiled_once(_LARGEST):
        sys.meta_path.insert(0, _Finder())


def is_compiled_once(package: str) -> bool:
    """Tell whether optimized byte code of *package* is cached, or will be by the run that needs it."""
    found = PathFinder.find_spec(package)
    if found is None or found.cached is None:
        return False
    cached = _optimized(found.cached)
    return os.path.exists(cached) or _can_be_written(os.path.dirname(cached))


def _can_be_written(cache: str) -> bool:
    while not os.path.isdir(cache):  # Python makes the folders of a cache as it needs them
        cache = os.path.dirname(cache)
    return not sys.dont_write_bytecode and os.access(cache, os.W_OK)


def _optimized(path: str) -> str:
    """Return where ``python -O`` caches what is otherwise cached in *path*: https://peps.python.org/pep-0488/."""
    name, suffix = os.path.splitext(path)
    return f"{name}.opt-1{suffix}" if suffix == ".pyc" else path


class _Finder:
    """Finds the bindings where Python finds them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in _BINDINGS:
            return None
        found = PathFinder.find_spec(name, path, target)
        if found is not None and found.origin is not None and isinstance(found.loader, SourceFileLoader):
            found.loader = _Loader(name, found.origin)
        return found


class _Loader(SourceFileLoader):
    """Loads and caches as Python does, in the files of ``python -O``."""

    def get_data(self, path: str) -> bytes:
        return super().get_data(_optimized(path))

    def set_data(self, path: str, data: bytes, *, _mode: int = 0o666) -> None:  # type: ignore[override]  # importlib passes bytes
        super().set_data(_optimized(path), data, _mode=_mode)

    def source_to_code(self, data: bytes, path: str, *_: object, **__: object) -> CodeType:  # type: ignore[override]  # the same
        return compile(data, path, "exec", dont_inherit=True, optimize=1)
