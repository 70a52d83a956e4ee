"""A database's archive, as the Barman Cloud plugin keeps it.

https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge, fields
from tigerex_k8s.derive.archive import Archive, Recovery
from tigerex_k8s.graph.companions import BARMAN
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.postgres import Postgres

if TYPE_CHECKING:
    from imports.barman_cloud import ObjectStoreSpec
    from imports.cloudnative_pg import ClusterSpecExternalClustersItem, ClusterSpecPluginsItem, ScheduledBackupSpec

_PLUGIN = "barman-cloud.cloudnative-pg.io"


class ContinuousArchive(Construct):
    """The ObjectStore that *database* archives to, and the ScheduledBackup that copies all of it there."""

    def __init__(self, scope: Construct, id: str, derived: Archive, *, database: Postgres, graph: Graph) -> None:
        super().__init__(scope, id)
        bridge.custom(
            self,
            "ObjectStore",
            database.name,
            api="barmancloud.cnpg.io/v1",
            namespace=graph.namespace,
            spec=_store(derived),
        )
        bridge.custom(
            self,
            "ScheduledBackup",
            database.name,
            api="postgresql.cnpg.io/v1",
            namespace=graph.namespace,
            spec=_scheduled(derived.schedule, database.name),
        )


def archiver(derived: Archive, store: str) -> "ClusterSpecPluginsItem":
    """Return the plugin of a cluster that archives by the ObjectStore *store*."""
    return {
        "name": _PLUGIN,
        "isWALArchiver": True,
        "parameters": {"barmanObjectName": store, "serverName": derived.name},
    }


def origin(derived: Recovery, store: str) -> "ClusterSpecExternalClustersItem":
    """Return the cluster that another left in the archive."""
    return {
        "name": derived.source,
        "plugin": {"name": _PLUGIN, "parameters": {"barmanObjectName": store, "serverName": derived.source}},
    }


def _store(derived: Archive) -> "ObjectStoreSpec":
    return {
        "configuration": {
            "destinationPath": derived.path,
            "s3Credentials": {"inheritFromIAMRole": True},
            "data": {"compression": "gzip"},
            "wal": {"compression": "gzip", "maxParallel": 4},
        },
        "retentionPolicy": derived.retention,
        "instanceSidecarConfiguration": {"resources": fields.resources(BARMAN)},
    }


def _scheduled(schedule: str, cluster: str) -> "ScheduledBackupSpec":
    return {
        "cluster": {"name": cluster},
        "schedule": schedule,
        # Changes are of no use before there is something that they change.
        "immediate": True,
        "backupOwnerReference": "self",
        "method": "plugin",
        "pluginConfiguration": {"name": _PLUGIN},
    }
