"""Every query of every panel, read by the Prometheus that we run."""

import subprocess
from pathlib import Path

import pytest
import yaml

from charts.environments import ENVIRONMENTS
from tests.catalog import graph_of
from tests.e2e.alerts.rules import TOOLS
from tests.support.objects import objects
from tests.support.queries import panel_queries

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("environment", [one.name for one in ENVIRONMENTS if graph_of(one.name).monitoring])
def test_prometheus_understands_what_panels_ask(environment: str, tmp_path: Path) -> None:
    """It reads rules without evaluating them, so that each query stands as one."""
    queries = enumerate(panel_queries(objects(environment)))
    rules = [{"record": f"panel:{number}", "expr": query.expr} for number, query in queries]
    path = tmp_path / "panels.yaml"
    path.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}), "utf-8")

    done = subprocess.run([TOOLS / "promtool", "check", "rules", path], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(rules)} rules found" in done.stdout
