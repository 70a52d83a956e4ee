"""A service: the pods of one program, declared once."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.endpoint import Endpoint
from tigerex_k8s.model.exemption import Exemption
from tigerex_k8s.model.exposure import Exposure
from tigerex_k8s.model.image import image_reference
from tigerex_k8s.model.monitoring import Objective
from tigerex_k8s.model.names import AbsolutePath, Name, Percent, VariableName
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.patch import Patch
from tigerex_k8s.model.probes import HttpProbes, TcpProbes
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.scale import Elastic, Fixed
from tigerex_k8s.model.secret import SecretKey


def _distinct(endpoints: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
    for what, found in (("name", [e.name for e in endpoints]), ("port", [str(e.port) for e in endpoints])):
        twice = sorted({one for one in found if found.count(one) > 1})
        if twice:
            raise ValueError(f"two endpoints have the {what} {', '.join(twice)}")
    return endpoints


class Service(Declaration):
    """The pods of one program behind one Kubernetes Service; hardened when nothing is said.

    name: of every object that is made for it.
    image: reference with a tag, a digest, or both.
    offers: endpoints; left out, none, and no Service is made. The first is probed.
    needs: what it calls, reads and writes; left out, only cluster DNS is open to it.
    scale: left out, two pods.
    resources: left out, the defaults of :class:`Resources`.
    probes: left out, HTTP on ``/health`` and ``/ready``.
    env: variables with plain values; left out, only those that ``needs`` give.
    config: names of Configs whose values become variables; left out, none.
    secrets: keys that become variables of the same name; left out, none.
    exposures: left out, the internet does not reach it.
    node_group: left out, any node without a taint.
    priority: name of a PriorityClass; left out, the cluster's default.
    max_surge: pods above the wanted number while updating; left out, 25%.
    grace_seconds: from SIGTERM to SIGKILL; left out, 60. drain_seconds of it pass before SIGTERM, so that proxies stop
    sending first (with the image's ``sleep``); left out, 10; 0 for an image without ``sleep``.
    user: numeric user and group; left out, 1000.
    writable: folders with an emptyDir on the read-only root; left out, /tmp.
    owner: the team that its alerts are for; left out, platform.
    objective: what its callers may count on; left out, only failures and slowness as such are alerted on.
    exempt: exceptions to checks; left out, none.
    patches: changes that no field can say; left out, none.
    """

    name: Name
    image: Annotated[str, AfterValidator(image_reference)]
    offers: Annotated[Many[Endpoint], AfterValidator(_distinct)] = ()
    needs: Many[Need] = ()
    scale: Fixed | Elastic = Fixed(replicas=2)
    resources: Resources = Resources()
    probes: HttpProbes | TcpProbes = HttpProbes()
    config: Many[Name] = ()
    secrets: Many[SecretKey] = ()
    env: Mapping[VariableName, str] = Field(default_factory=dict)
    exposures: Many[Exposure] = ()
    node_group: Name | None = None
    priority: Name | None = None
    max_surge: Annotated[int, Field(ge=1)] | Percent = "25%"
    grace_seconds: Annotated[int, Field(ge=1)] = 60
    drain_seconds: Annotated[int, Field(ge=0)] = 10
    user: Annotated[int, Field(ge=1)] = 1000
    writable: Many[AbsolutePath] = ("/tmp",)
    owner: Name = "platform"
    objective: Objective | None = None
    exempt: Many[Exemption] = ()
    patches: Many[Patch] = ()
