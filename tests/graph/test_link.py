"""Linking finds every contradiction at once, in the words of the declaration."""

import pytest

from tigerex_k8s import (
    CatalogError,
    DeclarationError,
    Elastic,
    Endpoint,
    Exposure,
    Postgres,
    Service,
    calls,
    link,
    writes,
)
from tigerex_k8s.model.needs import Need


def _service(name: str, *needs: Need, **fields: object) -> Service:
    return Service(name=name, image="ghcr.io/acme/x:1", needs=needs, **fields)  # type: ignore[arg-type]  # varied on purpose


def test_every_contradiction_is_reported_at_once() -> None:
    """A reader mends the whole catalog in one go."""
    http = (Endpoint(name="http", port=80),)
    with pytest.raises(CatalogError) as caught:
        link(
            _service("web", calls("ordrs"), calls("orders", "grpc"), calls("orders-db")),
            _service("orders", writes("web"), offers=http),
            _service("shop", exposures=(Exposure(endpoint="http", hosts=("@",)),), offers=http),
            _service("mall", exposures=(Exposure(endpoint="http", hosts=("@",)),), offers=http, node_group="big"),
            Postgres(name="orders-db", storage="1Gi"),
            namespace="shop",
        )

    assert caught.value.problems == (
        "orders writes web, which is no store; declare calls",
        "web calls ordrs, but nothing named 'ordrs' is declared; did you mean 'orders'?",
        "web calls orders:grpc, but orders offers http",
        "web calls orders-db, which is a store; declare reads or writes",
        "mall exposes http, but the platform has no domain",
        "mall exposes http, but the platform has no issuer",
        "shop exposes http, but the platform has no domain",
        "shop exposes http, but the platform has no issuer",
        "mall and shop expose the same host '@' and path '/'",
        "mall runs on node group 'big'; there is nothing",
    )


def test_every_problem_of_a_declaration_is_reported_at_once() -> None:
    """The same for one declaration, without pydantic's own words."""
    with pytest.raises(DeclarationError) as caught:
        _service("Web", imgae=1, scale="two", grace_seconds=0)

    assert sorted(caught.value.problems) == [
        "Service 'Web': grace_seconds: expected at least 1, found 0",
        (
            "Service 'Web': name: 'Web' is refused by Kubernetes; use lower-case letters, digits and '-', "
            "with a letter or digit at both ends"
        ),
        "Service 'Web': no field 'imgae'; did you mean 'image'?",
        "Service 'Web': scale: expected Fixed or Elastic, found 'two'",
    ]


def test_a_minimum_above_the_maximum_is_refused() -> None:
    """An autoscaler cannot satisfy it."""
    with pytest.raises(DeclarationError, match=r"^Elastic: minimum 5 is above maximum 2$"):
        Elastic(minimum=5, maximum=2)
