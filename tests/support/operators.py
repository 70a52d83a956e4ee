"""What operators and controllers make of custom resources, as far as our objects lean on it.

One row a kind in MAKERS. Labels, ports and names are those of the versions that the exchange runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.support.objects import Object, Objects, at, every, of_kind, texts
from tests.support.pods import Pods, pods
from tests.support.structural import mapping

_TLS = frozenset({"tls.crt", "tls.key"})
_ENVOY = "gateway.envoyproxy.io/gatewayclass-controller"
_ENVOY_METRICS = 19001
_PRIVILEGED = 1024


@dataclass(frozen=True, slots=True)
class Provided:
    """Something that can be referred to, and its *parts*: keys, ports or listeners."""

    kind: str
    namespace: str | None
    name: str
    parts: frozenset[str] = frozenset()
    selector: Mapping[str, str] = field(default_factory=dict)


Made = Iterator[Pods | Provided]
Maker = Callable[[Object, Objects], Made]


def made(output: Objects) -> Made:
    """Yield what operators make of *output*, and what every cluster has."""
    yield from _everywhere(output)
    for one in output:
        if one.kind in MAKERS:
            yield from MAKERS[one.kind](one, output)


def _everywhere(output: Objects) -> Made:
    yield Pods("CoreDNS", "kube-system", {"k8s-app": "kube-dns"}, frozenset({(53, "TCP"), (53, "UDP"), (9153, "TCP")}))
    yield pods("Prometheus", "monitoring", {"app": "prometheus"}, 9090)
    yield pods("kube-state-metrics", "kube-state-metrics", _named("kube-state-metrics"), 8080)
    yield pods("Velero", "velero", _named("velero"), 8085)
    groups = {one.kind.partition(".")[2] for one in output}
    if "cert-manager.io" in groups:
        yield pods("cert-manager", "cert-manager", _named("cert-manager"), 9402)
    if "external-secrets.io" in groups:
        yield pods("External Secrets", "external-secrets", _named("external-secrets"), 8080)
    for one in of_kind(output, "Namespace"):
        yield Provided("ServiceAccount", one.name, "default")
        yield Provided("ConfigMap", one.name, "kube-root-ca.crt", frozenset({"ca.crt"}))


def _cluster(one: Object, _: Objects) -> Made:
    """CloudNativePG: https://cloudnative-pg.io/documentation/current/labels_annotations/."""
    cluster = {"cnpg.io/cluster": one.name}
    ports = (5432, 8000, 9187)
    for role in ("primary", "replica") if one.spec["instances"] != 1 else ("primary",):
        labels = {**cluster, "cnpg.io/podRole": "instance", "cnpg.io/instanceRole": role}
        yield pods(str(one), one.namespace, labels, *ports)
        short = {"primary": "rw", "replica": "ro"}[role]
        yield _service(one, f"{one.name}-{short}", {**cluster, "cnpg.io/instanceRole": role}, "5432")
    yield _service(one, f"{one.name}-r", {**cluster, "cnpg.io/podRole": "instance"}, "5432")
    yield pods(f"{one}'s jobs", one.namespace, {**cluster, "cnpg.io/jobRole": "join"})
    yield pods("CloudNativePG", "cnpg-system", _named("cloudnative-pg"), 8080, 9443)
    if at(one.spec, "bootstrap", "initdb", "secret") is None:
        keys = frozenset({"username", "password", "host", "port", "dbname", "uri"})
        yield Provided("Secret", one.namespace, f"{one.name}-app", keys)


def _pooler(one: Object, _: Objects) -> Made:
    labels = {"cnpg.io/poolerName": one.name}
    cluster = {"cnpg.io/cluster": str(at(one.spec, "cluster", "name")), "cnpg.io/podRole": "pooler"}
    yield pods(str(one), one.namespace, {**labels, **cluster}, 5432, 9127)
    yield _service(one, one.name, labels, "5432")


