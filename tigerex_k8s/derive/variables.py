"""Environment variables: the declared ones, and those that follow from the edges."""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.graph.twice import variable_names
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.needs import Need
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
    yield from map(Variable, variable_names(need, graph), _values(graph, need))


def _values(graph: Graph, need: Need) -> tuple[str | SecretKey, ...]:
    """Return what the variables of *need* hold, in the order of their names."""
    if need.target in graph.databases:
        return (graph.databases[need.target].url_key,)
    if need.target in graph.caches:
        cache = graph.caches[need.target]
        return (f"{cache.name}-leader.{graph.namespace}.svc.cluster.local", cache.password_key, "6379")
    if need.target in graph.services:
        chosen = next(e for e in graph.services[need.target].offers if need.endpoint in (None, e.name))
        return (f"{chosen.scheme}://{need.target}.{graph.namespace}.svc.cluster.local:{chosen.port}",)
    return ()
