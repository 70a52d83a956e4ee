"""What a hardened pod needs and a template lacks.

https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, every, of_kind, texts
from tests.support.pods import containers, opened, selects, templates
from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_POD = {
    ("securityContext", "runAsNonRoot"): True,
    ("securityContext", "seccompProfile", "type"): "RuntimeDefault",
    ("hostNetwork",): None,
    ("hostPID",): None,
    ("hostIPC",): None,
}
_CONTAINER = {
    ("securityContext", "allowPrivilegeEscalation"): False,
    ("securityContext", "readOnlyRootFilesystem"): True,
    ("securityContext", "capabilities", "drop"): ["ALL"],
    ("securityContext", "capabilities", "add"): None,
    ("securityContext", "privileged"): None,
    ("securityContext", "runAsNonRoot"): None,  # of the pod; here it could only weaken
    ("securityContext", "seccompProfile"): None,
}
_AMOUNTS = ("cpu", "ephemeral-storage", "memory")
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")


def soft(output: Objects, *, api_clients: Collection[str]) -> Iterator[str]:
    """Yield what each template lacks; only *api_clients* may have a token of the API server."""
    for one, template in templates(output):
        pod = mapping(template.get("spec"))
        yield from (f"{one}: {said}" for said in _unlike(pod, _POD))
        if pod.get("automountServiceAccountToken") is not False and str(one) not in api_clients:
            yield f"{one}: automountServiceAccountToken is {pod.get('automountServiceAccountToken')}"
        yield from (f"{one}: has the volume {each['name']} of the node" for each in _of_node(pod))
        for container in containers(template):
            yield from (f"{one}: {container['name']}: {said}" for said in _soft(container))
    for one in of_kind(output, "ServiceAccount"):
        if one.body.get("automountServiceAccountToken") is not False and str(one) not in api_clients:
            yield f"{one}: automountServiceAccountToken is {one.body.get('automountServiceAccountToken')}"


def _soft(container: Mapping[str, object]) -> Iterator[str]:
    yield from _unlike(container, _CONTAINER)
    for part in ("requests", "limits"):
        missing = [name for name in _AMOUNTS if name not in mapping(at(container, "resources", part))]
        yield from (f"no {part} of {name}" for name in missing)
    if any("hostPort" in port for port in every(container, "ports")):
        yield "takes a port of the node"


def _unlike(holder: Mapping[str, object], wanted: Mapping[tuple[str, ...], object]) -> Iterator[str]:
    for path, value in wanted.items():
        if at(holder, *path) != value:
            yield f"{path[-1]} is {at(holder, *path)}"


def _of_node(pod: Mapping[str, object]) -> list[Mapping[str, object]]:
    return [one for one in every(pod, "volumes") if "hostPath" in one]


def unprobed(output: Objects) -> Iterator[str]:
    """Yield the probes that pods behind a Service lack."""
    services = tuple(one for one in of_kind(output, "Service") if "selector" in one.spec)
    for one, template in templates(output):
        labels = texts(at(template, "metadata", "labels"))
        ports = {
            str(port["port"])
            for service in services
            if service.namespace == one.namespace and selects({"matchLabels": service.spec["selector"]}, labels)
            for port in every(service.spec, "ports")
        }
        for container in containers(template):
            if ports & opened(container).keys():
                yield from (f"{one}: no {probe}" for probe in _PROBES if probe not in container)


def open_namespaces(output: Objects) -> Iterator[str]:
    """Yield the namespaces that do not enforce ``restricted``, or where what no policy names is allowed."""
    policies = tuple(of_kind(output, "NetworkPolicy.networking.k8s.io"))
    for one in of_kind(output, "Namespace"):
        labels = texts(at(one.body, "metadata", "labels"))
        for mode in ("audit", "enforce", "warn"):
            if labels.get(f"pod-security.kubernetes.io/{mode}") != "restricted":
                yield f"{one} does not {mode} restricted"
        if not any(each.namespace == one.name and _denies(each) for each in policies):
            yield f"{one} allows what no policy names"


def _denies(policy: Object) -> bool:
    return (
        policy.spec["podSelector"] == {}
        and set(sequence(policy.spec.get("policyTypes"))) == {"Egress", "Ingress"}
        and not policy.spec.get("ingress")
        and not policy.spec.get("egress")
    )
