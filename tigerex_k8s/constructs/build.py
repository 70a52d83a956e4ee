"""The whole exchange as charts, one a concern, named in the order in which they are applied."""

from cdk8s import App, Chart

from tigerex_k8s.constructs.access import DefaultDeny
from tigerex_k8s.constructs.admission import ImageAdmission
from tigerex_k8s.constructs.buckets import Buckets
from tigerex_k8s.constructs.config import SharedConfig
from tigerex_k8s.constructs.exposure import ExposedServices
from tigerex_k8s.constructs.namespace import MonitoringNamespace, RestrictedNamespace
from tigerex_k8s.constructs.objects import ObjectBackups
from tigerex_k8s.constructs.observability import Observability
from tigerex_k8s.constructs.operated import OperatedMonitoring
from tigerex_k8s.constructs.postgres import PostgresCluster
from tigerex_k8s.constructs.priority import Priorities
from tigerex_k8s.constructs.redis import RedisCluster
from tigerex_k8s.constructs.secrets import SecretSync
from tigerex_k8s.constructs.storage import VolumeClasses
from tigerex_k8s.constructs.workload import Workload
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import watched_by
from tigerex_k8s.model.monitoring import Monitoring


def build(app: App, graph: Graph) -> None:
    """Add the charts of *graph* to *app*.

    A function and not a construct: a level between App and Chart would put hashes into the names of the files.
    """
    watched = watched_by(graph.monitoring, graph.platform)
    _ground(app, graph, watched)
    _stores(app, graph)
    for service in graph.services.values():
        Workload(Chart(app, f"40-{service.name}"), service.name, service, graph=graph)
    if graph.platform.issuer:
        ExposedServices(Chart(app, "50-exposure"), "exposure", graph.platform.issuer, graph=graph)
    if watched:
        Observability(Chart(app, "60-observability"), "observability", watched, graph=graph)
    elif graph.monitoring:
        OperatedMonitoring(Chart(app, "60-observability"), "observability", graph.monitoring, graph=graph)
    kept = graph.platform.object_backup
    if kept and graph.platform.eks:
        ObjectBackups(Chart(app, "70-backups"), "objects", kept, graph.platform.eks, graph=graph)


def _ground(app: App, graph: Graph, watched: Monitoring | None) -> None:
    """Add what everything else stands on: namespaces, classes, buckets, shared values and Secrets."""
    namespaces = Chart(app, "00-namespaces")
    RestrictedNamespace(namespaces, graph.namespace, graph=graph)
    DefaultDeny(namespaces, "default-deny", namespace=graph.namespace)
    if watched:
        MonitoringNamespace(namespaces, "monitoring", watched)
    platform = Chart(app, "10-platform")
    Priorities(platform, "priorities", *graph.platform.priorities)
    VolumeClasses(platform, "volumes", *graph.platform.storage_classes)
    if graph.platform.registries:
        ImageAdmission(platform, "images", graph=graph)
    if graph.platform.eks and graph.buckets:
        Buckets(Chart(app, "15-buckets"), "buckets", graph.platform.eks, graph=graph)
    config = Chart(app, "20-config")
    SharedConfig(config, "config", graph=graph)
    if graph.platform.eks:
        SecretSync(config, "secrets", graph.platform.eks, graph=graph)


def _stores(app: App, graph: Graph) -> None:
    databases = Chart(app, "30-postgres")
    for database in graph.databases.values():
        PostgresCluster(databases, database.name, database, graph=graph)
    caches = Chart(app, "31-redis")
    for cache in graph.caches.values():
        RedisCluster(caches, cache.name, cache, graph=graph)
