"""What the Prometheus in dist/ scrapes, and whether the NetworkPolicies let it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from tests.support.objects import Object, Objects, at, every, of_kind
from tests.support.pods import Pods, namespaces, peers, selects
from tests.support.selectors import all_pods
from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_POLICY = "NetworkPolicy.networking.k8s.io"
_KUBELET = 10250  # where the discovery of nodes leads


@dataclass(frozen=True, slots=True)
class Job:
    """A scrape job: the labels that it adds, those of them whose value is known, and whose own labels win."""

    name: str
    added: frozenset[str]
    known: Mapping[str, str]
    honors: bool

    def labels(self, own: Iterable[str]) -> frozenset[str]:
        """Return the labels of a series that the target gives the labels *own*."""
        if self.honors:
            return self.added.union(own)
        return self.added.union(f"exported_{one}" if one in self.added else one for one in own)

    def may_have(self, label: str, own: Iterable[str]) -> str | None:
        """Return the only value that *label* can have in a series with *own* labels, None where there may be more."""
        return None if self.honors and label in own else self.known.get(label)


def configured(output: Objects, name: str, file: str) -> Mapping[str, object]:
    """Return the *file* of the ConfigMap called *name*."""
    config = next(one for one in of_kind(output, "ConfigMap") if one.name == name)
    return mapping(yaml.safe_load(str(at(config.body, "data", file))))


def jobs(output: Objects) -> dict[str, Job]:
    """Return the scrape jobs in *output* by name."""
    return {str(one["job_name"]): _job(one) for one in _scrapes(output)}


def _scrapes(output: Objects) -> list[Mapping[str, object]]:
    return every(configured(output, "prometheus-config", "prometheus.yml"), "scrape_configs")


def _job(scrape: Mapping[str, object]) -> Job:
    name = str(scrape["job_name"])
    written = {str(one["target_label"]) for one in every(scrape, "relabel_configs") if "target_label" in one}
    added = frozenset({"instance", "job", *(label for label in written if not label.startswith("__"))})
    spaces = [str(space) for found in every(scrape, "kubernetes_sd_configs") for space in _names(found)]
    known = {"job": name, **({"namespace": spaces[0]} if len(spaces) == 1 and "namespace" in added else {})}
    return Job(name, added, known, scrape.get("honor_labels") is True)


def _names(found: Mapping[str, object]) -> list[object]:
    return sequence(at(found, "namespaces", "names"))


def unreachable(output: Objects) -> Iterator[str]:
    """Yield the scrape jobs that find no pod, whose pods do not listen, or that a policy keeps out."""
    found = all_pods(output)
    watcher = next(one for one in found if one.owner == "StatefulSet/prometheus")
    for scrape in _scrapes(output):
        for discovery in every(scrape, "kubernetes_sd_configs"):
            if discovery["role"] == "node":
                yield from _of_nodes(scrape, watcher, output)
            else:
                yield from _of_pods(scrape, discovery, output, watcher=watcher, found=found)


def _of_nodes(scrape: Mapping[str, object], watcher: Pods, output: Objects) -> Iterator[str]:
    """Yield what is wrong with the way to the kubelets, which are addresses."""
    rules = [rule for policy in _policies(watcher, "Egress", output) for rule in every(policy.spec, "egress")]
    blocks = [rule for rule in rules if any("ipBlock" in peer for peer in every(rule, "to"))]
    if not any(_has(rule, _KUBELET) for rule in blocks):
        yield f"{scrape['job_name']}: no policy lets Prometheus out to {_KUBELET} of the nodes"


def _of_pods(
    scrape: Mapping[str, object],
    discovery: Mapping[str, object],
    output: Objects,
    *,
    watcher: Pods,
    found: tuple[Pods, ...],
) -> Iterator[str]:
    job, port, spaces = scrape["job_name"], _port(scrape), namespaces(output, found)
    kept = [one for one in found if one.namespace in _names(discovery) and _keeps(scrape, one.labels)]
    if not kept:
        yield f"{job}: selects no pod"
    for one in kept:
        if (port, "TCP") not in one.ports:
            yield f"{job}: {one.owner} does not listen at {port}"
        for here, there, direction in ((watcher, one, "Egress"), (one, watcher, "Ingress")):
            policies = list(_policies(here, direction, output))
            if policies and not any(_lets(policy, direction, there, port, spaces=spaces) for policy in policies):
                yield f"{job}: no policy of {here.owner} has {port} of {there.owner} in its {direction.lower()}"


def _port(scrape: Mapping[str, object]) -> int:
    (address,) = (one for one in every(scrape, "relabel_configs") if one.get("target_label") == "__address__")
    return int(str(address["replacement"]).rpartition(":")[2])


def _keeps(scrape: Mapping[str, object], labels: Mapping[str, str]) -> bool:
    """Tell whether the job keeps a pod with *labels*."""
    meta = {"__meta_kubernetes_pod_phase": "Running"}
    for key, value in labels.items():
        spelt = re.sub(r"[^A-Za-z0-9_]", "_", key)
        meta |= {f"__meta_kubernetes_pod_label_{spelt}": value, f"__meta_kubernetes_pod_labelpresent_{spelt}": "true"}
    for one in every(scrape, "relabel_configs"):
        joined = ";".join(meta.get(str(label), "") for label in sequence(one.get("source_labels")))
        met = re.fullmatch(str(one.get("regex", "(.*)")), joined) is not None
        if (one.get("action") == "keep" and not met) or (one.get("action") == "drop" and met):
            return False
    return True


def _policies(pods: Pods, direction: str, output: Objects) -> Iterator[Object]:
    for one in of_kind(output, _POLICY):
        selected = one.namespace == pods.namespace and selects(one.spec["podSelector"], pods.labels)
        if selected and direction in sequence(one.spec.get("policyTypes")):
            yield one


def _lets(policy: Object, direction: str, other: Pods, port: int, *, spaces: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether *policy* has the pods *other* among its peers at *port*."""
    end = "to" if direction == "Egress" else "from"
    return any(
        _has(rule, port)
        and any(
            "ipBlock" not in peer
            and other.namespace in peers(peer, policy.namespace, spaces)
            and selects(peer.get("podSelector", {}), other.labels)
            for peer in every(rule, end)
        )
        for rule in every(policy.spec, direction.lower())
    )


def _has(rule: Mapping[str, object], port: int) -> bool:
    return any(one["port"] == port and one.get("protocol", "TCP") == "TCP" for one in every(rule, "ports"))
