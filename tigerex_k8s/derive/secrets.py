"""What each Secret holds and where it is fetched from; no value is ever here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tigerex_k8s.graph.nodes import pooler_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import watched_by
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


@dataclass(frozen=True, slots=True)
class SyncedNamespace:
    """The *secrets* of *namespace*, which the role for *purpose* may read."""

    namespace: str
    purpose: str
    secrets: tuple[SyncedSecret, ...]


def synced_namespaces(graph: Graph) -> tuple[SyncedNamespace, ...]:
    """Derive the namespaces that Secrets are fetched into: the exchange's, and its monitoring's where it is ours."""
    exchange = SyncedNamespace(graph.namespace, "external-secrets", synced_secrets(graph))
    monitoring = watched_by(graph.monitoring, graph.platform)
    if monitoring is None:
        return (exchange,)
    read = (monitoring.admin, monitoring.heartbeat, monitoring.message, monitoring.page)
    secrets = tuple(_opaque(graph.namespace, sorted({(one.secret, one.key) for one in read})).values())
    return (exchange, SyncedNamespace(monitoring.namespace, "monitoring-secrets", secrets))


def synced_secrets(graph: Graph) -> tuple[SyncedSecret, ...]:
    """Derive every Secret that the exchange refers to, sorted by name; each is fetched under namespace and name."""
    databases = graph.databases.values()
    basic = [_basic_auth(graph.namespace, one) for one in databases]
    plain = _opaque(graph.namespace, _plain_keys(graph))
    for one in databases:
        url, password = one.url_key, f"{one.name.replace('-', '_')}_password"
        credentials = Fetched(password, f"{graph.namespace}/{one.credentials_name}", "password")
        found = plain.get(url.secret, SyncedSecret(url.secret, {}, ()))
        data = {**found.data, url.key: _url(graph.namespace, one, password)}
        plain[url.secret] = _in_order(replace(found, data=data, fetched=(*found.fetched, credentials)))
    return tuple(sorted((*basic, *plain.values(), *_pull_secret(graph)), key=lambda one: one.name))


def _opaque(prefix: str, keys: Iterable[tuple[str, str]]) -> dict[str, SyncedSecret]:
    """Return a Secret for each name among *keys*, pairs of a Secret and a key; each is fetched under *prefix*/name."""
    found: dict[str, SyncedSecret] = {}
    for name, key in keys:
        one = found.get(name, SyncedSecret(name, {}, ()))
        # A variable with a dot or a dash in its name is none to Go's templates.
        template = f"{{{{ .{key} }}}}" if key.isidentifier() else f'{{{{ index . "{key}" }}}}'
        fetched = Fetched(key, f"{prefix}/{name}", key)
        found[name] = _in_order(replace(one, data={**one.data, key: template}, fetched=(*one.fetched, fetched)))
    return found


def _in_order(one: SyncedSecret) -> SyncedSecret:
    fetched = sorted(set(one.fetched), key=lambda each: each.variable)
    return replace(one, data=dict(sorted(one.data.items())), fetched=tuple(fetched))


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
