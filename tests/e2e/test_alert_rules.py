"""Every alert of production, tried by promtool: it fires for what it is about, and stays quiet just before."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from charts.environments import ENVIRONMENTS
from tests.e2e.alerts.rules import ENVIRONMENT, TOOLS, cases, document, file, rules
from tests.support.objects import every
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.e2e.alerts.case import Case, Figure, Figures

pytestmark = pytest.mark.e2e

WATCHED = [one.name for one in ENVIRONMENTS if one.name != "development"]


def _run(*arguments: str | Path) -> str:
    done = subprocess.run([TOOLS / "promtool", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("environment", WATCHED)
def test_prometheus_understands_its_configuration_and_its_rules(environment: str, tmp_path: Path) -> None:
    """One word that it does not know, or one job twice, and it does not start."""
    config = dict(document(environment, "prometheus.yml"))
    config["rule_files"] = [str(tmp_path / "tigerex.yaml")]
    (tmp_path / "tigerex.yaml").write_text(file(environment, "tigerex.yaml"), "utf-8")
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(config), "utf-8")

    # The files of the ServiceAccount are in the pod alone.
    assert "SUCCESS" in _run("check", "config", "--syntax-only", tmp_path / "prometheus.yml")
    assert "SUCCESS" in _run("check", "rules", "--lint=all", "--lint-fatal", tmp_path / "tigerex.yaml")


def test_every_alert_about_everything_has_a_case() -> None:
    """What nobody has seen fire is a hope."""
    assert {(one.alert, one.subject) for one in cases()} == set(rules())


def test_every_alert_fires_when_it_has_to_and_not_before(tmp_path: Path) -> None:
    """With its labels and its words, by figures as the exporters write them."""
    # Each group by itself, since promtool evaluates all that it is given, every minute of every case.
    groups = {str(group["name"]): group for group in every(document(ENVIRONMENT, "tigerex.yaml"), "groups")}
    files = [
        _written(tmp_path / str(number), groups[subject], [one for one in cases() if one.subject == subject])
        for number, subject in enumerate(groups)
    ]

    assert _run("test", "rules", *files).count("SUCCESS") == len(groups)


def _written(folder: Path, group: Mapping[str, object], about: list[Case]) -> Path:
    """Write *group* and the cases *about* it into *folder*, and return the path of the cases."""
    folder.mkdir()
    (folder / "rules.yaml").write_text(yaml.safe_dump({"groups": [group]}), "utf-8")
    firing = [_test(case, case.sick, fires=True) for case in about]
    # The watchdog is what is never quiet.
    quiet = [_test(case, case.nearly) for case in about if case.alert != "Watchdog"]
    tried = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": firing + quiet}
    (folder / "cases.yaml").write_text(yaml.safe_dump(tried, sort_keys=False, width=200), "utf-8")
    return folder / "cases.yaml"


def _test(case: Case, differing: Figures, *, fires: bool = False) -> dict[str, object]:
    figures = {**case.well, **differing}
    return {
        "name": f"{case.alert} about {case.subject} {'fires' if fires else 'stays quiet'}",
        "interval": "1m",
        "input_series": [
            {"series": series, "values": _values(figure, case.minutes)} for series, figure in figures.items() if figure
        ],
        "alert_rule_test": [
            {
                "alertname": case.alert,
                "eval_time": f"{case.minutes}m",
                "exp_alerts": [_expected(case)] if fires else [],
            }
        ],
    }


def _values(figure: Figure, minutes: int) -> str:
    """Return what promtool reads, for which the beginning is the beginning of time."""
    return f"{figure.start:.10g}{figure.a_minute:+.10g}x{minutes}"


def _expected(case: Case) -> dict[str, object]:
    rule = rules()[case.alert, case.subject]
    return {
        "exp_labels": {**mapping(rule["labels"]), **case.labels},
        "exp_annotations": {**mapping(rule["annotations"]), "description": case.description},
    }
