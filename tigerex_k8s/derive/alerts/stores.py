"""What is wrong with the stores of an exchange, with their volumes and their copies."""

from collections.abc import Iterator

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.derive.alerts.backups import archive_alerts, dump_alerts
from tigerex_k8s.derive.alerts.postgres import postgres_alerts
from tigerex_k8s.derive.alerts.redis import redis_alerts
from tigerex_k8s.derive.alerts.volumes import volume_alerts
from tigerex_k8s.graph.values import Graph


def store_alerts(graph: Graph) -> Iterator[Alert]:
    """Yield the alerts of every database and every cache."""
    for database in graph.databases.values():
        yield from postgres_alerts(database)
        if database.backup:
            yield from archive_alerts(database)
            yield from dump_alerts(database.name, graph.namespace)
        yield from volume_alerts(database.name, graph.namespace, f"{database.name}-[0-9]+")
    for redis in graph.caches.values():
        yield from redis_alerts(redis)
        yield from volume_alerts(redis.name, graph.namespace, f".*{redis.name}-(leader|follower)-[0-9]+")
        if redis.backup:
            yield from dump_alerts(redis.name, graph.namespace)
