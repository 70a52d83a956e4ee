"""What the namespace may use at most, and what a container gets that says nothing.

https://kubernetes.io/docs/concepts/policy/resource-quotas/, https://kubernetes.io/docs/concepts/policy/limit-range/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from tigerex_k8s.graph import nodes
from tigerex_k8s.graph.companions import (
    ACME_SOLVER,
    ALERTMANAGER,
    ALERTMANAGER_STORAGE,
    BARMAN,
    DUMP,
    GRAFANA,
    MIGRATION,
    REDIS_EXPORTER,
    REDIS_NODES_STORAGE,
    RELOADER,
)
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.monitoring import Monitoring
from tigerex_k8s.model.names import amount
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.scale import Fixed
from tigerex_k8s.model.service import Service

_GIBIBYTE = 1024**3
# For a pod that somebody starts to look at something, and for Jobs that overlap.
_HEADROOM = Decimal("1.1")


@dataclass(frozen=True, slots=True)
class Group:
    """At most *count* pods of containers that each ask for *containers*, with *volumes* of their own."""

    count: int
    containers: tuple[Resources, ...]
    volumes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Defaults:
    """Requests and limits of a container without any."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]


# No ephemeral storage: a default limit would have the kubelet evict a database that writes its logs.
DEFAULTS = Defaults(requests={"cpu": "100m", "memory": "128Mi"}, limits={"cpu": "500m", "memory": "256Mi"})


def quota(graph: Graph) -> Mapping[str, str]:
    """Derive the ResourceQuota of the exchange: every autoscaler at its maximum while everything is updated at once."""
    return _hard(tuple(_groups(graph)))


def monitoring_quota(monitoring: Monitoring) -> Mapping[str, str]:
    """Derive the ResourceQuota of the monitoring's namespace."""
    return _hard(
        (
            Group(1, (monitoring.resources, RELOADER), (monitoring.storage,)),
            Group(1, (ALERTMANAGER, RELOADER), (ALERTMANAGER_STORAGE,)),
            Group(2, (GRAFANA,)),
        )
    )


def _hard(groups: tuple[Group, ...]) -> Mapping[str, str]:
    """Return the bounds; no load balancer and no node port, since the way in is the platform's, elsewhere."""
    volumes = [(one.count, volume) for one in groups for volume in one.volumes]
    return {
        "limits.cpu": _whole(_sum(groups, "cpu_limit")),
        "limits.memory": _gibibytes(_sum(groups, "memory_limit")),
        "persistentvolumeclaims": str(sum(count for count, _ in volumes)),
        "pods": _whole(Decimal(sum(one.count for one in groups))),
        "requests.cpu": _whole(_sum(groups, "cpu")),
        "requests.memory": _gibibytes(_sum(groups, "memory")),
        "requests.storage": _gibibytes(sum((count * amount(volume) for count, volume in volumes), Decimal())),
        "services.loadbalancers": "0",
        "services.nodeports": "0",
    }


def _groups(graph: Graph) -> Iterator[Group]:
    yield from (_service(one) for one in graph.services.values())
    for database in graph.databases.values():
        yield from _postgres(database)
    yield from (_redis(one) for one in graph.caches.values())
    yield from (Group(1, (DUMP,)) for one in graph.stores if one.backup)
    if nodes.ACME_SOLVER in graph.nodes:
        yield Group(1, (ACME_SOLVER,))


def _service(service: Service) -> Group:
    scale = service.scale
    most = scale.replicas if isinstance(scale, Fixed) else scale.maximum
    surge = service.max_surge
    above = surge if isinstance(surge, int) else -(-most * int(surge.rstrip("%")) // 100)
    # Twice: what is going still counts until it is gone.
    return Group(most + 2 * above, (service.resources,))


def _postgres(database: Postgres) -> Iterator[Group]:
    # One more: the Job that lets an instance join asks for as much as the instance, and for its volume.
    beside = (BARMAN,) if database.backup else ()
    yield Group(database.instances + 1, (database.resources, *beside), (database.storage,))
    yield Group(database.pooler.instances + 1, (database.pooler.resources,))
    if database.migration:
        yield Group(1, (MIGRATION,))


def _redis(redis: Redis) -> Group:
    nodes = redis.leaders * (2 if redis.followers else 1)
    return Group(nodes, (redis.resources, REDIS_EXPORTER), (redis.storage, REDIS_NODES_STORAGE))


def _sum(groups: tuple[Group, ...], field: str) -> Decimal:
    return sum(
        (one.count * amount(str(getattr(container, field))) for one in groups for container in one.containers),
        Decimal(),
    )


def _whole(needed: Decimal) -> str:
    return str((needed * _HEADROOM).to_integral_value(ROUND_CEILING))


def _gibibytes(needed: Decimal) -> str:
    return f"{(needed * _HEADROOM / _GIBIBYTE).to_integral_value(ROUND_CEILING)}Gi"
