"""When an alert has to fire, and when it must not: figures as the exporters write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that starts at *start* and grows by *a_minute*.

    is_time: seconds after the beginning, and so a moment. is_counter: goes on from where it was.
    """

    start: float
    a_minute: float = 0
    is_time: bool = False
    is_counter: bool = False


def steady(value: float) -> Figure:
    """Return what stays as it is."""
    return Figure(value)


def moving(start: float, *, a_minute: float) -> Figure:
    """Return what begins with *start* and becomes more, or less."""
    return Figure(start, a_minute)


def growing(a_minute: float) -> Figure:
    """Return what is counted, so many a minute."""
    return Figure(0, a_minute, is_counter=True)


def ago(*, hours: float) -> Figure:
    """Return the time of something that happened before the beginning."""
    return Figure(-hours * 3600, is_time=True)


# Figures by their series, such as up{job="x"}; None is a series that nobody writes.
Figures = Mapping[str, Figure | None]
# The job, and the pod, that a series is scraped from stand in it as labels; kubelets have no pod.


@dataclass(frozen=True, slots=True)
class Case:
    """What makes *alert* fire about *subject*, and what just does not.

    well: all that the alert looks at, as it usually is. sick: what differs then; the alert fires after *minutes*, with
    *labels* beside those that the rule gives, and *description*. nearly: what differs and is no reason yet; left out,
    nothing.
    """

    alert: str
    subject: str
    well: Figures
    sick: Figures
    minutes: int
    description: str
    labels: Mapping[str, str] = field(default_factory=dict)
    nearly: Figures = field(default_factory=dict)
