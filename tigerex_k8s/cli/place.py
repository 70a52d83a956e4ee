"""Say where in the reader's charts something went wrong: their file and line, not ours."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from traceback import walk_stack, walk_tb

_PLACED = re.compile(r"\S+:\d+: ")

Line = tuple[str, int]
"""A file and the number of a line in it."""


def raised_at(error: Exception) -> Iterator[Line]:
    """Yield the lines that *error* went through, innermost first."""
    if isinstance(error, SyntaxError):
        yield error.filename or "", error.lineno or 1
    for frame, line in reversed(tuple(walk_tb(error.__traceback__))):
        yield frame.f_code.co_filename, line


def running_at() -> Iterator[Line]:
    """Yield the lines that run now, innermost first."""
    for frame, line in walk_stack(None):
        yield frame.f_code.co_filename, line


def placed(problems: Iterable[str], lines: Iterable[Line], charts: Path) -> Iterator[str]:
    """Put the innermost of *lines* that is in *charts* in front of each problem that does not say where it is."""
    inside = ((Path(file), line) for file, line in lines)
    place = next(
        (f"{file.relative_to(charts.parent)}:{line}" for file, line in inside if file.is_relative_to(charts)),
        charts.name,
    )
    for problem in problems:
        yield problem if _PLACED.match(problem) else f"{place}: {problem}"
