"""A recovered database is a cluster that its custom resource's definition takes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cdk8s import App, Chart

from tests.support.schemas import crd_problems
from tests.support.shop import COPIES, backed_up, orders, shop
from tests.test_schema import CRDS, needs_crds
from tigerex_k8s import PostgresCluster

pytestmark = pytest.mark.node

_UNTIL = datetime(2026, 11, 14, 12, 30, tzinfo=UTC)


def _cluster(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  # of the declaration
    database = orders(backup=backed_up(archive="orders-2"), recover_from="orders", **fields)
    chart = Chart(App(), "orders")
    PostgresCluster(chart, "orders", database, graph=shop(COPIES, database))
    found: list[dict[str, Any]] = chart.to_json()
    return next(one for one in found if one["kind"] == "Cluster")


def _parameters(archive: str) -> dict[str, str]:
    return {"barmanObjectName": "orders", "serverName": archive}


@needs_crds
@pytest.mark.parametrize("until", [None, _UNTIL], ids=["to the end", "to a moment"])
def test_a_recovered_cluster_is_valid(until: datetime | None) -> None:
    """It is applied when nobody has time to mend it."""
    assert crd_problems(_cluster(until=until), Path(CRDS)) == []


def test_a_recovered_cluster_reads_one_archive_and_writes_another() -> None:
    """As the owner that the services log in as, up to the moment that was said."""
    spec = _cluster(until=_UNTIL)["spec"]

    assert spec["bootstrap"] == {
        "recovery": {
            "source": "orders",
            "database": "orders",
            "owner": "orders",
            "secret": {"name": "orders-credentials"},
            "recoveryTarget": {"targetTime": "2026-11-14T12:30:00+00:00"},
        }
    }
    assert [one["plugin"]["parameters"] for one in spec["externalClusters"]] == [_parameters("orders")]
    assert [one["parameters"] for one in spec["plugins"]] == [_parameters("orders-2")]
