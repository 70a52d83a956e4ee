"""The edges that follow from what is declared, without anybody having to write them."""

from collections.abc import Iterator, Mapping

from tigerex_k8s.graph import nodes
from tigerex_k8s.graph.values import Edge, Node, Port
from tigerex_k8s.model.platform import Platform
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.service import Service

POSTGRES = Port(5432)
REDIS = Port(6379)
_HTTPS = Port(443)
_STATUS = Port(8000)  # CloudNativePG's instance manager


def outside_ports(platform: Platform) -> Mapping[str, tuple[Port, ...]]:
    """Return the parts of the platform that a service may call, with the ports that this opens."""
    return {
        nodes.INTERNET: (_HTTPS,),
        nodes.KUBERNETES_API: tuple(sorted({_HTTPS, Port(platform.kubernetes_api.port)})),
    }


def dns_edges(linked: tuple[Node, ...]) -> Iterator[Edge]:
    """Let every pod of ours ask the cluster's DNS."""
    for node in linked:
        if node.ours:
            yield Edge(node.name, nodes.DNS, (Port(53), Port(53, "UDP")))


def solver_edges(linked: tuple[Node, ...]) -> Iterator[Edge]:
    """Let Let's Encrypt's question through to cert-manager's solver, where there is one."""
    if any(node.name == nodes.ACME_SOLVER for node in linked):
        yield Edge(nodes.PROXIES, nodes.ACME_SOLVER, (Port(8089),))


def service_edges(service: Service) -> Iterator[Edge]:
    """Let in Prometheus, and the proxies where the service is exposed."""
    scraped = tuple(Port(e.port) for e in service.offers if e.metrics_path)
    if scraped:
        yield Edge(nodes.PROMETHEUS, service.name, scraped)
    exposed = {exposure.endpoint for exposure in service.exposures}
    ports = tuple(Port(e.port) for e in service.offers if e.name in exposed)
    if ports:
        yield Edge(nodes.PROXIES, service.name, ports)


def postgres_edges(database: Postgres, platform: Platform) -> Iterator[Edge]:
    """Let the parts of a database, its operator and Prometheus at each other.

    An instance that reaches neither the API nor a peer's status port fails its liveness.
    """
    name, pooler, jobs = database.name, nodes.pooler_name(database.name), f"{database.name}-jobs"
    api = outside_ports(platform)[nodes.KUBERNETES_API]
    yield Edge(name, name, (POSTGRES, _STATUS))
    yield Edge(pooler, name, (POSTGRES,))
    yield Edge(jobs, name, (POSTGRES,))
    if database.migration:
        yield Edge(nodes.migration_name(name), name, (POSTGRES,))
    yield Edge(nodes.POSTGRES_OPERATOR, name, (POSTGRES, _STATUS))
    yield from (Edge(source, nodes.KUBERNETES_API, api) for source in (name, pooler, jobs))
    yield Edge(nodes.PROMETHEUS, name, (Port(9187),))
    yield Edge(nodes.PROMETHEUS, pooler, (Port(9127),))
    if database.backup:
        yield Edge(name, nodes.INTERNET, (_HTTPS,))
    if database.recover_from:
        yield Edge(jobs, nodes.INTERNET, (_HTTPS,))


def dump_edges(store: Postgres | Redis, port: Port) -> Iterator[Edge]:
    """Let the dump of a store at it, at *port*, and at S3 and STS."""
    if store.backup:
        yield Edge(nodes.dump_name(store.name), store.name, (port,))
        yield Edge(nodes.dump_name(store.name), nodes.INTERNET, (_HTTPS,))


def redis_edges(redis: Redis) -> Iterator[Edge]:
    """Let the nodes of a cluster, its operator and Prometheus at each other; the bus is 10000 ports above."""
    yield Edge(redis.name, redis.name, (REDIS, Port(REDIS.number + 10000)))
    yield Edge(nodes.REDIS_OPERATOR, redis.name, (REDIS,))
    yield Edge(nodes.PROMETHEUS, redis.name, (Port(9121),))
