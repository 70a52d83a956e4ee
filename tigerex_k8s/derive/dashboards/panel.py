"""A dashboard, as a value: what is asked, how it is named, and in which unit it is shown."""

from dataclasses import dataclass
from typing import Literal

# Grafana fills in a window that holds at least four scrapes.
WINDOW = "$__rate_interval"

# figure is one large number, lines and areas run over time; areas add up.
Look = Literal["areas", "figure", "lines"]


@dataclass(frozen=True, slots=True)
class Query:
    """What Prometheus is asked, and how each of its answers is called; ``{{label}}`` stands for a label."""

    expr: str
    legend: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Queries under one *title*; *unit* is one of Grafana's, *width* of 24 columns.

    steps: from which value on which colour; what is below the first is *base*.
    """

    title: str
    says: str
    unit: str
    queries: tuple[Query, ...]
    look: Look = "lines"
    width: int = 8
    base: str = "green"
    steps: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Panels under a heading, from left to right and then below."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Rows under one name; *uid* is in the URLs that people keep.

    choices: what ``$service`` may stand for; none where there is nothing to choose.
    """

    uid: str
    title: str
    says: str
    rows: tuple[Row, ...]
    choices: tuple[str, ...] = ()


def rate(series: str, *by: str) -> str:
    """Return how much *series* grow a second, summed up *by* labels."""
    return f"{_sum(by)}(rate({series}[{WINDOW}]))"


def grown(series: str, *by: str) -> str:
    """Return by how much *series* have grown within a window that follows from the time that is shown."""
    return f"{_sum(by)}(increase({series}[$__range]))"


def share(part: str, whole: str) -> str:
    """Return *part* of *whole*, 0 where there is no part: a series appears with its first event."""
    return f"({part} or {whole} * 0) / {whole}"


def quantile(which: float, buckets: str, *by: str) -> str:
    """Return below what *which* part of the observations lies; *buckets* ends in ``_bucket``."""
    return f"histogram_quantile({which:g}, {rate(buckets, *by, 'le')})"


def _sum(by: tuple[str, ...]) -> str:
    return f"sum by ({', '.join(by)}) " if by else "sum"
