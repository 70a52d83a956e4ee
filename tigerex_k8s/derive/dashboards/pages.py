"""Which dashboards there are."""

from collections.abc import Iterator

from tigerex_k8s.derive.dashboards.business import business
from tigerex_k8s.derive.dashboards.infrastructure import infrastructure
from tigerex_k8s.derive.dashboards.panel import Dashboard
from tigerex_k8s.derive.dashboards.postgres import postgres
from tigerex_k8s.derive.dashboards.redis import redis
from tigerex_k8s.derive.dashboards.services import application, service
from tigerex_k8s.graph.values import Graph


def dashboards(graph: Graph) -> Iterator[Dashboard]:
    """Yield the dashboards about what *graph* has."""
    if any(endpoint.metrics_path for one in graph.services.values() for endpoint in one.offers):
        yield application(graph)
        yield service(graph)
    page = business(graph)
    if page.rows:
        yield page
    yield infrastructure(graph)
    if graph.databases:
        yield postgres(graph)
    if graph.caches:
        yield redis(graph)
