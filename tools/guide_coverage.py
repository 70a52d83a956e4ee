"""Write docs/guide-coverage.md: what carries here each piece of the deployment guide, from docs/guide-coverage.yaml."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs" / "guide-coverage.yaml"
PAGE = ROOT / "docs" / "guide-coverage.md"
_HEAD = """\
<!-- made by make docs from guide-coverage.yaml; never edited -->
# Where the deployment guide went

Every heading, manifest, group of lines and SQL statement of the guide, and what carries it here: an object of
`dist/production`, a file, or a command. Where something else took its place, it says why.

"""

Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Carrier(_Strict):
    """An object (``<folder>/<chart> <Kind>/<name>``) or a file, and what it ``says``; or a command."""

    object: Text | None = None
    file: Text | None = None
    command: Text | None = None
    says: Text | None = None


class Row(_Strict):
    """A piece of the guide in our own words, what carries it, and why that is not what the guide has.

    ``later`` names the work that it comes with.
    """

    guide: Text
    here: tuple[Carrier, ...] = ()
    because: Text | None = None
    later: Text | None = None


class Section(_Strict):
    """A heading of the guide without its number; the rows of its text, and those of each of its code blocks."""

    heading: Text
    level: int
    text: tuple[Row, ...] = ()
    blocks: tuple[tuple[Row, ...], ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the guide."""
        return (*self.text, *(row for block in self.blocks for row in block))


def read(path: Path = SOURCE) -> tuple[Section, ...]:
    """Return the sections that are written down in *path*."""
    return TypeAdapter(tuple[Section, ...]).validate_python(yaml.safe_load(path.read_text("utf-8")), strict=False)


def page(sections: Sequence[Section]) -> str:
    """Return the page, ready to be written."""
    return _HEAD + "\n".join(_totals(sections)) + "".join(map(_section, sections))


def _totals(sections: Sequence[Section]) -> Iterator[str]:
    rows = [row for section in sections for row in section.rows]
    blocks = sum(len(section.blocks) for section in sections)
    yield f"{len(sections)} headings, {blocks} code blocks, {len(rows)} rows."
    for part, count in sorted(Counter(row.later for row in rows if row.later).items()):
        yield f"{count} of them come with {part}."
    yield ""


def _section(section: Section) -> str:
    title = f"\n{'#' * min(section.level + 1, 4)} {section.heading}\n"
    if not section.rows:
        return title
    lines = (f"| {row.guide} | {_here(row)} |\n" for row in section.rows)
    return f"{title}\n| the guide | here |\n|---|---|\n{''.join(lines)}"


def _here(row: Row) -> str:
    carriers = ", ".join(map(_carrier, row.here))
    later = f"comes with {row.later}" if row.later else ""
    return "; ".join(part for part in (carriers, row.because, later) if part).replace("|", "\\|")


def _carrier(one: Carrier) -> str:
    if one.command:
        return f"`{one.command}`"
    path, _, shown = (one.object or "").partition(" ")
    target = f"dist/{path}.k8s.yaml" if one.object else one.file
    said = f" (`{one.says}`)" if one.says else ""
    return f"[`{shown or one.file}`](../{target}){said}"


def problems(sections: Sequence[Section]) -> Iterator[str]:
    """Yield each row that points to nothing, and what it says."""
    for section in sections:
        for row in section.rows:
            if not (row.here or row.because or row.later):
                yield f"{section.heading}: {row.guide}: nothing carries it"
            for one in row.here:
                yield from (f"{section.heading}: {row.guide}: {problem}" for problem in _missing(one))


def _missing(one: Carrier) -> Iterator[str]:
    if one.object:
        yield from _missing_object(one.object, one.says or "")
    elif one.file:
        yield from _missing_file(ROOT / one.file, one.says or "")
    elif one.command is None or one.says:
        yield "expected an object, a file or a command"
    elif one.command not in commands():
        yield f"there is no command {one.command}"


def _missing_object(which: str, says: str) -> Iterator[str]:
    chart, _, name = which.partition(" ")
    path = ROOT / "dist" / f"{chart}.k8s.yaml"
    found = [text for text in _documents(path) if _named(text) == name] if path.is_file() else []
    if not found:
        yield f"there is no {name} in dist/{chart}.k8s.yaml"
    elif not any(says in text for text in found):
        yield f"{name} in dist/{chart}.k8s.yaml does not say {says!r}"


def _documents(path: Path) -> list[str]:
    return re.split(r"^---\n", path.read_text("utf-8"), flags=re.MULTILINE)


def _named(text: str) -> str:
    kind, name = re.search(r"^kind: (\S+)$", text, re.MULTILINE), re.search(r"^  name: (\S+)$", text, re.MULTILINE)
    return f"{kind[1]}/{name[1]}" if kind and name else ""


def _missing_file(path: Path, says: str) -> Iterator[str]:
    if not path.exists():
        yield f"there is no {path.relative_to(ROOT)}"
    elif says and says not in path.read_text("utf-8"):
        yield f"{path.relative_to(ROOT)} does not say {says!r}"


def commands() -> set[str]:
    """Return the commands of this repository, as they are typed."""
    from tigerex_k8s.cli.main import program  # noqa: PLC0415  # costs more than the rest

    goals = re.findall(r"^([a-z0-9_]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return {*(f"make {one}" for one in goals), *(f"tigerex-k8s {one}" for one in program.commands)}


if __name__ == "__main__":
    PAGE.write_text(page(read()), "utf-8")
