"""The exceptions of the library, as one tree, and the wording that they share.

::

    TigerexError            a message for a reader, one line a problem
    ├── DeclarationError    a declaration that cannot be
    ├── CatalogError        declarations that contradict each other
    ├── ReleasesError       a releases.yaml that cannot be used
    ├── ChartsError         a charts folder that cannot be loaded
    └── OutputError         manifests that cannot be made or written
"""

from collections.abc import Iterable
from difflib import get_close_matches


class TigerexError(Exception):
    """What a person asked for cannot be done; ``problems`` says why, a line each."""

    def __init__(self, *problems: str) -> None:
        """Keep *problems* in the order in which they were found."""
        super().__init__("\n".join(problems))
        self.problems = problems


class DeclarationError(TigerexError):
    """One declaration is wrong in itself: an unknown field, a wrong type, a refused value."""


class CatalogError(TigerexError):
    """Declarations are right each for itself and contradict each other."""


class ReleasesError(TigerexError):
    """The releases file is missing, not YAML, or has wrong entries."""


class ChartsError(TigerexError):
    """The charts folder is missing, cannot be imported, or lacks what was asked for."""


class OutputError(TigerexError):
    """The manifests could not be made, or not be written."""


def one_of(names: Iterable[str], *, joint: str = "or") -> str:
    """Return *names* as prose: ``a``, ``a or b``, ``a, b or c``."""
    *head, last = list(names) or ["nothing"]
    return f"{', '.join(head)} {joint} {last}" if head else last


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` with the name in *known* nearest to *word*, or what there is."""
    choices = sorted(known)
    nearest = get_close_matches(word, choices, n=1)
    if nearest:
        return f"; did you mean '{nearest[0]}'?"
    return f"; there is {one_of(choices, joint='and')}"
