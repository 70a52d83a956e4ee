"""A real Alertmanager with production's configuration: who is told of what, and what nobody is told twice."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from charts.environments import ENVIRONMENTS
from tests.e2e.alerts.program import ask, free_port, running
from tests.e2e.alerts.rules import ENVIRONMENT, TOOLS, file, rules
from tests.support.objects import at, texts
from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

pytestmark = pytest.mark.e2e

RECEIVERS = {"critical": "page", "warning": "message", "none": "heartbeat"}


def _config(folder: Path, environment: str = ENVIRONMENT) -> Path:
    path = folder / "alertmanager.yml"
    path.write_text(file(environment, "alertmanager.yml"), "utf-8")
    return path


@pytest.fixture
def alertmanager(tmp_path: Path) -> Iterator[str]:
    """Run an Alertmanager, and give its address; it has no credentials, and so tells nobody."""
    url = f"http://127.0.0.1:{free_port()}"
    command: list[str | Path] = [
        TOOLS / "alertmanager",
        f"--config.file={_config(tmp_path)}",
        f"--storage.path={tmp_path}",
        f"--web.listen-address={url.removeprefix('http://')}",
        "--cluster.listen-address=",
    ]
    with running(command, url, tmp_path / "log"):
        yield url


def _amtool(*arguments: str | Path) -> str:
    done = subprocess.run([TOOLS / "amtool", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("environment", [one.name for one in ENVIRONMENTS if one.name != "development"])
def test_alertmanager_understands_its_configuration(environment: str, tmp_path: Path) -> None:
    """Whatever it does not understand, it does not send."""
    assert "SUCCESS" in _amtool("check-config", _config(tmp_path, environment))


def test_every_alert_reaches_the_receiver_of_its_severity(tmp_path: Path) -> None:
    """Only what cannot wait wakes anybody, and the watchdog reaches nobody but who listens for it."""
    config = f"--config.file={_config(tmp_path)}"
    labels = [{"alertname": name, **texts(rule["labels"])} for (name, _), rule in rules().items()]

    reached = {
        (one["alertname"], one["subject"]): _amtool(
            "config", "routes", "test", config, *(f'{key}="{value}"' for key, value in one.items())
        )
        for one in labels
    }

    assert reached == {(one["alertname"], one["subject"]): RECEIVERS[one["severity"]] for one in labels}
    assert set(reached.values()) == set(RECEIVERS.values())


@pytest.mark.parametrize(
    ("cause", "consequence", "said"),
    [
        ("ServiceDown", "CrashLooping", False),
        ("ServiceDown", "HighErrorRate", False),
        ("ServiceDown", "HighMemory", True),
        ("ErrorBudgetBurnsFast", "ErrorBudgetBurnsSlow", False),
        ("PostgresDown", "ReplicationLag", False),
        ("PostgresDown", "BackupTooOld", True),
        ("RedisClusterBroken", "RedisDegraded", False),
        ("DiskFilling", "DiskFillsSoon", False),
        ("DumpTooOld", "DumpFailed", False),
        ("BackupTooOld", "BackupFailed", False),
    ],
)
def test_what_an_alert_explains_is_not_said_as_well(
    cause: str, consequence: str, *, said: bool, alertmanager: str
) -> None:
    """About the same subject; what another one does is news."""
    sent = [(cause, "here"), (consequence, "here"), (consequence, "there")]
    ask(f"{alertmanager}/api/v2/alerts", [{"labels": {"alertname": name, "subject": about}} for name, about in sent])

    states = _states(alertmanager, len(sent))

    assert states[consequence, "here"] == ("active" if said else "suppressed")
    assert states[cause, "here"] == states[consequence, "there"] == "active"


def _states(alertmanager: str, expected: int) -> dict[tuple[str, str], str]:
    """Return what Alertmanager makes of each alert, once it has looked at all of them."""
    end, states = time.monotonic() + 30, dict[tuple[str, str], str]()
    while time.monotonic() < end:
        found = [mapping(one) for one in sequence(ask(f"{alertmanager}/api/v2/alerts"))]
        states = {_who(one): str(at(one, "status", "state")) for one in found}
        if len(states) == expected and "unprocessed" not in states.values():
            return states
        time.sleep(0.2)
    pytest.fail(f"Alertmanager has not looked at everything: {states}")


def _who(alert: Mapping[str, object]) -> tuple[str, str]:
    return str(at(alert, "labels", "alertname")), str(at(alert, "labels", "subject"))
