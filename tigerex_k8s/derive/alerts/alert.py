"""An alert, as a value: when it fires, whom it is for, and what it says."""

from dataclasses import dataclass
from typing import Literal

# critical pages somebody; warning is a message for working hours; none is a signal that has to be there.
Severity = Literal["critical", "warning", "none"]


@dataclass(frozen=True, slots=True)
class Alert:
    """*expr* holding for *wait* is an alert called *name* about *subject*, which *owner* looks after.

    The page of the runbook has the alert's name. Summary and description may use Prometheus' templates.
    https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
    """

    name: str
    subject: str
    owner: str
    severity: Severity
    expr: str
    wait: str
    summary: str
    description: str
