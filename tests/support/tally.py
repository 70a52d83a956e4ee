"""Say at the end of a test run how much the schema tests validated, since a run over nothing is green as well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up what the tests recorded; with several processes the reports carry it to this one."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if report.when == "call":
            counts.update({name: n for name, n in report.user_properties if name.startswith("schema ")})
    if counts:
        objects, pairs = counts["schema objects"], counts["schema pairs"]
        terminalreporter.write_line(f"schema: {objects} objects, {pairs} (object, version) pairs validated")
