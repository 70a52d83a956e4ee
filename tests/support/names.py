"""Names that Kubernetes refuses, and identities that are there twice.

https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.support.objects import Objects, at, every, fields, of_kind, texts
from tests.support.operators import Provided, made
from tests.support.pods import containers, namespaces, templates
from tests.support.provided import CLUSTER_WIDE
from tests.support.selectors import all_pods
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
_SUBDOMAIN = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_SERVICE = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")
_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
_KEY = re.compile(rf"((?=[^/]{{1,253}}/){_LABEL}(\.{_LABEL})*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{{0,61}}[A-Za-z0-9])?")
_DATA = re.compile(r"[-._a-zA-Z0-9]{1,253}")
_PORT = re.compile(r"(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?")

# How long a name may be from which a controller makes longer ones, or which it writes into a label.
_LIMITS = {
    "Cluster.postgresql.cnpg.io": 50,
    "CronJob.batch": 52,
    "DaemonSet.apps": 63,
    "Deployment.apps": 63,
    "Job.batch": 63,
    "Namespace": 63,
    "Pooler.postgresql.cnpg.io": 63,
    "RedisCluster.redis.redis.opstreelabs.in": 50,
    "StatefulSet.apps": 52,
}


def twice(output: Objects) -> Iterator[str]:
    """Yield the identities that two objects have, or an object and what an operator makes."""
    own = [(one.kind, one.namespace, one.name) for one in output]
    theirs = [(one.kind, one.namespace, one.name) for one in made(output) if isinstance(one, Provided)]
    for identity, count in Counter(own).items():
        if count > 1:
            yield f"{_said(*identity)} is there {count} times"
        if identity in theirs:
            yield f"{_said(*identity)} is also made by an operator"


def misplaced(output: Objects) -> Iterator[str]:
    """Yield the objects without a namespace that need one, with one that they cannot have, or in one that is not."""
    made_elsewhere = (one for one in all_pods(output) if one.namespace not in {each.namespace for each in output})
    operators = {one.name for one in made(output) if isinstance(one, Provided) and one.kind == "Namespace"}
    known = {*namespaces(output, made_elsewhere), *operators}
    for one in output:
        if (one.namespace is None) != (one.kind in CLUSTER_WIDE):
            yield f"{one} is in the namespace {one.namespace}"
        elif one.namespace is not None and one.namespace not in known:
            yield f"{one} is in the namespace {one.namespace}, which nobody makes"


def refused(output: Objects) -> Iterator[str]:
    """Yield every name that an API server would refuse."""
    for one in output:
        fits = _SERVICE if one.kind == "Service" else _SUBDOMAIN
        if not fits.fullmatch(one.name) or len(one.name) > _LIMITS.get(one.kind, 253):
            yield f"{one} has a name that is refused"
        for name, value in fields(one.body):
            if name in {"labels", "annotations", "matchLabels", "nodeSelector"}:
                yield from (f"{one}: {key} is no {name[:-1]}" for key in mapping(value) if not _KEY.fullmatch(key))
            if name in {"labels", "matchLabels", "nodeSelector"}:
                yield from (f"{one}: '{each}' is no label" for each in _values(value))
            if name == "data":
                yield from (f"{one}: {key} is no key" for key in mapping(value) if not _DATA.fullmatch(key))
    yield from _refused_in_pods(output)
    for one in of_kind(output, "Service"):
        yield from (f"{one}: {name} is no port" for name in _ports(one.spec) if not _PORT.fullmatch(name))


def _values(value: object) -> list[str]:
    return [each for each in texts(value).values() if not _VALUE.fullmatch(each)]


def _refused_in_pods(output: Objects) -> Iterator[str]:
    label = re.compile(_LABEL)
    for one, template in templates(output):
        parts = [*containers(template), *every(template, "spec", "volumes")]
        yield from (f"{one}: {part['name']} is no name" for part in parts if not label.fullmatch(str(part["name"])))
        for container in containers(template):
            yield from (f"{one}: {name} is no port" for name in _ports(container) if not _PORT.fullmatch(name))
            variables = Counter(str(each["name"]) for each in every(container, "env"))
            yield from (f"{one}: the variable {name} is there twice" for name, n in variables.items() if n > 1)


def _ports(holder: object) -> list[str]:
    return [str(one["name"]) for one in every(holder, "ports") if at(one, "name") is not None]


def _said(kind: str, namespace: str | None, name: str) -> str:
    return f"{kind}/{name}" + (f" in {namespace}" if namespace else "")
