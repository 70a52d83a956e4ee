"""A database as CloudNativePG runs it.

https://cloudnative-pg.io/documentation/current/
"""

from typing import TYPE_CHECKING

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge, fields
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.archive import ContinuousArchive, archiver, origin
from tigerex_k8s.constructs.dump import NightlyDump
from tigerex_k8s.constructs.migration import IndexMigration
from tigerex_k8s.constructs.patched import patched
from tigerex_k8s.constructs.pods import one_at_a_time
from tigerex_k8s.derive.archive import archive, recovery
from tigerex_k8s.derive.dump import postgres_dump
from tigerex_k8s.derive.placement import placement
from tigerex_k8s.derive.postgres import pooler_parameters, server_parameters, synchronous_standbys
from tigerex_k8s.graph.nodes import pooler_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.backup import PostgresBackup
from tigerex_k8s.model.eks import Eks
from tigerex_k8s.model.postgres import Postgres

if TYPE_CHECKING:
    from imports.cloudnative_pg import (
        ClusterSecret,
        ClusterSpec,
        ClusterSpecAffinity,
        ClusterSpecBootstrap,
        ClusterSpecBootstrapRecovery,
        ClusterSpecPostgresql,
        PoolerSpec,
        PoolerSpecTemplateSpec,
    )

_API = "postgresql.cnpg.io/v1"


class PostgresCluster(Construct):
    """Cluster, Pooler, the pooler's disruption budget, and policies of *database*; archive and dump with a backup.

    The operator makes the disruption budgets of the instances.
    """

    def __init__(self, scope: Construct, id: str, database: Postgres, *, graph: Graph) -> None:
        super().__init__(scope, id)
        patched(self, database, lambda where: _objects(where, database, graph), graph=graph)


def _objects(scope: Construct, database: Postgres, graph: Graph) -> None:
    name, pooler = database.name, pooler_name(database.name)
    bridge.custom(scope, "Cluster", name, api=_API, namespace=graph.namespace, spec=_cluster(database, graph))
    bridge.custom(scope, "Pooler", pooler, api=_API, namespace=graph.namespace, spec=_pooler(database, graph))
    k8s.KubePodDisruptionBudget(
        scope,
        "pooler-budget",
        metadata=bridge.metadata(pooler, graph.namespace),
        spec=one_at_a_time({"cnpg.io/poolerName": pooler}),
    )
    if database.migration and database.image:
        IndexMigration(scope, "migration", database.migration, image=database.image, database=database, graph=graph)
    if database.backup and graph.platform.eks:
        _backup(scope, database, database.backup, eks=graph.platform.eks, graph=graph)
    AccessPolicies(scope, "access", name, pooler, f"{name}-jobs", graph=graph)


def _backup(scope: Construct, database: Postgres, backup: PostgresBackup, *, eks: Eks, graph: Graph) -> None:
    ContinuousArchive(scope, "archive", archive(database, backup), database=database, graph=graph)
    dump = postgres_dump(database, backup, namespace=graph.namespace, region=eks.region)
    NightlyDump(scope, "dump", dump, eks, graph=graph)


def _cluster(database: Postgres, graph: Graph) -> "ClusterSpec":
    spec: ClusterSpec = {
        "instances": database.instances,
        "enablePDB": database.instances > 1,
        "enableSuperuserAccess": False,
        "primaryUpdateStrategy": "unsupervised",
        "postgresql": _postgresql(database),
        "bootstrap": _bootstrap(database),
        "certificates": {"serverAltDNSNames": [f"{pooler_name(database.name)}.{graph.namespace}.svc.cluster.local"]},
        "storage": {"size": database.storage},
        "resources": fields.resources(database.resources),
        "affinity": _affinity(database, graph),
    }
    if database.image:
        spec["imageName"] = database.image
    if database.priority:
        spec["priorityClassName"] = database.priority
    if database.storage_class:
        spec["storage"]["storageClass"] = database.storage_class
    if database.backup and graph.platform.eks:
        role = {"eks.amazonaws.com/role-arn": graph.platform.eks.role(database.name)}
        spec["serviceAccountTemplate"] = {"metadata": {"annotations": role}}
        spec["plugins"] = [archiver(archive(database, database.backup), database.name)]
    start = recovery(database)
    if start:
        spec["externalClusters"] = [origin(start, database.name)]
    return spec


def _bootstrap(database: Postgres) -> "ClusterSpecBootstrap":
    start = recovery(database)
    credentials: ClusterSecret = {"name": database.credentials_name}
    if start is None:
        return {"initdb": {"database": database.database_name, "owner": database.owner_name, "secret": credentials}}
    spec: ClusterSpecBootstrapRecovery = {
        "source": start.source,
        "database": database.database_name,
        "owner": database.owner_name,
        "secret": credentials,
    }
    if start.until:
        spec["recoveryTarget"] = {"targetTime": start.until}
    return {"recovery": spec}


def _postgresql(database: Postgres) -> "ClusterSpecPostgresql":
    spec: ClusterSpecPostgresql = {"parameters": server_parameters(database)}
    standbys = synchronous_standbys(database)
    if standbys:
        spec["synchronous"] = {"method": "any", "number": standbys}
    return spec


def _affinity(database: Postgres, graph: Graph) -> "ClusterSpecAffinity":
    where = placement(graph, database.node_group)
    apart: ClusterSpecAffinity = {
        "enablePodAntiAffinity": True,
        "podAntiAffinityType": "required" if len(graph.platform.zones) >= database.instances else "preferred",
        "topologyKey": where.spread[0].topology_key,
    }
    return {**apart, **fields.scheduling(where)}


def _pooler(database: Postgres, graph: Graph) -> "PoolerSpec":
    pooler = database.pooler
    pod: PoolerSpecTemplateSpec = {
        "containers": [{"name": "pgbouncer", "resources": fields.resources(pooler.resources)}],
        "topologySpreadConstraints": fields.spread(
            placement(graph, None), {"cnpg.io/poolerName": pooler_name(database.name)}
        ),
    }
    if database.priority:
        pod["priorityClassName"] = database.priority
    return {
        "cluster": {"name": database.name},
        "instances": pooler.instances,
        "type": "rw",
        "pgbouncer": {"poolMode": "transaction", "parameters": pooler_parameters(database)},
        # One goes before another comes: a third pool would open more connections than memory carries.
        "deploymentStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}},
        "template": {"spec": pod},
    }
