"""Fields that refer to an object, one row each, and what they ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.support.objects import Object, Objects, fields
from tests.support.structural import mapping, sequence

# A field that ends like this names something.
_NAMING = re.compile(r".*(Refs?|Names?|Secrets?|Class|Account)")
_TLS = ("tls.crt", "tls.key")
_BASIC_AUTH = ("username", "password")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a field asks for: an object, and *parts* of it: keys, ports or listeners."""

    kind: str
    name: str
    parts: tuple[str, ...] = ()
    namespace: str | None = None


Reader = Callable[[object], Iterator[Reference]]


def references(output: Objects) -> Iterator[tuple[Object, str, Reference]]:
    """Yield every reference in *output* with its object and its field."""
    for one in output:
        for field, value in fields(one.body):
            if field in REFERENCES:
                yield from ((one, field, reference) for reference in REFERENCES[field](value))


def unread(output: Objects) -> Iterator[str]:
    """Yield the fields that look as if they referred to something and that have no row."""
    for one in output:
        for field, _ in fields(one.body):
            if _NAMING.fullmatch(field) and field not in REFERENCES and field not in NO_REFERENCES:
                yield f"{one}: {field}"


def _called(kind: str, *parts: str) -> Reader:
    """Read a field that holds a name."""

    def read(value: object) -> Iterator[Reference]:
        yield Reference(kind, str(value), parts)

    return read


def _ref(kind: str, *parts: str) -> Reader:
    """Read a field that holds a name, and perhaps a namespace and a key; some say secretName for the name."""

    def read(value: object) -> Iterator[Reference]:
        found = mapping(value)
        name = found.get("name", found.get("secretName"))
        keys = [found["key"]] if "key" in found else [mapping(one)["key"] for one in sequence(found.get("items"))]
        if name is not None:
            yield Reference(kind, str(name), (*parts, *map(str, keys)), _text(found.get("namespace")))

    return read


def _typed(group: str = "", kind: str = "") -> Reader:
    """Read a field that says which kind it means, of *group* and *kind* where it does not."""

    def read(value: object) -> Iterator[Reference]:
        found = mapping(value)
        api = str(found.get("apiVersion", "")).rpartition("/")[0]
        its_group = str(found.get("group", found.get("apiGroup", api or group)))
        part = found.get("sectionName", found.get("port"))
        parts = () if part is None else (str(part),)
        its_kind = f"{found.get('kind', kind)}.{its_group}".rstrip(".")
        yield Reference(its_kind, str(found["name"]), parts, _text(found.get("namespace")))

    return read


def _each(reader: Reader) -> Reader:
    """Read a list of what *reader* reads."""

    def read(value: object) -> Iterator[Reference]:
        for one in sequence(value):
            yield from reader(one)

    return read


def _backend(value: object) -> Iterator[Reference]:
    """Read the Service of an Ingress; elsewhere ``service`` is a plain text."""
    found, port = mapping(value), mapping(mapping(value).get("port"))
    if "name" in found:
        yield Reference("Service", str(found["name"]), (str(port.get("number", port.get("name"))),))


def _tls(value: object) -> Iterator[Reference]:
    """Read the certificates of an Ingress, which lists them; elsewhere ``tls`` is no list."""
    for one in sequence(value):
        yield Reference("Secret", str(mapping(one)["secretName"]), _TLS)


def _initdb(value: object) -> Iterator[Reference]:
    """Read the owner of a database, who has a name and a password."""
    name = mapping(mapping(value).get("secret")).get("name")
    if name is not None:
        yield Reference("Secret", str(name), _BASIC_AUTH)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


_GATEWAY_API = "gateway.networking.k8s.io"
_STORAGE_CLASS = _called("StorageClass.storage.k8s.io")

REFERENCES: Mapping[str, Reader] = {
    "additionalRedisConfig": _called("ConfigMap", "redis-additional.conf"),
    "backendRefs": _each(_typed(kind="Service")),
    "barmanObjectName": _called("ObjectStore.barmancloud.cnpg.io"),
    "certificateRefs": _each(_ref("Secret", *_TLS)),
    "claimName": _called("PersistentVolumeClaim"),
    "cluster": _ref("Cluster.postgresql.cnpg.io"),
    "configMap": _ref("ConfigMap"),
    "configMapKeyRef": _ref("ConfigMap"),
    "configMapRef": _ref("ConfigMap"),
    "gatewayClassName": _called(f"GatewayClass.{_GATEWAY_API}"),
    "imagePullSecrets": _each(_ref("Secret", ".dockerconfigjson")),
    "ingressClassName": _called("IngressClass.networking.k8s.io"),
    "initdb": _initdb,
    "issuerRef": _typed("cert-manager.io", "Issuer"),
    "parametersRef": _typed(),
    "parentRefs": _each(_typed(_GATEWAY_API, "Gateway")),
    "policyName": _called("ValidatingAdmissionPolicy.admissionregistration.k8s.io"),
    "priorityClassName": _called("PriorityClass.scheduling.k8s.io"),
    "redisSecret": _ref("Secret"),
    "roleRef": _typed(),
    "scaleTargetRef": _typed(),
    "secret": _ref("Secret"),
    "secretKeyRef": _ref("Secret"),
    "secretName": _called("Secret"),
    "secretRef": _ref("Secret"),
    "secretStoreRef": _typed("external-secrets.io", "SecretStore"),
    "service": _backend,
    "serviceAccountName": _called("ServiceAccount"),
    "serviceName": _called("Service"),
    "serviceAccountRef": _ref("ServiceAccount"),
    "storageClass": _STORAGE_CLASS,
    "storageClassName": _STORAGE_CLASS,
    "subjects": _each(_typed()),
    "storageLocation": _called("BackupStorageLocation.velero.io"),
    "targetRef": _typed(),
    "targetRefs": _each(_typed()),
    "tls": _tls,
}

# Fields that only look like one, and what they are.
NO_REFERENCES: Mapping[str, str] = {
    "controllerName": "the word by which a controller knows its classes",
    "dnsNames": "hosts",
    "imageName": "an image",
    "privateKeySecretRef": "cert-manager makes that Secret",
    "remoteRef": "outside the cluster",
    "sectionName": "part of the reference around it",
    "serverAltDNSNames": "hosts",
    "serverName": "the name of an archive in a bucket",
}
