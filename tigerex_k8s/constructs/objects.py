"""The backup of the exchange's objects, as Velero makes it.

https://velero.io/docs/main/api-types/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.objects import Kept, kept
from tigerex_k8s.graph.keys import OBJECTS, VELERO_NAMESPACE
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.backup import ObjectBackup
from tigerex_k8s.model.eks import Eks

if TYPE_CHECKING:
    from imports.velero import BackupStorageLocationSpec, ScheduleSpec

_API = "velero.io/v1"


class ObjectBackups(Construct):
    """The Schedule by which Velero keeps the objects of the exchange, and where, both in Velero's namespace."""

    def __init__(self, scope: Construct, id: str, backup: ObjectBackup, eks: Eks, *, graph: Graph) -> None:
        super().__init__(scope, id)
        name, there = graph.namespace, VELERO_NAMESPACE
        location = _location(backup.bucket, eks.region)
        bridge.custom(self, "BackupStorageLocation", name, api=_API, namespace=there, spec=location)
        bridge.custom(self, "Schedule", name, api=_API, namespace=there, spec=_schedule(kept(backup), name))


def _location(bucket: str, region: str) -> "BackupStorageLocationSpec":
    return {
        "provider": "aws",
        "default": True,
        "objectStorage": {"bucket": bucket, "prefix": OBJECTS},
        "config": {"region": region},
    }


def _schedule(derived: Kept, namespace: str) -> "ScheduleSpec":
    return {
        "schedule": derived.schedule,
        "template": {
            "includedNamespaces": [namespace],
            "excludedResources": list(derived.left_out),
            "snapshotVolumes": False,
            "storageLocation": namespace,
            "ttl": derived.ttl,
        },
    }
