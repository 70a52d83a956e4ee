"""Selectors that select nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, every, fields, of_kind, texts
from tests.support.operators import made
from tests.support.pods import TEMPLATES, Pods, namespaces, peers, selects, templated
from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Kinds whose spec.selector is a label selector of pods in their own namespace.
_SELECTING = ("PodDisruptionBudget.policy", "PodMonitor.monitoring.coreos.com")
# A label of the nodes, which nobody here makes.
_OF_NODES = "nodeSelector"
_READ = {"labelSelector", "namespaceSelector", "podSelector", "selector"}


def all_pods(output: Objects) -> tuple[Pods, ...]:
    """Return the pods that *output* makes, by itself or through operators."""
    return (*templated(output), *(one for one in made(output) if isinstance(one, Pods)))


def unselecting(output: Objects) -> Iterator[str]:
    """Yield every selector that selects no pod, and every template that its own selector leaves out."""
    found = all_pods(output)
    yield from _of_namespace(output, found)
    yield from _of_templates(output, found)
    yield from _of_policies(output, found)
    yield from _of_bindings(output, found)


def unread(output: Objects) -> Iterator[str]:
    """Yield the fields that select something and that nothing here reads."""
    for one in output:
        for name, _ in fields(one.body):
            if name.lower().endswith("selector") and name not in {*_READ, _OF_NODES}:
                yield f"{one}: {name}"


def _of_namespace(output: Objects, found: tuple[Pods, ...]) -> Iterator[str]:
    for one in output:
        selector: object = None
        if one.kind == "Service" and "selector" in one.spec:
            selector = {"matchLabels": one.spec["selector"]}
        elif one.kind in _SELECTING:
            selector = one.spec.get("selector")
        if selector is not None and not _any(selector, found, {one.namespace}):
            yield f"{one} selects no pod"


def _of_templates(output: Objects, found: tuple[Pods, ...]) -> Iterator[str]:
    """Yield from what pods say of themselves: owners' selectors, and spread."""
    for one in output:
        own = texts(at(one.spec, *TEMPLATES.get(one.kind, ()), "metadata", "labels"))
        if one.kind in TEMPLATES and not selects(one.spec.get("selector", {}), own):
            yield f"{one} does not select its own pods"
        spread = [value for name, value in fields(one.body) if name == "labelSelector"]
        # The pods of a custom resource may be made in another namespace, as Envoy Gateway does.
        labels = [own] if one.kind in TEMPLATES else [pods.labels for pods in found]
        for selector in spread:
            if not any(selects(selector, each) for each in labels):
                yield f"{one} spreads pods that are not its own: {_said(selector)}"


def _of_policies(output: Objects, found: tuple[Pods, ...]) -> Iterator[str]:
    spaces = namespaces(output, found)
    for one in of_kind(output, "NetworkPolicy.networking.k8s.io"):
        if not _any(one.spec["podSelector"], found, {one.namespace}):
            yield f"{one} selects no pod"
        for peer in named_peers(one):
            if not _any(peer.get("podSelector", {}), found, peers(peer, one.namespace, spaces)):
                yield f"{one} names a peer that is no pod: {_said(peer)}"


def _of_bindings(output: Objects, found: tuple[Pods, ...]) -> Iterator[str]:
    spaces = namespaces(output, found).values()
    for one in of_kind(output, "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io"):
        selector = at(one.spec, "matchResources", "namespaceSelector")
        if selector is not None and not any(selects(selector, labels) for labels in spaces):
            yield f"{one} binds no namespace: {_said(selector)}"


def named_peers(policy: Object) -> Iterator[Mapping[str, object]]:
    """Yield the peers of a NetworkPolicy that are pods."""
    for direction, end in (("ingress", "from"), ("egress", "to")):
        for rule in every(policy.spec, direction):
            yield from (peer for peer in every(rule, end) if "ipBlock" not in peer)


def _any(selector: object, found: tuple[Pods, ...], spaces: set[str | None]) -> bool:
    return any(one.namespace in spaces and selects(selector, one.labels) for one in found)


def _said(selector: object) -> str:
    words = [f"{key}={value}" for key, value in texts(mapping(selector).get("matchLabels")).items()]
    words += [f"{key} {_said(value)}" for key, value in mapping(selector).items() if key.endswith("Selector")]
    words += [str(mapping(one)["key"]) for one in sequence(mapping(selector).get("matchExpressions"))]
    return ", ".join(words)
