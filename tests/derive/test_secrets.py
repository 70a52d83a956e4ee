"""Secrets are fetched by reference, and every reference of a pod is to a key that is fetched."""

import re

import pytest

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tigerex_k8s import Platform, Postgres, Redis, Secret, SecretKey, link
from tigerex_k8s.derive.secrets import Fetched, SyncedSecret, synced_secrets
from tigerex_k8s.derive.variables import variables

IMAGE = "ghcr.io/acme/x:1"


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


def _secrets(*components: Secret | Postgres | Redis, platform: Platform | None = None) -> dict[str, SyncedSecret]:
    graph = link(*components, namespace="shop", platform=platform)
    return {one.name: one for one in synced_secrets(graph)}


def test_a_database_gives_its_owner_a_login_and_its_clients_a_url() -> None:
    """The password is escaped, since any character may be in it, and the pooler is the host."""
    found = _secrets(Postgres(name="orders", storage="1Gi"))

    assert found == {
        "orders-client": SyncedSecret(
            "orders-client",
            data={
                "url": (
                    'postgresql://orders:{{ .orders_password | urlquery | replace "+" "%20" }}'
                    "@orders-pooler.shop.svc.cluster.local:5432/orders?sslmode=require"
                )
            },
            fetched=(Fetched("orders_password", "shop/orders-credentials", "password"),),
        ),
        "orders-credentials": SyncedSecret(
            "orders-credentials",
            data={"username": "orders", "password": "{{ .password }}"},
            fetched=(Fetched("password", "shop/orders-credentials", "password"),),
            type="kubernetes.io/basic-auth",
            labels={"cnpg.io/reload": "true"},
        ),
    }


def test_two_databases_of_one_owner_have_a_password_each() -> None:
    """Fetched under one name, one of them would log in with the other's."""
    url = {name: SecretKey(secret="urls", key=name) for name in ("old", "new")}

    found = _secrets(
        Postgres(name="old", storage="1Gi", owner="app", url=url["old"]),
        Postgres(name="new", storage="1Gi", owner="app", url=url["new"]),
    )

    assert found["urls"].fetched == (
        Fetched("new_password", "shop/new-credentials", "password"),
        Fetched("old_password", "shop/old-credentials", "password"),
    )
    assert "{{ .old_password" in found["urls"].data["old"]


def test_a_key_that_is_asked_for_twice_is_fetched_once() -> None:
    """A cache's password may be declared as a key, too."""
    found = _secrets(
        Secret(name="shared", keys=("password",)),
        Redis(
            name="cache",
            image=IMAGE,
            exporter_image=IMAGE,
            storage="1Gi",
            password=SecretKey(secret="shared", key="password"),
        ),
    )

    assert found["shared"].fetched == (Fetched("password", "shop/shared", "password"),)


def test_a_key_that_is_no_word_is_indexed() -> None:
    """To a Go template, .tls.crt is a field of a field, and .api-key a subtraction."""
    found = _secrets(Secret(name="keys", keys=("tls.crt", "api-key", "PLAIN")))

    assert found["keys"].data == {
        "PLAIN": "{{ .PLAIN }}",
        "api-key": '{{ index . "api-key" }}',
        "tls.crt": '{{ index . "tls.crt" }}',
    }


def test_the_registry_is_logged_in_to_with_one_text() -> None:
    """The kubelet reads this key of this type, and nothing else."""
    found = _secrets(platform=Platform(pull_secret="registry"))

    assert found["registry"] == SyncedSecret(
        "registry",
        data={".dockerconfigjson": "{{ .dockerconfigjson }}"},
        fetched=(Fetched("dockerconfigjson", "shop/registry", "dockerconfigjson"),),
        type="kubernetes.io/dockerconfigjson",
    )


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_template_uses_what_is_fetched_and_nothing_else(environment: str) -> None:
    """External Secrets leaves a whole Secret alone if one of its variables is missing."""
    for secret in synced_secrets(graph_of(environment)):
        used = re.findall(r"\{\{ \.(\w+)", " ".join(secret.data.values()))

        assert sorted(used) == [one.variable for one in secret.fetched]
