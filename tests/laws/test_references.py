"""Every reference leads to an object and a part of it that the same output or a declared operator provides."""

from collections.abc import Iterator

import pytest

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tests.support.objects import changed, objects, of_kind
from tests.support.operators import Provided
from tests.support.pods import TEMPLATES
from tests.support.provided import unmounted, unresolved
from tests.support.references import references, unread
from tigerex_k8s.derive.secrets import synced_secrets


def _by_hand(environment: str) -> Iterator[Provided]:
    """Yield the Secrets that a person makes where External Secrets does not."""
    if not any(of_kind(objects(environment), "ExternalSecret.external-secrets.io")):
        graph = graph_of(environment)
        for one in synced_secrets(graph):
            yield Provided("Secret", graph.namespace, one.name, frozenset(one.data))


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_reference_leads_somewhere(environment: str) -> None:
    """A pod whose Secret is missing does not start, and a route to no Service answers 500."""
    assert list(references(objects(environment)))
    assert list(unresolved(objects(environment), _by_hand(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_no_reference_is_overlooked(environment: str) -> None:
    """A field that refers and that the law does not know would hold by not being read."""
    assert list(unread(objects(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_mount_has_its_volume(environment: str) -> None:
    """The API server refuses the pod otherwise, and a volume that nobody mounts is a leftover."""
    found = [
        f"{one} {said}"
        for one in of_kind(objects(environment), *TEMPLATES)
        for said in unmounted(one.spec, *TEMPLATES[one.kind])
    ]

    assert found == []


_CONTAINER = "spec.template.spec.containers.0"


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        (
            "Deployment/web-app",
            f"{_CONTAINER}.envFrom.0.configMapRef.name",
            "x",
            "configMapRef asks for ConfigMap/x, which nobody makes",
        ),
        (
            "Deployment/api-gateway",
            f"{_CONTAINER}.env.0.valueFrom",
            {"secretKeyRef": {"name": "tigerex-secrets", "key": "x"}},
            "secretKeyRef asks for 'x' of Secret/tigerex-secrets, which has none",
        ),
        (
            "Deployment/web-app",
            "spec.template.spec.imagePullSecrets.0.name",
            "tigerex-secrets",
            "imagePullSecrets asks for '.dockerconfigjson' of Secret/tigerex-secrets, which has none",
        ),
        (
            "Deployment/web-app",
            "spec.template.spec.serviceAccountName",
            "x",
            "serviceAccountName asks for ServiceAccount/x, which nobody makes",
        ),
        (
            "Job/tigerex-postgres-cluster-migration-v1",
            "spec.template.spec.volumes.0.configMap.items",
            [{"key": "x", "path": "x"}],
            "configMap asks for 'x' of ConfigMap/tigerex-postgres-cluster-migration-v1, which has none",
        ),
        (
            "HorizontalPodAutoscaler/web-app",
            "spec.scaleTargetRef.kind",
            "StatefulSet",
            "scaleTargetRef asks for StatefulSet.apps/web-app, which nobody makes",
        ),
        (
            "HTTPRoute/web-app-http",
            "spec.rules.0.backendRefs.0.port",
            80,
            "backendRefs asks for '80' of Service/web-app, which has none",
        ),
        (
            "HTTPRoute/web-app-http",
            "spec.parentRefs.0.sectionName",
            "x",
            "parentRefs asks for 'x' of Gateway.gateway.networking.k8s.io/tigerex, which has none",
        ),
        (
            "Gateway/tigerex",
            "spec.listeners.1.tls.certificateRefs.0.name",
            "postgres-credentials",
            "certificateRefs asks for 'tls.crt' of Secret/postgres-credentials, which has none",
        ),
        (
            "Certificate/tigerex-tls",
            "spec.issuerRef.kind",
            "Issuer",
            "issuerRef asks for Issuer.cert-manager.io/letsencrypt-prod, which nobody makes",
        ),
        (
            "Cluster/tigerex-postgres-cluster",
            "spec.bootstrap.initdb.secret.name",
            "tigerex-secrets",
            "initdb asks for 'username' of Secret/tigerex-secrets, which has none",
        ),
        (
            "Cluster/tigerex-postgres-cluster",
            "spec.storage.storageClass",
            "x",
            "storageClass asks for StorageClass.storage.k8s.io/x, which nobody makes",
        ),
        (
            "RedisCluster/tigerex-redis-cluster",
            "spec.redisLeader.redisConfig.additionalRedisConfig",
            "tigerex-config",
            "additionalRedisConfig asks for 'redis-additional.conf' of ConfigMap/tigerex-config, which has none",
        ),
    ],
)
def test_a_reference_to_nothing_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken, one kind of reference at a time."""
    assert f"{which}: {said}" in set(unresolved(changed(objects("production"), which, path, value)))


def test_a_backend_of_an_ingress_that_is_not_there_is_found() -> None:
    """The same for what only an environment with Ingresses has."""
    broken = changed(
        objects("development"),
        "Ingress/web-app-http",
        "spec.rules.0.http.paths.0.backend.service",
        {"name": "web-app", "port": {"number": 80}},
    )

    assert list(unresolved(broken, _by_hand("development"))) == [
        "Ingress/web-app-http: service asks for '80' of Service/web-app, which has none"
    ]


def test_a_mount_of_nothing_is_found() -> None:
    """And for what lies within one pod."""
    pod = {"containers": [{"volumeMounts": [{"name": "data"}, {"name": "logs"}]}], "volumes": [{"name": "tmp"}]}
    claims = [{"metadata": {"name": "data"}}]

    assert list(unmounted({"template": {"spec": pod}, "volumeClaimTemplates": claims}, "template")) == [
        "mounts logs, which is no volume",
        "has the volume tmp, which nobody mounts",
    ]
