"""Environment variables: the declared ones, and those that follow from the edges."""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.secret import SecretKey
from tigerex_k8s.model.service import Service


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable with a plain value or one taken from a Secret."""

    name: str
    value: str | SecretKey


def variables(graph: Graph, service: Service) -> tuple[Variable, ...]:
    """Derive the variables of *service*, sorted by name."""
    derived = (one for need in service.needs for one in _of_need(graph, need))
    secret = (Variable(one.key, one) for one in service.secrets)
    declared = (Variable(name, value) for name, value in service.env.items())
    return tuple(sorted((*derived, *secret, *declared), key=lambda variable: variable.name))


def configuration(graph: Graph, service: Service) -> str | None:
    """Derive the plain values that *service* reads from its Configs; written on its pods, a change rolls them."""
    values = {name: value for one in service.config for name, value in graph.configs[one].values.items()}
    return ", ".join(f"{name}={value}" for name, value in sorted(values.items())) or None


def _of_need(graph: Graph, need: Need) -> Iterator[Variable]:
    prefix = need.target.upper().replace("-", "_")
    if need.target in graph.databases:
        yield Variable(need.as_ or f"{prefix}_URL", graph.databases[need.target].url_key)
    elif need.target in graph.caches:
        yield from _of_cache(graph, graph.caches[need.target], need.as_ or prefix)
    elif need.target in graph.services:
        chosen = next(e for e in graph.services[need.target].offers if need.endpoint in (None, e.name))
        host = f"{need.target}.{graph.namespace}.svc.cluster.local"
        yield Variable(need.as_ or f"{prefix}_URL", f"{chosen.scheme}://{host}:{chosen.port}")


def _of_cache(graph: Graph, cache: Redis, prefix: str) -> Iterator[Variable]:
    yield Variable(f"{prefix}_HOST", f"{cache.name}-leader.{graph.namespace}.svc.cluster.local")
    yield Variable(f"{prefix}_PASSWORD", cache.password_key)
    yield Variable(f"{prefix}_PORT", "6379")
