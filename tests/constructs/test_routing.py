"""One word switches the way in, in every environment."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import App
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from charts.environments import ENVIRONMENTS
from tests.support.schemas import core_problems, crd_known, crd_problems, minors
from tigerex_k8s import Environment, Platform, build, link

pytestmark = pytest.mark.node

CRDS = Path(__file__).parents[3] / "shared" / "crds"
OTHER = {"gateway": "ingress", "ingress": "gateway"}


class _Yaml(SingleFileSnapshotExtension):
    """A snapshot that a reviewer reads as the YAML that it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "yaml"


def _switched(environment: Environment) -> App:
    platform = Platform(**{**dict(environment.platform), "routing": OTHER[environment.platform.routing]})
    app = App()
    build(app, link(*environment.components, namespace=environment.namespace, platform=platform))
    return app


def _objects(app: App) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all(app.synth_yaml()) if one]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda one: one.name)
def test_the_other_routing_serves_the_same_hosts(environment: Environment) -> None:
    """Whoever switches loses no door; Ingress has no redirect route, HAProxy does that."""
    found = _objects(_switched(environment))

    routed = {host for one in found if one["kind"] == "HTTPRoute" for host in one["spec"]["hostnames"]}
    ruled = {rule["host"] for one in found if one["kind"] == "Ingress" for rule in one["spec"]["rules"]}
    certificate = next(one for one in found if one["kind"] == "Certificate")
    assert routed | ruled == set(certificate["spec"]["dnsNames"])
    assert not (routed and ruled)


@pytest.mark.skipif(not CRDS.is_dir(), reason="the CRDs in ../shared/crds are not here")
@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda one: one.name)
def test_the_other_routing_satisfies_its_schemas(environment: Environment) -> None:
    """In the newest Kubernetes, and by the CRDs."""
    found = _objects(_switched(environment))

    problems = [
        problem
        for one in found
        for problem in (crd_problems(one, CRDS) if crd_known(one, CRDS) else core_problems(one, minors()[-1]))
    ]
    assert problems == []


def test_production_by_ingress_is_pinned(snapshot: SnapshotAssertion) -> None:
    """The guide's way, for whoever runs an Ingress controller."""
    app = _switched(next(one for one in ENVIRONMENTS if one.name == "production"))

    exposure = next(one for one in app.charts if one.node.id == "50-exposure")
    text = yaml.safe_dump_all(exposure.to_json(), sort_keys=True, width=120)
    assert text == snapshot(extension_class=_Yaml)
