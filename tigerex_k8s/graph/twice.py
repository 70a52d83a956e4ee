"""What declarations would make twice under one name, although each of them says it once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.service import Service


def twice_problems(draft: Graph) -> Iterator[str]:
    """Yield the variables, routes and Secrets that two declarations would make under one name."""
    for service in draft.services.values():
        for name in _repeated(_variables(service, draft)):
            yield f"{service.name} has more than one variable named '{name}'; name them apart, needs with as_"
        for endpoint in _repeated(exposure.endpoint for exposure in service.exposures):
            yield f"{service.name} exposes {endpoint} more than once; name all its hosts in one exposure"
    for name in _repeated(_secrets(draft)):
        yield f"the Secret '{name}' has two types; keep keys, credentials and the pull secret in Secrets of their own"


def variable_names(need: Need, graph: Graph) -> tuple[str, ...]:
    """Return the names of the variables that *need* gives, sorted."""
    prefix = need.target.upper().replace("-", "_")
    if need.target in graph.caches:
        return tuple(f"{need.as_ or prefix}_{part}" for part in ("HOST", "PASSWORD", "PORT"))
    if need.target in graph.databases or need.target in graph.services:
        return (need.as_ or f"{prefix}_URL",)
    return ()


def _variables(service: Service, draft: Graph) -> Iterator[str]:
    yield from service.env
    yield from (one.key for one in service.secrets)
    yield from chain.from_iterable(variable_names(need, draft) for need in service.needs)


def _secrets(draft: Graph) -> Iterator[str]:
    """Yield the name of every Secret, once for each type that it would have."""
    yield from {
        *draft.secrets,
        *(one.url_key.secret for one in draft.databases.values()),
        *(one.password_key.secret for one in draft.caches.values()),
    }
    yield from (one.credentials_name for one in draft.databases.values())
    if draft.platform.pull_secret:
        yield draft.platform.pull_secret


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)
