"""A real Prometheus with production's rules: quiet while all is well, and every alert once its reason is there."""

from __future__ import annotations

import time
import urllib.parse
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.e2e.alerts import hurried
from tests.e2e.alerts.exporter import Exporter, served
from tests.e2e.alerts.program import ask, free_port, running
from tests.e2e.alerts.rules import TOOLS, cases, jobs, rules
from tests.support.objects import every, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.alerts.case import Case, Figure

pytestmark = pytest.mark.e2e

# Longer than any alert waits, and long enough for the first targets to be found.
WELL_SECONDS = 75
FOUND_SECONDS = 20
PATIENCE_SECONDS = 240


class Watched:
    """A Prometheus, and the exporter that it scrapes."""

    def __init__(self, exporter: Exporter, url: str, write: Callable[[set[str]], None]) -> None:
        self._exporter = exporter
        self._url = url
        self._write = write

    def show(self, *sick: Case) -> None:
        """Show what the *sick* cases look at as they have it, and the rest as it usually is."""
        figures: dict[str, Figure | None] = {}
        for case in cases():
            figures |= case.well
        for case in sick:
            figures |= case.sick
        self._exporter.show(figures)
        self._write({job for job in jobs() if figures[f'up{{job="{job}"}}'] is None})

    def firing(self, seconds: int = 1) -> list[dict[str, str]]:
        """Return the labels of what has fired in the last *seconds*, without what is to fire always."""
        return self._ask(f'max_over_time(ALERTS{{alertstate="firing",alertname!="Watchdog"}}[{seconds}s])')

    def alive(self) -> bool:
        """Return whether the watchdog fires."""
        return len(self._ask('ALERTS{alertstate="firing",alertname="Watchdog"}')) == 1

    def _ask(self, query: str) -> list[dict[str, str]]:
        answer = ask(f"{self._url}/api/v1/query?{urllib.parse.urlencode({'query': query})}")
        return [texts(one["metric"]) for one in every(answer, "data", "result")]


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    """Run a Prometheus in *folder* until the end of the block."""
    exporter = Exporter(hurried.own_pod(), minute_seconds=hurried.MINUTE_SECONDS)
    url = f"http://127.0.0.1:{free_port()}"
    with served(exporter) as port:
        one = Watched(exporter, url, lambda gone: hurried.write_targets(folder, exporter.pages(), gone, port))
        one.show()
        command: list[str | Path] = [
            TOOLS / "prometheus",
            f"--config.file={hurried.write(folder)}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address={url.removeprefix('http://')}",
        ]
        with running(command, url, folder / "log"):
            yield one


def rounds() -> list[list[Case]]:
    """Return the cases, those together that do not look at what another one changes; what takes longest first."""
    found: list[list[Case]] = []
    for case in sorted(cases(), key=lambda case: -case.minutes):
        free = (one for one in found if not any(_meet(case, other) or _meet(other, case) for other in one))
        one = next(free, None)
        if one is None:
            found.append([case])
        else:
            one.append(case)
    return found


def _meet(one: Case, other: Case) -> bool:
    return bool(set(one.sick) & ({*other.sick, *other.well}))


def _fires(case: Case, firing: list[dict[str, str]]) -> bool:
    rule = texts(rules()[case.alert, case.subject]["labels"])
    return {"alertname": case.alert, "alertstate": "firing", **rule, **case.labels} in firing


def _play(prometheus: Watched, together: list[Case]) -> Iterator[tuple[Case, float]]:
    """Make *together* sick, and yield each that fires with the seconds that it took."""
    waiting, begun = [case for case in together if case.alert != "Watchdog"], time.monotonic()
    prometheus.show(*together)
    while waiting:
        firing = prometheus.firing()
        for case in [case for case in waiting if _fires(case, firing)]:
            waiting.remove(case)
            yield case, time.monotonic() - begun
        in_time = time.monotonic() < begun + PATIENCE_SECONDS
        assert in_time, f"does not fire: {[(one.alert, one.subject, one.labels) for one in waiting]}"
        time.sleep(1)


def _recover(prometheus: Watched) -> None:
    """Make all well, and wait until nothing fires any more."""
    prometheus.show()
    end = time.monotonic() + PATIENCE_SECONDS
    while firing := prometheus.firing():
        assert time.monotonic() < end, f"still fires: {firing}"
        time.sleep(1)


def test_nothing_fires_while_all_is_well_and_everything_does_once_it_is_not(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """With labels as they come from a scrape: what the exporter wrote, and what Prometheus made of it."""
    seconds: dict[tuple[str, str], list[float]] = {("Watchdog", "prometheus"): []}
    with watched(tmp_path) as prometheus:
        time.sleep(WELL_SECONDS)
        assert prometheus.firing(WELL_SECONDS - FOUND_SECONDS) == []
        assert prometheus.alive()

        for together in rounds():
            for case, took in _play(prometheus, together):
                seconds.setdefault((case.alert, case.subject), []).append(took)
            _recover(prometheus)

    with capsys.disabled():
        _tell(request, seconds)
    assert set(seconds) == set(rules())


def _tell(request: pytest.FixtureRequest, seconds: dict[tuple[str, str], list[float]]) -> None:
    terminal = request.config.pluginmanager.getplugin("terminalreporter")
    assert terminal
    terminal.write_line("")
    terminal.write_line(f"{'alert':24}{'subjects':>9}{'cases firing':>13}{'quiet':>6}{'fired':>6}{'within':>8}")
    for alert in sorted({alert for alert, _ in rules()}):
        tried = [case for case in cases() if case.alert == alert]
        subjects = {case.subject for case in tried}
        fired = all((alert, subject) in seconds for subject in subjects)
        quiet = 0 if alert == "Watchdog" else len(tried)
        slowest = max((one for subject in subjects for one in seconds.get((alert, subject), [])), default=0)
        terminal.write_line(
            f"{alert:24}{len(subjects):9}{len(tried):13}{quiet:6}{'yes' if fired else 'NO':>6}{slowest:6.0f} s"
        )
