"""What is in a folder of synthesized files, and how it differs from what was."""

from collections.abc import Iterator, Mapping
from pathlib import Path

SUFFIXES = (".yaml", ".yml")
"""How the names of all files end that a synthesis writes, each in a folder of the output."""

Files = Mapping[Path, bytes]
"""Path in a folder → content."""


def read(folder: Path) -> Files:
    """Return the files in *folder*."""
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(folder: Path, files: Files) -> None:
    """Add *files* to *folder*."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def differences(old: Files, new: Files) -> Iterator[tuple[str, str]]:
    """Yield each folder of *old* and *new*, and how many files it has and a reader has to look at."""
    for name in sorted({path.parts[0] for path in (*old, *new)}):
        yield name, _difference(_within(name, old), _within(name, new))


def _within(name: str, files: Files) -> Files:
    return {path: content for path, content in files.items() if path.parts[0] == name}


def _difference(old: Files, new: Files) -> str:
    counts = {
        "new": len(new.keys() - old.keys()),
        "changed": sum(old[path] != new[path] for path in old.keys() & new.keys()),
        "removed": len(old.keys() - new.keys()),
    }
    found = [f"{count} {what}" for what, count in counts.items() if count]
    files = f"{len(new)} file{'' if len(new) == 1 else 's'}"
    return ", ".join((files, *(found or ["unchanged"])))
