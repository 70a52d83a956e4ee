"""What crosses to Node: shared handles, metadata, and custom resources.

A typed object is one round trip. Quantities and ports are one more each, so that each is made once a process.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cdk8s import ApiObject, ApiObjectMetadata, JsonPatch
from cdk8s_plus_27 import k8s
from constructs import Construct


@cache
def quantity(text: str) -> k8s.Quantity:
    """Return the shared handle of a quantity such as ``500m``."""
    return k8s.Quantity.from_string(text)


def quantities(amounts: Mapping[str, str]) -> dict[str, k8s.Quantity]:
    """Return the shared handles of *amounts* by resource."""
    return {resource: quantity(text) for resource, text in amounts.items()}


@cache
def number(value: int) -> k8s.IntOrString:
    """Return the shared handle of a number, such as a port."""
    return k8s.IntOrString.from_number(value)


@cache
def text(value: str) -> k8s.IntOrString:
    """Return the shared handle of a text where a number may stand too, such as ``25%``."""
    return k8s.IntOrString.from_string(value)


def metadata(name: str, namespace: str | None = None, labels: Mapping[str, str] | None = None) -> k8s.ObjectMeta:
    """Return metadata with our own *name*; no hash is added."""
    return k8s.ObjectMeta(name=name, namespace=namespace, labels=labels)


def wave(number: int) -> dict[str, str]:
    """Return the annotation by which Argo CD applies an object before (below 0) or after (above 0) all others.

    Few have one: whatever waits for something by itself is better applied at once, since a wave that waits for the
    health of the one before also keeps a repair from an exchange that is not well.
    https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
    """
    return {"argocd.argoproj.io/sync-wave": str(number)}


def custom(
    scope: Construct,
    kind: str,
    name: str,
    *,
    api: str,
    namespace: str | None,
    spec: Mapping[str, object],
    annotations: Mapping[str, str] | None = None,
) -> None:
    """Create a custom resource, or a core kind newer than Kubernetes 1.27, with the whole of its *spec*."""
    created = ApiObject(
        scope,
        f"{kind}-{name}".lower(),
        api_version=api,
        kind=kind,
        metadata=ApiObjectMetadata(name=name, namespace=namespace, annotations=annotations),
    )
    created.add_json_patch(JsonPatch.add("/spec", in_order(spec)))


def plain(scope: Construct, document: Mapping[str, Any]) -> None:
    """Create an object of any kind exactly as *document* says."""
    metadata = document["metadata"]
    created = ApiObject(
        scope,
        f"{document['kind']}-{metadata['name']}".lower(),
        api_version=document["apiVersion"],
        kind=document["kind"],
    )
    created.add_json_patch(
        *(JsonPatch.add(f"/{key}", in_order(document[key])) for key in sorted({*document} - {"apiVersion", "kind"}))
    )


def in_order(value: object) -> object:
    """Return *value* with the keys of every mapping sorted: cdk8s leaves those in patches as they come."""
    if isinstance(value, Mapping):
        return {key: in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [in_order(one) for one in value]
    return value
