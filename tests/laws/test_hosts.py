"""Every host that a pod is told of in its environment is there, and its policy lets it through."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tests.support.hosts import told, unreachable
from tests.support.objects import changed, objects
from tests.support.pods import templates
from tigerex_k8s.derive.secrets import synced_secrets


def _by_hand(environment: str) -> dict[tuple[str, str], str]:
    """Return what Secrets say where a person writes them; where External Secrets does, the output says the same."""
    return {(one.name, key): text for one in synced_secrets(graph_of(environment)) for key, text in one.data.items()}


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_host_that_a_pod_is_told_of_lets_it_in(environment: str) -> None:
    """Also where the network looks at the address of the Service, and not of a pod."""
    output = objects(environment)

    assert any(told(template, _by_hand(environment)) for _, template in templates(output))
    assert list(unreachable(output, _by_hand(environment))) == []


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        pytest.param(
            "Service/api-gateway",
            "metadata.name",
            "api",
            "Deployment/web-app is told of api-gateway.tigerex-production:8080, which is not there",
            id="no Service",
        ),
        pytest.param(
            "Service/api-gateway",
            "spec.ports.0.port",
            80,
            "Deployment/web-app is told of api-gateway.tigerex-production:8080, which is not there",
            id="another port",
        ),
        pytest.param(
            "NetworkPolicy/web-app",
            "spec.egress.0",
            {},
            "Deployment/web-app is told of api-gateway.tigerex-production:8080, and may not reach it",
            id="no rule",
        ),
        pytest.param(
            "NetworkPolicy/tigerex-postgres-cluster-migration",
            "spec.egress.1.to.0.podSelector.matchLabels",
            {"cnpg.io/cluster": "tigerex-postgres-cluster", "cnpg.io/podRole": "instance"},
            "Job/tigerex-postgres-cluster-migration-v1 is told of "
            "tigerex-postgres-cluster-rw.tigerex-production, and may not reach it",
            id="the pods are right, and the Service selects by other labels",
        ),
    ],
)
def test_a_host_that_is_out_of_reach_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken at either end."""
    assert said in set(unreachable(changed(objects("production"), which, path, value), {}))
