"""A database as CloudNativePG runs it.

https://cloudnative-pg.io/documentation/current/
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.migration import IndexMigration
from tigerex_k8s.derive.placement import GROUP_KEY, placement
from tigerex_k8s.derive.postgres import pooler_parameters, server_parameters
from tigerex_k8s.graph.nodes import pooler_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.resources import Resources

if TYPE_CHECKING:
    from imports.cloudnative_pg import ClusterSpec, PoolerSpec

_API = "postgresql.cnpg.io/v1"


class PostgresCluster(Construct):
    """Cluster, Pooler, the pooler's disruption budget, and policies of *database*.

    The operator makes the disruption budgets of the instances.
    """

    def __init__(self, scope: Construct, id: str, database: Postgres, *, graph: Graph) -> None:
        super().__init__(scope, id)
        name, pooler = database.name, pooler_name(database.name)
        bridge.custom(self, "Cluster", name, api=_API, namespace=graph.namespace, spec=_cluster(database, graph))
        bridge.custom(self, "Pooler", pooler, api=_API, namespace=graph.namespace, spec=_pooler(database))
        k8s.KubePodDisruptionBudget(
            self,
            "pooler-budget",
            metadata=bridge.metadata(pooler, graph.namespace),
            spec=k8s.PodDisruptionBudgetSpec(
                max_unavailable=bridge.number(1),
                selector=k8s.LabelSelector(match_labels={"cnpg.io/poolerName": pooler}),
                unhealthy_pod_eviction_policy="AlwaysAllow",
            ),
        )
        if database.migration and database.image:
            IndexMigration(self, "migration", database.migration, image=database.image, database=database, graph=graph)
        AccessPolicies(self, "access", name, pooler, f"{name}-jobs", graph=graph)


def _cluster(database: Postgres, graph: Graph) -> "ClusterSpec":
    where = placement(graph, database.node_group)
    spec: ClusterSpec = {
        "instances": database.instances,
        "enablePDB": database.instances > 1,
        "enableSuperuserAccess": False,
        "primaryUpdateStrategy": "unsupervised",
        "postgresql": {"parameters": server_parameters(database.tuning)},
        "bootstrap": {
            "initdb": {
                "database": database.database_name,
                "owner": database.owner_name,
                "secret": {"name": database.credentials_name},
            }
        },
        "certificates": {"serverAltDNSNames": [f"{pooler_name(database.name)}.{graph.namespace}.svc.cluster.local"]},
        "storage": {"size": database.storage},
        "resources": {"requests": _requests(database.resources), "limits": _limits(database.resources)},
        "affinity": {"enablePodAntiAffinity": True, "topologyKey": where.spread[0].topology_key},
    }
    if database.image:
        spec["imageName"] = database.image
    if database.priority:
        spec["priorityClassName"] = database.priority
    if database.storage_class:
        spec["storage"]["storageClass"] = database.storage_class
    if where.group:
        spec["affinity"]["nodeSelector"] = {GROUP_KEY: where.group}
    if where.tolerated and where.group:
        spec["affinity"]["tolerations"] = [
            {"key": GROUP_KEY, "operator": "Equal", "value": where.group, "effect": "NoSchedule"}
        ]
    return spec


def _pooler(database: Postgres) -> "PoolerSpec":
    pooler = database.pooler
    return {
        "cluster": {"name": database.name},
        "instances": pooler.instances,
        "type": "rw",
        "pgbouncer": {"poolMode": "transaction", "parameters": pooler_parameters(pooler)},
        "template": {
            "spec": {
                "containers": [
                    {
                        "name": "pgbouncer",
                        "resources": {"requests": _requests(pooler.resources), "limits": _limits(pooler.resources)},
                    }
                ]
            }
        },
    }


def _requests(declared: Resources) -> Mapping[str, int | str]:
    return {"cpu": declared.cpu, "memory": declared.memory}


def _limits(declared: Resources) -> Mapping[str, int | str]:
    return {"cpu": declared.cpu_limit, "memory": declared.memory_limit}
