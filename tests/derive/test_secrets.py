"""Secrets are fetched by reference, and every reference of a pod is to a key that is fetched."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tigerex_k8s.derive.secrets import synced_secrets
from tigerex_k8s.derive.variables import variables
from tigerex_k8s.model.secret import SecretKey


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_key_that_a_pod_reads_is_synced(environment: str) -> None:
    """A misspelt key keeps a pod from starting."""
    graph = graph_of(environment)
    synced = {(one.name, key) for one in synced_secrets(graph) for key in one.data}

    read = {
        (one.value.secret, one.value.key)
        for service in graph.services.values()
        for one in variables(graph, service)
        if isinstance(one.value, SecretKey)
    }

    assert read
    assert read <= synced


@pytest.mark.parametrize(
    ("service", "keys"),
    [
        ("admin-dashboard", set()),
        ("api-gateway", {"DATABASE_URL", "JWT_SECRET_KEY", "REDIS_CLUSTER_PASSWORD"}),
        (
            "trading-engine",
            {
                "BINANCE_API_KEY",
                "BINANCE_API_SECRET",
                "DATABASE_URL",
                "OKX_API_KEY",
                "OKX_API_SECRET",
                "OKX_PASSPHRASE",
                "REDIS_CLUSTER_PASSWORD",
            },
        ),
        ("wallet-service", {"DATABASE_URL", "ENCRYPTION_KEY", "REDIS_CLUSTER_PASSWORD"}),
        ("web-app", set()),
    ],
)
def test_a_pod_sees_only_the_keys_that_it_needs(service: str, keys: set[str]) -> None:
    """The wallet's encryption key is nobody else's business."""
    graph = graph_of("production")

    found = {one.value.key for one in variables(graph, graph.services[service]) if isinstance(one.value, SecretKey)}

    assert found == keys
