"""Pods, whoever makes them, and what a selector makes of their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, every, of_kind, texts
from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Where each kind that makes pods keeps their template.
TEMPLATES = {
    "CronJob.batch": ("jobTemplate", "spec", "template"),
    "DaemonSet.apps": ("template",),
    "Deployment.apps": ("template",),
    "Job.batch": ("template",),
    "StatefulSet.apps": ("template",),
}
NAME_OF_NAMESPACE = "kubernetes.io/metadata.name"


@dataclass(frozen=True, slots=True)
class Pods:
    """The pods that *owner* makes: where, with which labels, listening on which ports."""

    owner: str
    namespace: str
    labels: Mapping[str, str]
    ports: frozenset[tuple[int, str]]


def pods(owner: str, namespace: str | None, labels: Mapping[str, str], *ports: int) -> Pods:
    """Return pods that listen on TCP *ports*."""
    return Pods(owner, namespace or "", labels, frozenset((port, "TCP") for port in ports))


def templates(output: Objects) -> Iterator[tuple[Object, Mapping[str, object]]]:
    """Yield each object that makes pods with their template."""
    for one in of_kind(output, *TEMPLATES):
        yield one, mapping(at(one.spec, *TEMPLATES[one.kind]))


def containers(template: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the containers of a pod, those that only prepare it included."""
    return [*every(template, "spec", "initContainers"), *every(template, "spec", "containers")]


def opened(container: Mapping[str, object]) -> dict[str, tuple[int, str]]:
    """Return the ports of *container* by name, and by number as a text."""
    found: dict[str, tuple[int, str]] = {}
    for one in every(container, "ports"):
        number = int(str(one["containerPort"]))
        port = (number, str(one.get("protocol", "TCP")))
        found |= {str(number): port, str(one.get("name", number)): port}
    return found


def templated(output: Objects) -> Iterator[Pods]:
    """Yield the pods that the templates in *output* make."""
    for one, template in templates(output):
        ports = frozenset(port for each in containers(template) for port in opened(each).values())
        yield Pods(str(one), one.namespace or "", texts(at(template, "metadata", "labels")), ports)


def selects(selector: object, labels: Mapping[str, str]) -> bool:
    """Tell whether a label selector selects *labels*; an empty one selects all."""
    asked = mapping(selector)
    return all(labels.get(key) == value for key, value in texts(asked.get("matchLabels")).items()) and all(
        _meets(mapping(one), labels) for one in sequence(asked.get("matchExpressions"))
    )


def _meets(expression: Mapping[str, object], labels: Mapping[str, str]) -> bool:
    found = labels.get(str(expression["key"]))
    operator, values = expression["operator"], sequence(expression.get("values"))
    if operator == "In":
        return found in values
    if operator == "NotIn":
        return found not in values
    return (found is not None) == (operator == "Exists")


def peers(
    peer: Mapping[str, object], namespace: str | None, spaces: Mapping[str, Mapping[str, str]]
) -> set[str | None]:
    """Return the names of the namespaces that a policy's *peer* reaches from *namespace*."""
    if "namespaceSelector" not in peer:
        return {namespace}
    return {name for name, labels in spaces.items() if selects(peer["namespaceSelector"], labels)}


def namespaces(output: Objects, found: Iterable[Pods]) -> dict[str, dict[str, str]]:
    """Return the namespaces of *output* and of the pods *found*, with the label that every one has."""
    names = {one.namespace for one in found}
    spaces = {name: {NAME_OF_NAMESPACE: name} for name in names}
    for one in of_kind(output, "Namespace"):
        spaces[one.name] = {**texts(at(one.body, "metadata", "labels")), NAME_OF_NAMESPACE: one.name}
    return spaces
