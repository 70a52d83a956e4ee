"""Link declarations into a graph: the one place where a name becomes an edge."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeVar

from tigerex_k8s.errors import CatalogError
from tigerex_k8s.graph import nodes
from tigerex_k8s.graph.edges import (
    POSTGRES,
    REDIS,
    dns_edges,
    dump_edges,
    outside_ports,
    postgres_edges,
    redis_edges,
    service_edges,
    solver_edges,
)
from tigerex_k8s.graph.problems import contradictions
from tigerex_k8s.graph.values import Edge, Graph, Node, Port
from tigerex_k8s.graph.watching import prometheus_node, watched_by, watching_edges, watching_nodes
from tigerex_k8s.model.bucket import Bucket
from tigerex_k8s.model.config import Config
from tigerex_k8s.model.environment import Component
from tigerex_k8s.model.monitoring import Monitoring
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.platform import Platform
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.secret import Secret
from tigerex_k8s.model.service import Service

C = TypeVar("C", Service, Postgres, Redis, Config, Secret, Bucket, Monitoring)


def link(*components: Component, namespace: str, platform: Platform | None = None, today: date | None = None) -> Graph:
    """Return the graph of *components*, or raise CatalogError with every contradiction among them.

    ``platform`` left out is a plain cluster; without ``today`` no exemption is past its end.
    """
    # By name, and where two have the same one by what they say: a catalog is a set.
    components = tuple(sorted(components, key=lambda one: (one.name, repr(one))))
    draft = Graph(
        namespace=namespace,
        platform=platform or Platform(),
        services=_named(components, Service),
        databases=_named(components, Postgres),
        caches=_named(components, Redis),
        configs=_named(components, Config),
        secrets=_named(components, Secret),
        buckets=_named(components, Bucket),
        monitoring=next(iter(_named(components, Monitoring).values()), None),
        nodes={},
        edges=(),
    )
    linked = tuple(sorted(_nodes(draft), key=lambda node: node.name))
    problems = tuple(contradictions(draft, components, linked, today))
    if problems:
        raise CatalogError(*problems)
    edges = sorted(_edges(draft, linked), key=lambda edge: (edge.source, edge.target, edge.ports))
    return replace(draft, nodes={node.name: node for node in linked}, edges=tuple(edges))


def _named(components: tuple[Component, ...], kind: type[C]) -> Mapping[str, C]:
    return {one.name: one for one in components if isinstance(one, kind)}


def _nodes(draft: Graph) -> Iterator[Node]:
    yield from nodes.platform_nodes(draft.platform)
    yield prometheus_node(draft.monitoring, draft.platform)
    watched = watched_by(draft.monitoring, draft.platform)
    if watched:
        yield from watching_nodes(watched, draft.platform)
    yield from nodes.solver_nodes(draft.platform, draft.namespace)
    yield from (nodes.service_node(one, draft.namespace) for one in draft.services.values())
    for database in draft.databases.values():
        yield from nodes.postgres_nodes(database, draft.namespace)
    yield from (nodes.redis_node(one, draft.namespace) for one in draft.caches.values())
    for store in draft.stores:
        yield from nodes.dump_nodes(store, draft.namespace)


def _edges(draft: Graph, linked: tuple[Node, ...]) -> Iterator[Edge]:
    services, databases, caches = draft.services.values(), draft.databases.values(), draft.caches.values()
    yield from dns_edges(linked)
    yield from solver_edges(linked)
    yield from chain.from_iterable(service_edges(one) for one in services)
    yield from chain.from_iterable(postgres_edges(one, draft.platform) for one in databases)
    yield from chain.from_iterable(redis_edges(one) for one in caches)
    yield from chain.from_iterable(dump_edges(one, POSTGRES) for one in databases)
    yield from chain.from_iterable(dump_edges(one, REDIS) for one in caches)
    if watched_by(draft.monitoring, draft.platform):
        yield from watching_edges(draft.platform)
    ports = {**outside_ports(draft.platform), **dict.fromkeys(draft.caches, (REDIS,))}
    yield from (_edge(one, need, ports, draft.services) for one in services for need in one.needs)


def _edge(service: Service, need: Need, ports: Mapping[str, tuple[Port, ...]], services: Mapping[str, Service]) -> Edge:
    if need.target in services:
        chosen = next(e for e in services[need.target].offers if need.endpoint in (None, e.name))
        return Edge(service.name, need.target, (Port(chosen.port),), need)
    if need.target in ports:
        return Edge(service.name, need.target, ports[need.target], need)
    return Edge(service.name, nodes.pooler_name(need.target), (POSTGRES,), need)
