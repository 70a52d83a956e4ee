"""What two declarations would make under one name is answered before the second overwrites the first."""

import pytest

from tigerex_k8s import (
    CatalogError,
    Endpoint,
    Exposure,
    Platform,
    Postgres,
    Redis,
    Secret,
    SecretKey,
    SelfSigned,
    Service,
    calls,
    link,
    writes,
)
from tigerex_k8s.model.environment import Component

IMAGE = "ghcr.io/acme/x:1"
OFFERS = (Endpoint(name="http", port=80), Endpoint(name="feed", port=81))
ORDERS = Service(name="orders", image=IMAGE, offers=OFFERS)


def _problems(*components: Component, platform: Platform | None = None) -> tuple[str, ...]:
    with pytest.raises(CatalogError) as caught:
        link(*components, namespace="shop", platform=platform)
    return caught.value.problems


def test_two_variables_of_one_name_are_answered() -> None:
    """Kubernetes takes the last, and a server-side apply neither."""
    key = SecretKey(secret="keys", key="TOKEN")
    web = Service(
        name="web",
        image=IMAGE,
        needs=(calls("orders"), calls("orders", "feed"), writes("cache", as_="LRU")),
        env={"TOKEN": "", "LRU_PORT": "1"},
        secrets=(key,),
    )
    cache = Redis(name="cache", image=IMAGE, exporter_image=IMAGE, storage="1Gi")

    assert _problems(web, ORDERS, cache, Secret(name="keys", keys=("TOKEN",))) == (
        "web has more than one variable named 'LRU_PORT'; name them apart, needs with as_",
        "web has more than one variable named 'ORDERS_URL'; name them apart, needs with as_",
        "web has more than one variable named 'TOKEN'; name them apart, needs with as_",
    )


def test_two_exposures_of_one_endpoint_are_answered() -> None:
    """A route is named after its endpoint."""
    exposures = (Exposure(endpoint="http", hosts=("@",)), Exposure(endpoint="http", hosts=("www",), path="/shop"))
    web = Service(name="web", image=IMAGE, offers=OFFERS, exposures=exposures)

    assert _problems(web, platform=Platform(domain="shop.example", issuer=SelfSigned())) == (
        "web exposes http more than once; name all its hosts in one exposure",
    )


@pytest.mark.parametrize(
    ("components", "platform"),
    [
        pytest.param(
            (Postgres(name="db", storage="1Gi", credentials="own"), Secret(name="own", keys=("a",))),
            Platform(),
            id="keys and credentials",
        ),
        pytest.param(
            tuple(Postgres(name=name, storage="1Gi", credentials="own") for name in ("old", "new")),
            Platform(),
            id="credentials of two databases",
        ),
        pytest.param((Secret(name="own", keys=("a",)),), Platform(pull_secret="own"), id="keys and the pull secret"),
    ],
)
def test_a_secret_of_two_types_is_answered(components: tuple[Component, ...], platform: Platform) -> None:
    """A Secret has one type, and one ExternalSecret owns it."""
    assert _problems(*components, platform=platform) == (
        "the Secret 'own' has two types; keep keys, credentials and the pull secret in Secrets of their own",
    )
