"""Every pod is hardened, and every namespace closed."""

from collections.abc import Mapping

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.hardening import open_namespaces, soft, unprobed
from tests.support.objects import changed, objects
from tests.support.pods import templates

# Owners of pods that talk to the API server, and why; and ServiceAccounts that carry their token.
API_CLIENTS: Mapping[str, str] = {"StatefulSet/prometheus": "finds its targets"}


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_pod_is_hardened(environment: str) -> None:
    """One that is not is where an attacker stays; restricted alone asks for less."""
    assert list(templates(objects(environment)))
    assert list(soft(objects(environment), api_clients=API_CLIENTS)) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_pod_behind_a_service_is_probed(environment: str) -> None:
    """Else traffic goes to a pod that has not started, or hangs."""
    assert list(unprobed(objects(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_namespace_is_closed(environment: str) -> None:
    """What nobody declared is denied, pods that nobody here wrote included."""
    assert list(open_namespaces(objects(environment))) == []


def test_an_exception_is_in_use() -> None:
    """One that nothing needs any more would let the next pod through."""
    known = {str(one) for environment in ENVIRONMENT_NAMES for one in objects(environment)}

    assert set(API_CLIENTS) <= known


_POD = "spec.template.spec"
_CONTAINER = f"{_POD}.containers.0"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (f"{_POD}.securityContext.runAsNonRoot", False, "runAsNonRoot is False"),
        (f"{_POD}.securityContext.seccompProfile.type", "Unconfined", "type is Unconfined"),
        (f"{_POD}.hostNetwork", True, "hostNetwork is True"),
        (f"{_POD}.automountServiceAccountToken", None, "automountServiceAccountToken is None"),
        (f"{_POD}.volumes.0", {"name": "tmp", "hostPath": {"path": "/"}}, "has the volume tmp of the node"),
        (f"{_CONTAINER}.securityContext.readOnlyRootFilesystem", None, "web-app: readOnlyRootFilesystem is None"),
        (f"{_CONTAINER}.securityContext.allowPrivilegeEscalation", None, "web-app: allowPrivilegeEscalation is None"),
        (f"{_CONTAINER}.securityContext.capabilities", {"drop": ["NET_RAW"]}, "web-app: drop is ['NET_RAW']"),
        (f"{_CONTAINER}.securityContext.privileged", True, "web-app: privileged is True"),
        (f"{_CONTAINER}.resources.limits.cpu", None, "web-app: no limits of cpu"),
        (f"{_CONTAINER}.resources.requests.ephemeral-storage", None, "web-app: no requests of ephemeral-storage"),
        (f"{_CONTAINER}.ports.0.hostPort", 80, "web-app: takes a port of the node"),
    ],
)
def test_a_soft_pod_is_found(path: str, value: object, said: str) -> None:
    """The law can be broken, one setting at a time."""
    broken = changed(objects("production"), "Deployment/web-app", path, value)

    assert list(soft(broken, api_clients=API_CLIENTS)) == [f"Deployment/web-app: {said}"]


def test_an_open_account_a_missing_probe_and_an_open_namespace_are_found() -> None:
    """The same for what is around the pod."""
    ours = objects("production")

    account = changed(ours, "ServiceAccount/web-app", "automountServiceAccountToken", None)
    probe = changed(ours, "Deployment/web-app", f"{_CONTAINER}.startupProbe", None)
    denial = changed(ours, "NetworkPolicy/default-deny", "spec.policyTypes", ["Ingress"])
    label = "metadata.labels"
    level = changed(ours, "Namespace/tigerex-production", label, {"pod-security.kubernetes.io/audit": "restricted"})

    said = "ServiceAccount/web-app: automountServiceAccountToken is None"
    assert list(soft(account, api_clients=API_CLIENTS)) == [said]
    assert list(unprobed(probe)) == ["Deployment/web-app: no startupProbe"]
    assert list(open_namespaces(denial)) == ["Namespace/tigerex-production allows what no policy names"]
    assert list(open_namespaces(level)) == [
        "Namespace/tigerex-production does not enforce restricted",
        "Namespace/tigerex-production does not warn restricted",
    ]