def _redis_cluster(one: Object, _: Objects) -> Made:
    """Yield leaders, followers and their Services, which select by all labels of the pods."""
    exporter = (9121,) if at(one.spec, "redisExporter", "enabled") else ()
    for role, part in (("leader", "redisLeader"), ("follower", "redisFollower")):
        name = f"{one.name}-{role}"
        labels = {"app": name, "role": role, "redis_setup_type": "cluster", "cluster": one.name}
        # A role without replicas has its template nevertheless.
        yield pods(str(one), one.namespace, labels, 6379, 16379, *exporter)
        if at(one.spec, part, "replicas") != 0:
            yield _service(one, name, labels, "6379")
    yield pods("Redis operator", "redis-operator", {"name": "redis-operator"}, 8080, 9443)


def _gateway(one: Object, output: Objects) -> Made:
    """Envoy Gateway shifts privileged ports: https://gateway.envoyproxy.io/docs/."""
    classes = {each.name: each.spec.get("controllerName") for each in of_kind(output, f"GatewayClass.{_group(one)}")}
    if classes.get(str(one.spec["gatewayClassName"])) != _ENVOY:
        return
    listened = [int(str(each["port"])) for each in every(one.spec, "listeners")]
    labels = {
        "app.kubernetes.io/name": "envoy",
        "app.kubernetes.io/component": "proxy",
        "app.kubernetes.io/managed-by": "envoy-gateway",
        "gateway.envoyproxy.io/owning-gateway-name": one.name,
        "gateway.envoyproxy.io/owning-gateway-namespace": str(one.namespace),
    }
    ports = [port + 10_000 if port < _PRIVILEGED else port for port in listened]
    yield pods(str(one), "envoy-gateway-system", labels, *ports, _ENVOY_METRICS)


def _ingress(one: Object, _: Objects) -> Made:
    """HAProxy's controller comes with its IngressClass: https://www.haproxy.com/documentation/kubernetes-ingress/."""
    if one.spec.get("ingressClassName") == "haproxy":
        yield Provided("IngressClass.networking.k8s.io", None, "haproxy")
        yield pods("HAProxy", "haproxy-controller", _named("kubernetes-ingress"), 8080, 8443)


def _certificate(one: Object, output: Objects) -> Made:
    """cert-manager writes the Secret, and asks by HTTP from a pod beside it where an ACME server issues."""
    yield Provided("Secret", one.namespace, str(one.spec["secretName"]), _TLS)
    wanted = mapping(one.spec["issuerRef"])
    for issuer in of_kind(output, f"{wanted.get('kind', 'Issuer')}.cert-manager.io"):
        http = any("http01" in each for each in every(issuer.spec, "acme", "solvers"))
        if issuer.name == wanted["name"] and http:
            yield pods("cert-manager's solver", one.namespace, {"acme.cert-manager.io/http01-solver": "true"}, 8089)


def _external_secret(one: Object, _: Objects) -> Made:
    """Yield the Secret: its template's keys, or those that are fetched where there is no template."""
    fetched = {str(each["secretKey"]) for each in every(one.spec, "data")}
    written = texts(at(one.spec, "target", "template", "data"))
    name = str(at(one.spec, "target", "name") or one.name)
    yield Provided("Secret", one.namespace, name, frozenset(written or fetched))


def _named(name: str) -> Mapping[str, str]:
    """Return the label by which the charts of operators tell their pods."""
    return {"app.kubernetes.io/name": name}


def _velero(_: Object, __: Objects) -> Made:
    """Velero reads its schedules from the namespace that it runs in."""
    yield Provided("Namespace", None, "velero")
    yield pods("Velero", "velero", {"app.kubernetes.io/name": "velero"}, 8085)


def _service(one: Object, name: str, selector: Mapping[str, str], *ports: str) -> Provided:
    return Provided("Service", one.namespace, name, frozenset(ports), selector)


def _group(one: Object) -> str:
    return one.kind.partition(".")[2]


MAKERS: Mapping[str, Maker] = {
    "Certificate.cert-manager.io": _certificate,
    "Cluster.postgresql.cnpg.io": _cluster,
    "ExternalSecret.external-secrets.io": _external_secret,
    "Gateway.gateway.networking.k8s.io": _gateway,
    "Ingress.networking.k8s.io": _ingress,
    "Pooler.postgresql.cnpg.io": _pooler,
    "RedisCluster.redis.redis.opstreelabs.in": _redis_cluster,
    "Schedule.velero.io": _velero,
}
