"""A bucket says its region, except the one that S3 refuses to be told."""

import pytest
from cdk8s import App, Chart

from tigerex_k8s import Bucket, Buckets, Eks, Platform, link

pytestmark = pytest.mark.node


@pytest.mark.parametrize(
    ("region", "told"), [("us-east-1", None), ("eu-central-1", {"locationConstraint": "eu-central-1"})]
)
def test_only_another_region_than_the_first_is_told(region: str, told: object) -> None:
    """CreateBucket answers InvalidLocationConstraint to us-east-1."""
    eks = Eks(name="shop", account="111122223333", region=region, version="1.35")
    graph = link(Bucket(name="files"), namespace="shop", platform=Platform(eks=eks, zones=(f"{region}a",)))
    chart = Chart(App(), "buckets")

    Buckets(chart, "buckets", eks, graph=graph)

    (made,) = chart.to_json()
    assert made["spec"].get("createBucketConfiguration") == told
