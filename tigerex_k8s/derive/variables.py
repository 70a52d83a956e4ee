"""Environment variables: the declared ones, and those that follow from the edges."""

from dataclasses import dataclass

from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.service import Service


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A key of a Secret; never its value."""

    secret: str
    key: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable with a plain value or one taken from a Secret."""

    name: str
    value: str | SecretKey


def credentials(database: str) -> SecretKey:
    """Return where the URL of *database* is kept, through its pooler."""
    return SecretKey(f"{database}-client", "url")


def variables(graph: Graph, service: Service) -> tuple[Variable, ...]:
    """Derive the variables of *service*, sorted by name."""
    derived = [
        Variable(need.as_ or f"{need.target.upper().replace('-', '_')}_URL", _value(graph, need.target, need.endpoint))
        for need in service.needs
        if need.target in graph.services or need.target in graph.databases
    ]
    declared = [Variable(name, value) for name, value in service.env.items()]
    return tuple(sorted((*derived, *declared), key=lambda variable: variable.name))


def _value(graph: Graph, target: str, endpoint: str | None) -> str | SecretKey:
    if target in graph.databases:
        return credentials(target)
    chosen = next(e for e in graph.services[target].offers if endpoint in (None, e.name))
    return f"{chosen.scheme}://{target}.{graph.namespace}.svc.cluster.local:{chosen.port}"
