"""What dist/ tells Prometheus, for one that finds the test's exporter and for which a minute lasts a second.

Every length of time in the rules is shorter by the same factor: how long an alert waits, and the windows of its
expression. What stays is every name, label, threshold and operator, and all that relabeling does; thresholds of age are
about moments, which the exporter writes as they are. Left out are the Kubernetes API, where the targets are a file
instead, and with it the address that a pod would have.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from tests.e2e.alerts.rules import ENVIRONMENT, document
from tests.support.objects import at, every
from tests.support.structural import sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.e2e.alerts.exporter import Page

MINUTE_SECONDS = 1.0
_LENGTH = re.compile(r"(\d+)([mh])")
_MINUTES = {"m": 1, "h": 60}
_ABOUT_OTHERS = {"cadvisor", "kubelet"}


def own_pod() -> set[str]:
    """Return the jobs of which a series is about the pod that it comes from."""
    found = every(document(ENVIRONMENT, "prometheus.yml"), "scrape_configs")
    return {str(one["job_name"]) for one in found if not one.get("honor_labels")} - _ABOUT_OTHERS


def write(folder: Path) -> Path:
    """Write configuration and rules into *folder*, and return the path of the first."""
    config = document(ENVIRONMENT, "prometheus.yml")
    hurried = {
        "global": {"evaluation_interval": "1s", "scrape_interval": "1s", "scrape_timeout": "1s"},
        "rule_files": [str(folder / "rules.yaml")],
        "scrape_configs": [_scrape(one, folder) for one in every(config, "scrape_configs")],
    }
    (folder / "rules.yaml").write_text(yaml.safe_dump({"groups": list(_groups())}), "utf-8")
    (folder / "prometheus.yml").write_text(yaml.safe_dump(hurried), "utf-8")
    return folder / "prometheus.yml"


def _groups() -> Iterator[Mapping[str, object]]:
    for group in every(document(ENVIRONMENT, "tigerex.yaml"), "groups"):
        rules = [
            {**rule, "for": _shorter(str(rule["for"])), "expr": re.sub(r"\[\w+\]", _window, str(rule["expr"]))}
            for rule in every(group, "rules")
        ]
        yield {**group, "rules": rules}


def _window(found: re.Match[str]) -> str:
    return f"[{_shorter(found[0][1:-1])}]"


def _shorter(length: str) -> str:
    match = _LENGTH.fullmatch(length)
    assert match, f"{length} is no length in minutes or hours"
    return f"{int(int(match[1]) * _MINUTES[match[2]] * MINUTE_SECONDS * 1000)}ms"


def _scrape(config: Mapping[str, object], folder: Path) -> Mapping[str, object]:
    kept = {key: config[key] for key in ("job_name", "honor_labels") if key in config}
    relabeled = [one for one in every(config, "relabel_configs") if one.get("target_label") != "__address__"]
    files = [str(folder / f"{config['job_name']}.json")]
    return {**kept, "relabel_configs": relabeled, "file_sd_configs": [{"files": files, "refresh_interval": "1s"}]}


def write_targets(folder: Path, pages: set[Page], gone: set[str], port: int) -> None:
    """Write the pods of each job that is not *gone*, with what Kubernetes would say of them."""
    for config in every(document(ENVIRONMENT, "prometheus.yml"), "scrape_configs"):
        job = str(config["job_name"])
        pods = sorted(pod for one, pod in pages if one == job) or [f"{job}-0"]
        found = [{"targets": [f"127.0.0.1:{port}"], "labels": _said(config, job, pod)} for pod in pods]
        path = folder / f"{job}.json"
        path.with_suffix(".new").write_text(json.dumps([] if job in gone else found), "utf-8")
        path.with_suffix(".new").rename(path)


def _said(config: Mapping[str, object], job: str, pod: str) -> Mapping[str, str]:
    kept = [rule for rule in every(config, "relabel_configs") if rule.get("action") == "keep"]
    pods = [one for one in every(config, "kubernetes_sd_configs") if one["role"] == "pod"]
    (namespace,) = sequence(at(pods[0], "namespaces", "names")) if pods else ("",)
    kubernetes = {"namespace": namespace, "pod_name": pod, "pod_phase": "Running", "node_name": "ip-10-0-1-1"}
    return {
        "__metrics_path__": f"/{job}/{pod}",
        **{f"__meta_kubernetes_{name}": str(value) for name, value in kubernetes.items()},
        # The first of the values that a label may have.
        **{str(label): _literal(rule) for rule in kept for label in sequence(rule["source_labels"])},
    }


def _literal(rule: Mapping[str, object]) -> str:
    return str(rule["regex"]).partition("|")[0].replace("\\.", ".")
