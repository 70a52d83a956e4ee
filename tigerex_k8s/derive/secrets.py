"""What each Secret holds and where it is fetched from; no value is ever here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tigerex_k8s.graph.nodes import pooler_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.postgres import Postgres


@dataclass(frozen=True, slots=True)
class Fetched:
    """A template's *variable*, fetched as a *property* of the JSON that the store keeps under *key*."""

    variable: str
    key: str
    property: str


@dataclass(frozen=True, slots=True)
class SyncedSecret:
    """A Secret of *type*: each key of *data* is a template over what is *fetched*."""

    name: str
    data: dict[str, str]
    fetched: tuple[Fetched, ...]
    type: str = "Opaque"
    labels: dict[str, str] = field(default_factory=dict)


def synced_secrets(graph: Graph) -> tuple[SyncedSecret, ...]:
    """Derive every Secret that the exchange refers to, sorted by name; each is fetched under namespace and name."""
    databases = graph.databases.values()
    basic = [_basic_auth(graph.namespace, one) for one in databases]
    data: dict[str, dict[str, str]] = {}
    fetched: dict[str, list[Fetched]] = {}
    for secret, key in _plain_keys(graph):
        # A variable with a dot or a dash in its name is none to Go's templates.
        data.setdefault(secret, {})[key] = f"{{{{ .{key} }}}}" if key.isidentifier() else f'{{{{ index . "{key}" }}}}'
        fetched.setdefault(secret, []).append(Fetched(key, f"{graph.namespace}/{secret}", key))
    for one in databases:
        url, password = one.url_key, f"{one.name.replace('-', '_')}_password"
        data.setdefault(url.secret, {})[url.key] = _url(graph.namespace, one, password)
        credentials = f"{graph.namespace}/{one.credentials_name}"
        fetched.setdefault(url.secret, []).append(Fetched(password, credentials, "password"))
    plain = [
        SyncedSecret(
            name, dict(sorted(data[name].items())), tuple(sorted(set(fetched[name]), key=lambda one: one.variable))
        )
        for name in data
    ]
    return tuple(sorted((*basic, *plain, *_pull_secret(graph)), key=lambda one: one.name))


def _plain_keys(graph: Graph) -> Iterator[tuple[str, str]]:
    for secret in graph.secrets.values():
        yield from ((secret.name, key) for key in secret.keys)
    for redis in graph.caches.values():
        yield redis.password_key.secret, redis.password_key.key


def _basic_auth(namespace: str, database: Postgres) -> SyncedSecret:
    """Return the owner's credentials; the label has the operator take a change over into the database."""
    name = database.credentials_name
    return SyncedSecret(
        name,
        data={"username": database.owner_name, "password": "{{ .password }}"},
        fetched=(Fetched("password", f"{namespace}/{name}", "password"),),
        type="kubernetes.io/basic-auth",
        labels={"cnpg.io/reload": "true"},
    )


def _pull_secret(graph: Graph) -> Iterator[SyncedSecret]:
    """Yield the registry's credentials, which the store keeps as the text of a Docker configuration."""
    name = graph.platform.pull_secret
    if name:
        yield SyncedSecret(
            name,
            data={".dockerconfigjson": "{{ .dockerconfigjson }}"},
            fetched=(Fetched("dockerconfigjson", f"{graph.namespace}/{name}", "dockerconfigjson"),),
            type="kubernetes.io/dockerconfigjson",
        )


def _url(namespace: str, database: Postgres, password: str) -> str:
    # urlquery writes a space as '+', which only a query string reads back as one.
    escaped = f'{{{{ .{password} | urlquery | replace "+" "%20" }}}}'
    host = f"{pooler_name(database.name)}.{namespace}.svc.cluster.local"
    return f"postgresql://{database.owner_name}:{escaped}@{host}:5432/{database.database_name}?sslmode=require"
