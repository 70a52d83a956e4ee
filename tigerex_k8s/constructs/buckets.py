"""Buckets as the S3 controller of ACK makes them.

https://aws-controllers-k8s.github.io/community/reference/s3/v1alpha1/bucket/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.buckets import Rule, lifecycle
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.bucket import Bucket
from tigerex_k8s.model.eks import Eks

if TYPE_CHECKING:
    from imports.ack_s3 import BucketSpec, BucketSpecLifecycleRulesItem

# Without it the bucket would go with the object, and its contents with the bucket.
_KEPT = {"services.k8s.aws/deletion-policy": "retain"}
_DEFAULT_REGION = "us-east-1"  # the one that S3 refuses to be told
_ABORT_DAYS = 7


class Buckets(Construct):
    """One Bucket for each that is declared, in the region of *eks*."""

    def __init__(self, scope: Construct, id: str, eks: Eks, *, graph: Graph) -> None:
        super().__init__(scope, id)
        for bucket in graph.buckets.values():
            bridge.custom(
                self,
                "Bucket",
                bucket.name,
                api="s3.services.k8s.aws/v1alpha1",
                namespace=graph.namespace,
                spec=_bucket(bucket, lifecycle(graph, bucket), eks.region),
                annotations={**_KEPT, "services.k8s.aws/region": eks.region},
            )


def _bucket(bucket: Bucket, rules: tuple[Rule, ...], region: str) -> "BucketSpec":
    spec: BucketSpec = {
        "name": bucket.name,
        "encryption": {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
        "lifecycle": {"rules": [_rule(one) for one in rules]},
        "ownershipControls": {"rules": [{"objectOwnership": "BucketOwnerEnforced"}]},
        "publicAccessBlock": {
            "blockPublicACLs": True,
            "blockPublicPolicy": True,
            "ignorePublicACLs": True,
            "restrictPublicBuckets": True,
        },
        "versioning": {"status": "Enabled"},
    }
    if region != _DEFAULT_REGION:
        spec["createBucketConfiguration"] = {"locationConstraint": region}
    return spec


def _rule(rule: Rule) -> "BucketSpecLifecycleRulesItem":
    return {
        "id": rule.name,
        "status": "Enabled",
        "filter": {"prefix": rule.prefix},
        "expiration": {"days": rule.days} if rule.days else {"expiredObjectDeleteMarker": True},
        "noncurrentVersionExpiration": {"noncurrentDays": rule.noncurrent_days},
        "abortIncompleteMultipartUpload": {"daysAfterInitiation": _ABORT_DAYS},
    }
