"""Whoever keeps something in a bucket needs one that is declared, and that leaves it alone."""

from typing import Any

import pytest

from tests.support.shop import COPIES, EKS, backed_up, orders, shop
from tigerex_k8s import Bucket, CatalogError, Expiry, ObjectBackup, Platform, Postgres, link
from tigerex_k8s.graph.values import Port


def _problems(*components: Any) -> tuple[str, ...]:  # noqa: ANN401  # any declarations
    with pytest.raises(CatalogError) as caught:
        shop(*components)
    return caught.value.problems


def test_a_bucket_that_is_not_declared_is_named_with_the_nearest() -> None:
    """Nobody would make it."""
    assert _problems(Bucket(name="copis"), orders()) == (
        "orders is backed up to bucket 'copies', which is not declared; did you mean 'copis'?",
    )


def test_velero_needs_a_bucket_that_is_declared() -> None:
    """The same for the exchange's objects."""
    platform = Platform(eks=EKS, zones=("us-east-1a",), object_backup=ObjectBackup(bucket="copis"))

    with pytest.raises(CatalogError) as caught:
        link(COPIES, namespace="shop", platform=platform)

    assert caught.value.problems == (
        "objects are backed up to bucket 'copis', which is not declared; did you mean 'copies'?",
    )


@pytest.mark.parametrize("prefix", ["", "barman/", "barman/orders/", "barman/orders/wals/"])
def test_no_expiry_touches_an_archive(prefix: str) -> None:
    """Barman keeps a base from before its window; without it nothing in the window can be recovered."""
    bucket = Bucket(name="copies", expire=(Expiry(prefix=prefix, days=30),))

    assert _problems(bucket, orders()) == (
        (
            f"copies expires '{prefix}', where the archive of orders is; that is Barman's to clear, by the"
            " retention_days of the backup"
        ),
    )


def test_an_expiry_beside_the_archive_is_taken() -> None:
    """The rest of the bucket is anybody's."""
    bucket = Bucket(name="copies", expire=(Expiry(prefix="barman/others/", days=30), Expiry(prefix="logs/", days=1)))

    assert shop(bucket, orders()).buckets["copies"] == bucket


def test_two_databases_do_not_share_an_archive() -> None:
    """Neither could be recovered."""
    assert _problems(COPIES, orders(), orders(name="bills", backup=backed_up(archive="orders"))) == (
        "bills and orders both archive to 'orders' in copies; give each an archive of its own",
    )


def _https(*databases: Postgres) -> set[str]:
    edges = shop(COPIES, *databases).edges
    return {edge.source for edge in edges if edge.target == "internet" and Port(443) in edge.ports}


@pytest.mark.parametrize(
    ("fields", "sources"),
    [
        ({"backup": None}, set()),
        ({}, {"orders", "orders-dump"}),
        ({"recover_from": "old"}, {"orders", "orders-dump", "orders-jobs"}),
    ],
    ids=["no backup", "backup", "recovering"],
)
def test_only_who_talks_to_s3_may_reach_the_internet(fields: dict[str, Any], sources: set[str]) -> None:
    """The database is the last to need it otherwise."""
    assert _https(orders(**fields)) == sources
