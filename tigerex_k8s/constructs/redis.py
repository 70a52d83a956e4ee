"""A Redis Cluster as its operator runs it.

https://redis-operator.opstree.dev/docs/
"""

from typing import TYPE_CHECKING

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge, fields
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.dump import NightlyDump
from tigerex_k8s.constructs.patched import patched
from tigerex_k8s.derive.dump import redis_dump
from tigerex_k8s.derive.placement import placement
from tigerex_k8s.derive.redis import configuration
from tigerex_k8s.graph.companions import REDIS_EXPORTER, REDIS_NODES_STORAGE
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.redis import Redis

if TYPE_CHECKING:
    from imports.redis_operator import (
        RedisClusterSecurityContext,
        RedisClusterSpec,
        RedisClusterSpecRedisLeader,
        RedisClusterSpecStorageNodeConfVolumeClaimTemplateSpec,
    )

_API = "redis.redis.opstreelabs.in/v1beta2"
_USER = 1000
_CONTAINER: "RedisClusterSecurityContext" = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
# The operator's webhook then keeps a leader and its follower off one node.
_APART = {"redisclusters.redis.redis.opstreelabs.in/role-anti-affinity": "true"}


class RedisCluster(Construct):
    """RedisCluster, the configuration of its nodes, and their policy; a dump with a backup."""

    def __init__(self, scope: Construct, id: str, redis: Redis, *, graph: Graph) -> None:
        super().__init__(scope, id)
        patched(self, redis, lambda where: _objects(where, redis, graph), graph=graph)


def _objects(scope: Construct, redis: Redis, graph: Graph) -> None:
    k8s.KubeConfigMap(
        scope,
        "configuration",
        metadata=bridge.metadata(f"{redis.name}-config", graph.namespace),
        data={"redis-additional.conf": configuration(redis)},
    )
    bridge.custom(
        scope,
        "RedisCluster",
        redis.name,
        api=_API,
        namespace=graph.namespace,
        spec=_cluster(redis, graph),
        annotations=_APART,
    )
    if redis.backup and graph.platform.eks:
        eks = graph.platform.eks
        dump = redis_dump(redis, redis.backup, namespace=graph.namespace, region=eks.region)
        NightlyDump(scope, "dump", dump, eks, graph=graph)
    AccessPolicies(scope, "access", redis.name, graph=graph)


def _cluster(redis: Redis, graph: Graph) -> "RedisClusterSpec":
    password = redis.password_key
    spec: RedisClusterSpec = {
        "clusterSize": redis.leaders,
        "clusterVersion": "v7",
        "persistenceEnabled": True,
        "kubernetesConfig": {
            "image": redis.image,
            "redisSecret": {"name": password.secret, "key": password.key},
            "resources": fields.resources(redis.resources),
        },
        "podSecurityContext": {
            "runAsNonRoot": True,
            "runAsUser": _USER,
            "runAsGroup": _USER,
            "fsGroup": _USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "redisLeader": _role(redis, graph, "leader", redis.leaders),
        "redisFollower": _role(redis, graph, "follower", redis.leaders if redis.followers else 0),
        "redisExporter": {
            "enabled": True,
            "image": redis.exporter_image,
            "resources": fields.resources(REDIS_EXPORTER),
            "securityContext": _CONTAINER,
        },
        "storage": {
            "volumeClaimTemplate": {"spec": _volume(redis.storage, redis.storage_class)},
            "nodeConfVolume": True,
            "nodeConfVolumeClaimTemplate": {"spec": _volume(REDIS_NODES_STORAGE, redis.storage_class)},
        },
    }
    if redis.priority:
        spec["priorityClassName"] = redis.priority
    return spec


def _role(redis: Redis, graph: Graph, role: str, replicas: int) -> "RedisClusterSpecRedisLeader":
    where = placement(graph, redis.node_group)
    fixed: RedisClusterSpecRedisLeader = {
        "replicas": replicas,
        "redisConfig": {"additionalRedisConfig": f"{redis.name}-config"},
        "securityContext": _CONTAINER,
        # A majority of leaders has to stay for the cluster to answer.
        "pdb": {"enabled": replicas > 0, "maxUnavailable": 1},
        "topologySpreadConstraints": fields.spread(where, {"app": f"{redis.name}-{role}"}),
    }
    return {**fixed, **fields.scheduling(where)}


def _volume(size: str, storage_class: str | None) -> "RedisClusterSpecStorageNodeConfVolumeClaimTemplateSpec":
    claim: RedisClusterSpecStorageNodeConfVolumeClaimTemplateSpec = {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": size}},
    }
    if storage_class:
        claim["storageClassName"] = storage_class
    return claim
