"""Hosts that a pod is told of and that its policy does not let it reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.objects import Object, Objects, at, every, of_kind, texts
from tests.support.operators import Provided, made
from tests.support.pods import containers, selects, templates
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HOST = re.compile(r"([a-z0-9-]+\.[a-z0-9-]+)\.svc\.cluster\.local(?::(\d+))?")

Written = dict[tuple[str, str], str]
"""Texts by the name of their ConfigMap or Secret and the key in it."""


def unreachable(output: Objects, by_hand: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield the hosts that pods are told of and that are not there, or that they may not reach.

    *by_hand* is what a person writes into Secrets.
    """
    written = {**by_hand, **_written(output)}
    services = _services(output)
    policies = tuple(of_kind(output, "NetworkPolicy.networking.k8s.io"))
    for one, template in templates(output):
        own = [each for each in policies if each.namespace == one.namespace and _is_of(each, template)]
        for host, port in sorted(told(template, written)):
            service = services.get(host)
            said = f"{one} is told of {host}" + (f":{port}" if port else "")
            if service is None or (port and port not in service.parts):
                yield f"{said}, which is not there"
            elif not any(_admits(each, service, port) for each in own):
                yield f"{said}, and may not reach it"


def told(template: Mapping[str, object], written: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    """Return hosts and ports in the environment of a pod; a port that is not said is empty."""
    said = (text for container in containers(template) for text in _environment(container, written))
    return {found for text in said for found in _HOST.findall(text)}


def _environment(container: Mapping[str, object], written: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for variable in every(container, "env"):
        yield str(variable.get("value", ""))
        for source in mapping(variable.get("valueFrom")).values():
            yield written.get((str(at(source, "name")), str(at(source, "key"))), "")
    holders = {str(at(source, "name")) for read in every(container, "envFrom") for source in read.values()}
    yield from (text for (holder, _), text in written.items() if holder in holders)


def _written(output: Objects) -> Written:
    configs = {(one.name, key): said for one in of_kind(output, "ConfigMap") for key, said in _data(one.body)}
    secrets = {
        (str(at(one.spec, "target", "name")), key): said
        for one in of_kind(output, "ExternalSecret.external-secrets.io")
        for key, said in _data(at(one.spec, "target", "template"))
    }
    return {**configs, **secrets}


def _data(holder: object) -> list[tuple[str, str]]:
    return list(texts(at(holder, "data")).items())


def _services(output: Objects) -> dict[str, Provided]:
    own = (
        Provided(
            "Service",
            one.namespace,
            one.name,
            frozenset(str(port["port"]) for port in every(one.spec, "ports")),
            texts(one.spec.get("selector")),
        )
        for one in of_kind(output, "Service")
    )
    theirs = (one for one in made(output) if isinstance(one, Provided) and one.kind == "Service")
    return {f"{one.name}.{one.namespace}": one for one in (*own, *theirs)}


def _is_of(policy: Object, template: Mapping[str, object]) -> bool:
    return selects(policy.spec["podSelector"], texts(at(template, "metadata", "labels")))


def _admits(policy: Object, service: Provided, port: str) -> bool:
    """Tell whether *policy* lets its pods reach *service*, at *port* or at all of its ports.

    Amazon's VPC CNI lets the address of a Service through only if the Service's own selector satisfies the peer.
    """
    wanted = {port} if port else service.parts
    return any(
        wanted <= {str(one["port"]) for one in every(rule, "ports")}
        and any(_leads(peer, policy, service) for peer in every(rule, "to"))
        for rule in every(policy.spec, "egress")
    )


def _leads(peer: Mapping[str, object], policy: Object, service: Provided) -> bool:
    if "podSelector" not in peer or not selects(peer["podSelector"], service.selector):
        return False
    space = at(peer, "namespaceSelector", "matchLabels", "kubernetes.io/metadata.name")
    return (policy.namespace if "namespaceSelector" not in peer else space) == service.namespace
