"""What references may lead to, and those that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, every
from tests.support.operators import Provided, made
from tests.support.references import references
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Kinds that belong to the whole cluster.
CLUSTER_WIDE = {
    "ClusterIssuer.cert-manager.io",
    "ClusterRole.rbac.authorization.k8s.io",
    "ClusterRoleBinding.rbac.authorization.k8s.io",
    "GatewayClass.gateway.networking.k8s.io",
    "IngressClass.networking.k8s.io",
    "Namespace",
    "PriorityClass.scheduling.k8s.io",
    "StorageClass.storage.k8s.io",
    "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
    "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
}


def provided(output: Objects, by_hand: Iterable[Provided]) -> dict[tuple[str, str | None, str], frozenset[str]]:
    """Return what there is, with its parts: of *output*, of its operators, and made *by_hand*."""
    operators = (one for one in made(output) if isinstance(one, Provided))
    own = (Provided(one.kind, one.namespace, one.name, frozenset(parts(one))) for one in output)
    found: dict[tuple[str, str | None, str], frozenset[str]] = {}
    for one in (*own, *operators, *by_hand):
        key = (one.kind, one.namespace, one.name)
        found[key] = found.get(key, frozenset()) | one.parts
    return found


def parts(one: Object) -> Iterator[str]:
    """Yield what can be referred to within *one*."""
    if one.kind == "ConfigMap":
        yield from mapping(one.body.get("data"))
        yield from mapping(one.body.get("binaryData"))
    if one.kind == "Service":
        yield from (str(port[name]) for port in every(one.spec, "ports") for name in ("port", "name") if name in port)
    if one.kind == "Gateway.gateway.networking.k8s.io":
        yield from (str(listener["name"]) for listener in every(one.spec, "listeners"))


def unresolved(output: Objects, by_hand: Iterable[Provided] = ()) -> Iterator[str]:
    """Yield every reference to what nobody provides."""
    known = provided(output, by_hand)
    for one, field, wanted in references(output):
        space = None if wanted.kind in CLUSTER_WIDE else wanted.namespace or one.namespace
        found = known.get((wanted.kind, space, wanted.name))
        if found is None:
            yield f"{one}: {field} asks for {wanted.kind}/{wanted.name}, which nobody makes"
            continue
        for part in wanted.parts:
            if part not in found:
                yield f"{one}: {field} asks for '{part}' of {wanted.kind}/{wanted.name}, which has none"


def unmounted(spec: object, *template: str) -> Iterator[str]:
    """Yield mounts without a volume and volumes that nobody mounts, of the pods whose *template* is in *spec*."""
    pod = mapping(at(spec, *template, "spec"))
    claimed = {str(at(one, "metadata", "name")) for one in every(spec, "volumeClaimTemplates")}
    volumes = claimed | {str(one["name"]) for one in every(pod, "volumes")}
    mounts = {
        str(mount["name"])
        for group in ("initContainers", "containers")
        for container in every(pod, group)
        for mount in every(container, "volumeMounts")
    }
    yield from (f"mounts {name}, which is no volume" for name in sorted(mounts - volumes))
    yield from (f"has the volume {name}, which nobody mounts" for name in sorted(volumes - mounts))
