"""Ports at which nobody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, every, of_kind
from tests.support.pods import Pods, containers, namespaces, opened, peers, selects, templates
from tests.support.selectors import all_pods

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
_WAYS = ("httpGet", "tcpSocket", "grpc")


def deaf(output: Objects) -> Iterator[str]:
    """Yield the ports of Services, probes and policies at which no pod listens."""
    found = all_pods(output)
    for one in of_kind(output, "Service"):
        yield from _of_service(one, found)
    for one, template in templates(output):
        for container in containers(template):
            yield from (f"{one}: {said}" for said in _of_probes(container))
    for one in of_kind(output, "NetworkPolicy.networking.k8s.io"):
        yield from _of_policy(one, found, namespaces(output, found))


def _of_service(one: Object, found: tuple[Pods, ...]) -> Iterator[str]:
    selector = {"matchLabels": one.spec.get("selector")}
    behind = [pods for pods in found if pods.namespace == one.namespace and selects(selector, pods.labels)]
    for port in every(one.spec, "ports"):
        if port.get("targetPort") != port["port"]:
            yield f"{one}: port {port['port']} leads to {port.get('targetPort')}, and policies see the pod's alone"
        for pods in behind if "selector" in one.spec else ():
            if not _listens((pods,), port["port"], port):
                yield f"{one}: {pods.owner} does not listen at {port['port']}"


def _of_probes(container: Mapping[str, object]) -> Iterator[str]:
    for probe in _PROBES:
        for way in _WAYS:
            port = at(container, probe, way, "port")
            if port is not None and str(port) not in opened(container):
                yield f"the {probe} of {container['name']} asks at {port}, where it does not listen"


def _of_policy(one: Object, found: tuple[Pods, ...], spaces: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    owners = _matching(one.spec["podSelector"], {one.namespace}, found)
    for rule in every(one.spec, "ingress"):
        yield from (f"{one} lets in at {said}, where nobody listens" for said in _closed(rule, owners))
    for rule in every(one.spec, "egress"):
        for peer in every(rule, "to"):
            if "ipBlock" not in peer:
                met = _matching(peer.get("podSelector", {}), peers(peer, one.namespace, spaces), found)
                yield from (f"{one} lets out to {said}, where nobody listens" for said in _closed(rule, met))


def _matching(selector: object, spaces: set[str | None], found: tuple[Pods, ...]) -> list[Pods]:
    return [one for one in found if one.namespace in spaces and selects(selector, one.labels)]


def _closed(rule: Mapping[str, object], pods: Iterable[Pods]) -> Iterator[str]:
    for port in every(rule, "ports"):
        if not _listens(pods, port["port"], port):
            yield f"{port['port']}/{port.get('protocol', 'TCP')}"


def _listens(pods: Iterable[Pods], number: object, port: Mapping[str, object]) -> bool:
    return any((number, port.get("protocol", "TCP")) in one.ports for one in pods)
