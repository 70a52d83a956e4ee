"""A metric, as a value: what it is called, what sets its series apart, and what it says."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["counter", "gauge", "histogram"]

_SERIES = {"counter": ("",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


@dataclass(frozen=True, slots=True)
class Metric:
    """What an exporter calls *name*, with its own *labels*; Prometheus adds those of the target.

    https://prometheus.io/docs/concepts/metric_types/
    """

    name: str
    kind: Kind
    labels: tuple[str, ...]
    says: str

    @property
    def series(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names that queries use, each with its labels."""
        return tuple(
            (self.name + end, (*self.labels, "le") if end == "_bucket" else self.labels) for end in _SERIES[self.kind]
        )
