"""Link declarations into a graph: the one place where a name becomes an edge."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from tigerex_k8s.errors import CatalogError, did_you_mean, one_of
from tigerex_k8s.graph import nodes
from tigerex_k8s.graph.edges import (
    POSTGRES,
    REDIS,
    dns_edges,
    outside_ports,
    postgres_edges,
    redis_edges,
    service_edges,
    solver_edges,
)
from tigerex_k8s.graph.values import Edge, Graph, Node, Port
from tigerex_k8s.graph.verbs import VERBS
from tigerex_k8s.model.config import Config
from tigerex_k8s.model.environment import Component
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.platform import Platform
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.secret import Secret
from tigerex_k8s.model.service import Service


def link(*components: Component, namespace: str, platform: Platform | None = None, today: date | None = None) -> Graph:
    """Return the graph of *components*, or raise CatalogError with every contradiction among them.

    ``platform`` left out is a plain cluster; without ``today`` no exemption is past its end.
    """
    platform = platform or Platform()
    services = {one.name: one for one in sorted(components, key=_name) if isinstance(one, Service)}
    databases = {one.name: one for one in sorted(components, key=_name) if isinstance(one, Postgres)}
    caches = {one.name: one for one in sorted(components, key=_name) if isinstance(one, Redis)}
    configs = {one.name: one for one in sorted(components, key=_name) if isinstance(one, Config)}
    secrets = {one.name: one for one in sorted(components, key=_name) if isinstance(one, Secret)}
    stores: dict[str, Postgres | Redis] = {**databases, **caches}
    outside = outside_ports(platform)
    ports = {**outside, **dict.fromkeys(caches, (REDIS,))}
    linked = (
        *nodes.platform_nodes(platform),
        *nodes.solver_nodes(platform, namespace),
        *(nodes.service_node(one, namespace) for one in services.values()),
        *chain.from_iterable(nodes.postgres_nodes(one, namespace) for one in databases.values()),
        *(nodes.redis_node(one, namespace) for one in caches.values()),
    )
    problems = (
        *_same_names(components, linked),
        *chain.from_iterable(_need_problems(one, services, stores, outside) for one in services.values()),
        *chain.from_iterable(_exposure_problems(one, platform) for one in services.values()),
        *_same_exposures(services),
        *chain.from_iterable(_reference_problems(one, configs, secrets) for one in services.values()),
        *_group_problems(components, platform),
        *_expired(services, today),
    )
    if problems:
        raise CatalogError(*problems)
    edges = (
        *dns_edges(linked),
        *solver_edges(linked),
        *chain.from_iterable(service_edges(one) for one in services.values()),
        *chain.from_iterable(postgres_edges(one, platform) for one in databases.values()),
        *chain.from_iterable(redis_edges(one) for one in caches.values()),
        *(_edge(one, need, ports, services) for one in services.values() for need in one.needs),
    )
    return Graph(
        namespace=namespace,
        platform=platform,
        services=services,
        databases=databases,
        caches=caches,
        configs=configs,
        secrets=secrets,
        nodes={node.name: node for node in sorted(linked, key=lambda node: node.name)},
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.ports))),
    )


def _name(component: Component) -> str:
    return component.name


def _edge(service: Service, need: Need, ports: Mapping[str, tuple[Port, ...]], services: Mapping[str, Service]) -> Edge:
    if need.target in services:
        chosen = next(e for e in services[need.target].offers if need.endpoint in (None, e.name))
        return Edge(service.name, need.target, (Port(chosen.port),), need)
    if need.target in ports:
        return Edge(service.name, need.target, ports[need.target], need)
    return Edge(service.name, nodes.pooler_name(need.target), (POSTGRES,), need)


def _same_names(components: tuple[Component, ...], linked: tuple[Node, ...]) -> Iterator[str]:
    declared = [one.name for one in components]
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield f"{declared.count(name)} declarations are named '{name}'; give each a name of its own"
    known = [node.name for node in linked]
    for name in sorted({name for name in known if known.count(name) > 1}):
        yield f"'{name}' is also the name of a part that comes with the platform or a store; choose another"


def _need_problems(
    service: Service,
    services: Mapping[str, Service],
    stores: Mapping[str, Postgres | Redis],
    outside: Iterable[str],
) -> Iterator[str]:
    for need in service.needs:
        said = f"{service.name} {need.verb} {need.target}" + (f":{need.endpoint}" if need.endpoint else "")
        known = {*services, *stores, *outside}
        if need.target not in known:
            yield f"{said}, but nothing named '{need.target}' is declared{did_you_mean(need.target, known)}"
        elif VERBS[need.verb].store != (need.target in stores):
            yield f"{said}, {VERBS[need.verb].instead}"
        elif need.target in services:
            yield from _endpoint_problem(said, need, services[need.target])


def _endpoint_problem(said: str, need: Need, target: Service) -> Iterator[str]:
    offered = [endpoint.name for endpoint in target.offers]
    if not offered or (need.endpoint is not None and need.endpoint not in offered):
        yield f"{said}, but {target.name} offers {one_of(offered, joint='and')}"


def _exposure_problems(service: Service, platform: Platform) -> Iterator[str]:
    offered = [endpoint.name for endpoint in service.offers]
    for exposure in service.exposures:
        if exposure.endpoint not in offered:
            yield f"{service.name} exposes {exposure.endpoint}, but offers {one_of(offered, joint='and')}"
        for part in ("domain", "issuer"):
            if getattr(platform, part) is None:
                yield f"{service.name} exposes {exposure.endpoint}, but the platform has no {part}"


def _same_exposures(services: Mapping[str, Service]) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for service in services.values():
        for exposure in service.exposures:
            for host in exposure.hosts:
                found.setdefault((host, exposure.path), []).append(service.name)
    for (host, path), names in sorted(found.items()):
        if len(names) > 1:
            yield f"{one_of(names, joint='and')} expose the same host '{host}' and path '{path}'"


def _reference_problems(
    service: Service, configs: Mapping[str, Config], secrets: Mapping[str, Secret]
) -> Iterator[str]:
    for name in service.config:
        if name not in configs:
            yield f"{service.name} reads config '{name}', which is not declared{did_you_mean(name, configs)}"
    for one in service.secrets:
        if one.secret not in secrets:
            hint = did_you_mean(one.secret, secrets)
            yield f"{service.name} reads Secret '{one.secret}', which is not declared{hint}"
        elif one.key not in secrets[one.secret].keys:
            known = secrets[one.secret].keys
            yield f"{service.name} reads key '{one.key}' of {one.secret}, which has none{did_you_mean(one.key, known)}"


def _group_problems(components: tuple[Component, ...], platform: Platform) -> Iterator[str]:
    known = {group.name for group in platform.node_groups}
    priorities = {priority.name for priority in platform.priorities}
    for one in sorted(components, key=_name):
        if isinstance(one, Config | Secret):
            continue
        if one.node_group is not None and one.node_group not in known:
            yield f"{one.name} runs on node group '{one.node_group}'{did_you_mean(one.node_group, known)}"
        if one.priority is not None and one.priority not in priorities:
            yield f"{one.name} has priority '{one.priority}'{did_you_mean(one.priority, priorities)}"


def _expired(services: Mapping[str, Service], today: date | None) -> Iterator[str]:
    for service in services.values():
        for exempt in service.exempt:
            if today is not None and exempt.until < today:
                yield f"{service.name} is exempt from '{exempt.check}' until {exempt.until}, which is past"
