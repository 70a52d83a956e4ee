"""Every selector selects pods that the same output makes, by itself or through a declared operator."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.objects import changed, objects
from tests.support.selectors import all_pods, unread, unselecting


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_selector_selects(environment: str) -> None:
    """A label that is mistyped on one side cuts traffic off, spreads nothing or protects nobody."""
    assert all_pods(objects(environment))
    assert list(unselecting(objects(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_no_selector_is_overlooked(environment: str) -> None:
    """A field that selects and that the law does not know would hold by not being read."""
    assert list(unread(objects(environment))) == []


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        pytest.param("Service/web-app", "spec.selector.app", "wab-app", "Service/web-app selects no pod", id="service"),
        pytest.param(
            "Deployment/web-app",
            "spec.selector.matchLabels.app",
            "wab-app",
            "Deployment/web-app does not select its own pods",
            id="template",
        ),
        pytest.param(
            "Deployment/web-app",
            "spec.template.spec.topologySpreadConstraints.0.labelSelector.matchLabels.app",
            "api-gateway",
            "Deployment/web-app spreads pods that are not its own: app=api-gateway",
            id="spread",
        ),
        pytest.param(
            "Pooler/tigerex-postgres-cluster-pooler",
            "metadata.name",
            "pooler",
            "PodDisruptionBudget/tigerex-postgres-cluster-pooler selects no pod",
            id="made by an operator",
        ),
        pytest.param(
            "NetworkPolicy/web-app",
            "spec.podSelector.matchLabels.app",
            "wab-app",
            "NetworkPolicy/web-app selects no pod",
            id="policy",
        ),
        pytest.param(
            "NetworkPolicy/web-app",
            "spec.egress.0.to.0.podSelector.matchLabels.app",
            "api",
            "NetworkPolicy/web-app names a peer that is no pod: podSelector app=api",
            id="peer",
        ),
        pytest.param(
            "NetworkPolicy/web-app",
            "spec.egress.1.to.0.namespaceSelector.matchLabels",
            {"name": "kube-system"},
            "NetworkPolicy/web-app names a peer that is no pod: namespaceSelector name=kube-system, "
            "podSelector k8s-app=kube-dns",
            id="namespace",
        ),
        pytest.param(
            "ValidatingAdmissionPolicyBinding/tigerex-production-images",
            "spec.matchResources.namespaceSelector.matchExpressions",
            [{"key": "name", "operator": "In", "values": ["tigerex-production"]}],
            "ValidatingAdmissionPolicyBinding/tigerex-production-images binds no namespace: name",
            id="binding",
        ),
    ],
)
def test_a_selector_of_nobody_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken, one kind of selector at a time."""
    assert said in set(unselecting(changed(objects("production"), which, path, value)))
