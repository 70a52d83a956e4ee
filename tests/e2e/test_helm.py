"""Helm applies exactly what is synthesized."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.catalog import ENVIRONMENT_NAMES

ROOT = Path(__file__).parents[2]
HELM = ROOT / ".tools" / "helm"

pytestmark = pytest.mark.e2e


def _rendered(chart: Path) -> subprocess.CompletedProcess[str]:
    """Render *chart*; what Helm keeps for itself goes nowhere."""
    return subprocess.run(
        [HELM, "template", "tigerex", chart, "--namespace=tigerex"],
        capture_output=True,
        text=True,
        check=False,
        env={"HELM_CACHE_HOME": "/nonexistent", "HELM_CONFIG_HOME": "/nonexistent", "HELM_DATA_HOME": "/nonexistent"},
    )


def _objects(text: str) -> Counter[str]:
    """Return the objects of *text*, whatever their order."""
    return Counter(yaml.safe_dump(one) for one in yaml.load_all(text, yaml.CSafeLoader) if one)


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_the_chart_renders_to_the_manifests(environment: str) -> None:
    """Nothing is lost, changed or taken for a template, whatever braces stand in alerts and secrets."""
    done = _rendered(ROOT / "dist" / f"{environment}-platform" / "chart")

    assert done.returncode == 0, done.stderr
    manifests = sorted((ROOT / "dist" / environment).iterdir())
    assert _objects(done.stdout) == sum((_objects(one.read_text("utf-8")) for one in manifests), Counter())


def test_a_chart_without_its_manifests_is_refused(tmp_path: Path) -> None:
    """A checkout without links would else delete the exchange."""
    chart = tmp_path / "chart"
    shutil.copytree(ROOT / "dist" / "production-platform" / "chart", chart, symlinks=True)
    (chart / "manifests").unlink()

    done = _rendered(chart)

    assert done.returncode != 0
    assert "manifests is no link to the manifests; clone with core.symlinks" in done.stderr
