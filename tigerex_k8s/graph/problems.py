"""What contradicts what among declarations, in the words of whoever wrote them."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from tigerex_k8s.errors import did_you_mean, one_of
from tigerex_k8s.graph.edges import outside_ports
from tigerex_k8s.graph.storage_problems import storage_problems
from tigerex_k8s.graph.twice import twice_problems
from tigerex_k8s.graph.values import Graph, Node
from tigerex_k8s.graph.verbs import VERBS
from tigerex_k8s.model.environment import Component
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.service import Service


def contradictions(
    draft: Graph, components: tuple[Component, ...], linked: tuple[Node, ...], today: date | None
) -> Iterator[str]:
    """Yield everything that keeps *components* from being linked; *draft* has them by name, without edges."""
    services = [one for one in components if isinstance(one, Service)]
    yield from _same_names(components, linked)
    yield from chain.from_iterable(_need_problems(one, draft) for one in services)
    yield from chain.from_iterable(_exposure_problems(one, draft) for one in services)
    yield from _same_exposures(services)
    yield from twice_problems(draft)
    yield from chain.from_iterable(_reference_problems(one, draft) for one in services)
    yield from _group_problems(components, draft)
    yield from storage_problems(draft)
    yield from _expired(services, today)


def _same_names(components: tuple[Component, ...], linked: tuple[Node, ...]) -> Iterator[str]:
    declared = [one.name for one in components]
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield f"{declared.count(name)} declarations are named '{name}'; give each a name of its own"
    known = [node.name for node in linked]
    for name in sorted({name for name in known if known.count(name) > 1}):
        yield f"'{name}' is also the name of a part that comes with the platform or a store; choose another"


def _need_problems(service: Service, draft: Graph) -> Iterator[str]:
    stores = {*draft.databases, *draft.caches}
    known = {*draft.services, *stores, *outside_ports(draft.platform)}
    for need in service.needs:
        said = f"{service.name} {need.verb} {need.target}" + (f":{need.endpoint}" if need.endpoint else "")
        if need.target not in known:
            yield f"{said}, but nothing named '{need.target}' is declared{did_you_mean(need.target, known)}"
        elif VERBS[need.verb].store != (need.target in stores):
            yield f"{said}, {VERBS[need.verb].instead}"
        elif need.target in draft.services:
            yield from _endpoint_problem(said, need, draft.services[need.target])


def _endpoint_problem(said: str, need: Need, target: Service) -> Iterator[str]:
    offered = [endpoint.name for endpoint in target.offers]
    if not offered or (need.endpoint is not None and need.endpoint not in offered):
        yield f"{said}, but {target.name} offers {one_of(offered, joint='and')}"


def _exposure_problems(service: Service, draft: Graph) -> Iterator[str]:
    offered = [endpoint.name for endpoint in service.offers]
    for exposure in service.exposures:
        if exposure.endpoint not in offered:
            yield f"{service.name} exposes {exposure.endpoint}, but offers {one_of(offered, joint='and')}"
        for part in ("domain", "issuer"):
            if getattr(draft.platform, part) is None:
                yield f"{service.name} exposes {exposure.endpoint}, but the platform has no {part}"


def _same_exposures(services: Iterable[Service]) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for service in services:
        for exposure in service.exposures:
            for host in exposure.hosts:
                found.setdefault((host, exposure.path), []).append(service.name)
    for (host, path), names in sorted(found.items()):
        if len(names) > 1:
            yield f"{one_of(names, joint='and')} expose the same host '{host}' and path '{path}'"


def _reference_problems(service: Service, draft: Graph) -> Iterator[str]:
    configs, secrets = draft.configs, draft.secrets
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


def _group_problems(components: tuple[Component, ...], draft: Graph) -> Iterator[str]:
    known = {group.name for group in draft.platform.node_groups}
    priorities = {priority.name for priority in draft.platform.priorities}
    for one in components:
        if not isinstance(one, Service | Postgres | Redis):
            continue
        if one.node_group is not None and one.node_group not in known:
            yield f"{one.name} runs on node group '{one.node_group}'{did_you_mean(one.node_group, known)}"
        if one.priority is not None and one.priority not in priorities:
            yield f"{one.name} has priority '{one.priority}'{did_you_mean(one.priority, priorities)}"


def _expired(services: Iterable[Service], today: date | None) -> Iterator[str]:
    for service in services:
        for exempt in service.exempt:
            if today is not None and exempt.until < today:
                yield f"{service.name} is exempt from '{exempt.check}' until {exempt.until}, which is past"
