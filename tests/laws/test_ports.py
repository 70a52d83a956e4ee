"""Whoever is sent to a port finds somebody who listens there."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.objects import changed, objects
from tests.support.ports import deaf


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_at_every_port_somebody_listens(environment: str) -> None:
    """A Service, a probe or a policy with another number than the pod's fails only at run time."""
    assert list(deaf(objects(environment))) == []


_CONTAINER = "spec.template.spec.containers.0"


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        (
            "Service/web-app",
            "spec.ports.0.targetPort",
            "http",
            "Service/web-app: port 3000 leads to http, and policies see the pod's alone",
        ),
        (
            "Deployment/web-app",
            f"{_CONTAINER}.ports.0.containerPort",
            3001,
            "Service/web-app: Deployment/web-app does not listen at 3000",
        ),
        (
            "Deployment/web-app",
            f"{_CONTAINER}.readinessProbe.httpGet.port",
            3001,
            "Deployment/web-app: the readinessProbe of web-app asks at 3001, where it does not listen",
        ),
        (
            "NetworkPolicy/web-app",
            "spec.ingress.0.ports.0.port",
            80,
            "NetworkPolicy/web-app lets in at 80/TCP, where nobody listens",
        ),
        (
            "NetworkPolicy/web-app",
            "spec.egress.0.ports.0.port",
            80,
            "NetworkPolicy/web-app lets out to 80/TCP, where nobody listens",
        ),
        (
            "NetworkPolicy/web-app",
            "spec.egress.0.ports.0.protocol",
            "UDP",
            "NetworkPolicy/web-app lets out to 8080/UDP, where nobody listens",
        ),
        (
            "RedisCluster/tigerex-redis-cluster",
            "spec.redisExporter.enabled",
            False,
            "NetworkPolicy/tigerex-redis-cluster lets in at 9121/TCP, where nobody listens",
        ),
    ],
)
def test_a_port_at_which_nobody_listens_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken, one kind of port at a time."""
    assert said in set(deaf(changed(objects("production"), which, path, value)))
