"""A dump goes where its store's backups are, from where it disturbs least."""

import pytest

from tests.catalog import graph_of
from tests.support.shop import backed_up, baskets, orders
from tigerex_k8s import Resources
from tigerex_k8s.derive.dump import postgres_dump, redis_dump
from tigerex_k8s.derive.images import own_images


@pytest.mark.parametrize(
    ("instances", "host"), [(3, "orders-ro.shop.svc.cluster.local"), (1, "orders-r.shop.svc.cluster.local")]
)
def test_a_standby_is_dumped_where_there_is_one(instances: int, host: str) -> None:
    """The Service of the standbys leads nowhere where there is none."""
    dump = postgres_dump(orders(instances=instances), backed_up(), namespace="shop", region="us-east-1")

    assert dict(dump.variables)["PGHOST"] == host


@pytest.mark.parametrize(("storage", "expected"), [("10Gi", 10 * 1024**3), ("16Ti", 5 * 1024**4)])
def test_a_dump_is_expected_to_be_as_large_as_the_volume(storage: str, expected: int) -> None:
    """An upload whose size is not known ends at ten thousand small parts; S3 takes no more than 5 TiB."""
    dump = postgres_dump(orders(storage=storage), backed_up(), namespace="shop", region="us-east-1")

    assert dict(dump.variables)["EXPECTED_BYTES"] == str(expected)


def test_a_cache_is_dumped_from_any_of_its_leaders() -> None:
    """Which asks the cluster who the masters are; a shard is as large as a node's memory at most."""
    cache = baskets(resources=Resources(cpu="1", memory="4Gi", memory_limit="4Gi"))
    assert cache.backup is not None

    variables = dict(redis_dump(cache, cache.backup, namespace="shop", region="us-east-1").variables)

    assert variables["REDIS_HOST"] == "baskets-leader.shop.svc.cluster.local"
    assert variables["REDISCLI_AUTH"] == cache.password_key
    assert variables["EXPECTED_BYTES"] == str(4 * 1024**3)


def test_the_image_of_the_dump_is_ours_to_build() -> None:
    """A pipeline that builds services alone would leave it out."""
    assert own_images(graph_of("production")) == (
        "ghcr.io/tigerex/admin-dashboard",
        "ghcr.io/tigerex/api-gateway",
        "ghcr.io/tigerex/backup",
        "ghcr.io/tigerex/trading-engine",
        "ghcr.io/tigerex/wallet-service",
        "ghcr.io/tigerex/web-app",
    )
