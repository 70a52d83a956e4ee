"""One word prepares production for a busy day, and no service is ever without pods."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.objects import at, objects, of_kind

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")
WORD = 'production(traffic="normal")'


def _with(tmp_path: Path, word: str) -> subprocess.CompletedProcess[str]:
    """Synthesize production from charts in which *word* stands where traffic is declared."""
    shutil.copytree(ROOT / "charts", tmp_path / "charts", ignore=shutil.ignore_patterns("__pycache__"))
    environments = tmp_path / "charts" / "environments.py"
    source = environments.read_text()
    assert source.count(WORD) == 1
    environments.write_text(source.replace(WORD, word))
    return subprocess.run([PROGRAM, "synth", "production"], cwd=tmp_path, capture_output=True, text=True, check=False)


def _objects(folder: Path) -> dict[str, dict[str, object]]:
    return {
        "/".join((one["kind"], one["metadata"].get("namespace", ""), one["metadata"]["name"])): one
        for path in sorted(folder.iterdir())
        for one in yaml.safe_load_all(path.read_text())
    }


@pytest.mark.node
def test_high_traffic_changes_three_autoscalers_and_what_follows(tmp_path: Path) -> None:
    """The reviewer of a busy day reads a diff of these lines and no other."""
    done = _with(tmp_path, 'production(traffic="high")')
    assert done.returncode == 0, done.stderr
    normal, high = _objects(ROOT / "dist" / "production"), _objects(tmp_path / "dist" / "production")

    bounds = {}
    for name in [name for name in normal if normal[name] != high[name]]:
        before, after = (one.get("spec", one) for one in (normal[name], high[name]))
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        changed = sorted(key for key in before if before[key] != after[key])
        bounds[name] = changed if not name.startswith("HorizontalPod") else (after["minReplicas"], after["maxReplicas"])
        assert set(changed) <= {"data", "hard", "maxReplicas", "minReplicas"}

    assert normal.keys() == high.keys()
    assert bounds == {
        "ConfigMap/monitoring/prometheus-rules": ["data"],
        "HorizontalPodAutoscaler/tigerex-production/api-gateway": (8, 16),
        "HorizontalPodAutoscaler/tigerex-production/trading-engine": (4, 8),
        "HorizontalPodAutoscaler/tigerex-production/web-app": (6, 12),
        "ResourceQuota/tigerex-production/quota": ["hard"],
    }


def test_a_misspelt_word_is_answered(tmp_path: Path) -> None:
    """Whoever does not run mypy learns it from the synthesis."""
    done = _with(tmp_path, 'production(traffic="hihg")')

    assert done.returncode == 2
    assert done.stderr.endswith("production has no traffic 'hihg'; did you mean 'high'?\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_an_update_during_a_drain_leaves_every_service_with_pods(environment: str) -> None:
    """At its least, with a node going away and a release coming in, a service still answers."""
    found = objects(environment)
    least = {
        one.name: int(str(one.spec["minReplicas"])) for one in of_kind(found, "HorizontalPodAutoscaler.autoscaling")
    }
    drained = {one.name: int(str(one.spec["maxUnavailable"])) for one in of_kind(found, "PodDisruptionBudget.policy")}
    updated = {
        one.name: int(str(at(one.spec, "strategy", "rollingUpdate", "maxUnavailable")))
        for one in of_kind(found, "Deployment.apps")
    }

    left = {name: least[name] - drained[name] - updated[name] for name in least}

    assert len(left) == 5
    assert min(left.values()) >= 1
