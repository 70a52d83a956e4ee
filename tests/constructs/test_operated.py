"""One word hands production's monitoring to the cluster's prometheus-operator."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import App
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from charts.environments import ENVIRONMENTS
from tests.support.objects import objects
from tests.support.schemas import core_problems, crd_known, crd_problems, minors
from tigerex_k8s import Platform, build, link
from tigerex_k8s.derive.prometheus import configuration
from tigerex_k8s.derive.rules import rules
from tigerex_k8s.graph.values import Graph

pytestmark = pytest.mark.node

CRDS = Path(__file__).parents[3] / "shared" / "crds"
KINDS = {"PodMonitor", "PrometheusRule", "ServiceMonitor"}


class _Yaml(SingleFileSnapshotExtension):
    """A snapshot that a reviewer reads as the YAML that it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "yaml"


@cache
def _graph(monitoring: str) -> Graph:
    one = next(one for one in ENVIRONMENTS if one.name == "production")
    platform = Platform(**{**dict(one.platform), "monitoring": monitoring})
    return link(*one.components, namespace=one.namespace, platform=platform)


@cache
def _app() -> App:
    app = App()
    build(app, _graph("operator"))
    return app


@cache
def _objects() -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all(_app().synth_yaml()) if one]


def test_the_operator_brings_prometheus_and_alertmanager_itself() -> None:
    """Two that scrape the same would tell everybody everything twice."""
    chart = next(one for one in _app().charts if one.node.id == "60-observability")

    assert {one["kind"] for one in chart.to_json()} == KINDS
    assert {one["metadata"]["namespace"] for one in chart.to_json()} == {"tigerex-production"}
    assert all(one["metadata"].get("namespace") != "monitoring" for one in _objects())


def test_the_operator_scrapes_the_exchange_under_the_same_jobs() -> None:
    """The rules ask for figures by their job."""
    graph, ours = _graph("operator"), _graph("prometheus")
    assert ours.monitoring
    scraped: Any = configuration(ours, ours.monitoring)["scrape_configs"]
    exchange = {one["job_name"] for one in scraped} & {*graph.services, *graph.databases, *graph.caches}
    endpoints = [
        (one["metadata"]["name"], endpoint)
        for one in _objects()
        for endpoint in one.get("spec", {}).get("endpoints", one.get("spec", {}).get("podMetricsEndpoints", ()))
        if one["kind"] in KINDS
    ]

    assert {name for name, _ in endpoints} == exchange | {"tigerex-postgres-cluster-pooler"}
    assert all(endpoint["relabelings"] == [{"targetLabel": "job", "replacement": name}] for name, endpoint in endpoints)


def test_a_service_monitor_names_a_port_that_its_service_has() -> None:
    """It finds nothing otherwise, and says nothing."""
    ports = {
        one["metadata"]["name"]: {port["name"] for port in one["spec"]["ports"]}
        for one in _objects()
        if one["kind"] == "Service"
    }
    monitors = [one for one in _objects() if one["kind"] == "ServiceMonitor"]

    assert monitors
    assert all(one["spec"]["endpoints"][0]["port"] in ports[one["metadata"]["name"]] for one in monitors)


def test_the_rules_are_those_of_our_own_prometheus() -> None:
    """Except about what is not ours to watch then: the volumes and targets of the monitoring itself."""
    graph, ours = _graph("operator"), _graph("prometheus")
    assert graph.monitoring
    (rule,) = (one for one in _objects() if one["kind"] == "PrometheusRule")
    own: Any = rules(ours, graph.monitoring)
    apart = {"alertmanager", "prometheus"}

    given = {group["name"]: group["rules"] for group in rule["spec"]["groups"] if group["name"] not in apart}
    assert given == {group["name"]: list(group["rules"]) for group in own["groups"] if group["name"] not in apart}


@pytest.mark.skipif(not CRDS.is_dir(), reason="the CRDs in ../shared/crds are not here")
def test_production_by_the_operator_satisfies_its_schemas() -> None:
    """In the newest Kubernetes, and by the CRDs."""
    problems = [
        problem
        for one in _objects()
        for problem in (crd_problems(one, CRDS) if crd_known(one, CRDS) else core_problems(one, minors()[-1]))
    ]
    assert problems == []
    assert all(crd_known(one, CRDS) for one in _objects() if one["kind"] in KINDS)


def test_the_rest_of_production_does_not_change() -> None:
    """Who watches is nobody's business but the watcher's."""
    there = {(one.body["kind"], one.name) for one in objects("production") if one.namespace != "monitoring"}
    here = {(one["kind"], one["metadata"]["name"]) for one in _objects() if one["kind"] not in KINDS}

    assert {one for one in there - here if "prometheus" not in one[1]} <= {("Namespace", "monitoring")}
    assert here <= there


def test_production_by_the_operator_is_pinned(snapshot: SnapshotAssertion) -> None:
    """What is scraped; the rules are pinned by dist/."""
    scraped = [one for one in _objects() if one["kind"] in KINDS - {"PrometheusRule"}]
    assert yaml.safe_dump_all(scraped, sort_keys=True, width=120) == snapshot(extension_class=_Yaml)
