"""Names are unique, valid, and in a namespace that is there."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.names import misplaced, refused, twice
from tests.support.objects import changed, objects


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_no_two_objects_share_an_identity(environment: str) -> None:
    """The second would overwrite the first."""
    assert objects(environment)
    assert list(twice(objects(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_object_is_where_it_belongs(environment: str) -> None:
    """Without a namespace, it lands in whichever one the person who applies it happens to use."""
    assert list(misplaced(objects(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_name_is_one_that_kubernetes_takes(environment: str) -> None:
    """Some are only refused by the controller that makes longer names of them."""
    assert list(refused(objects(environment))) == []


def test_an_identity_that_is_there_twice_is_found() -> None:
    """Among ours, and between ours and an operator's."""
    broken = changed(objects("production"), "Service/web-app", "metadata.name", "wallet-service")
    broken = changed(broken, "Service/admin-dashboard", "metadata.name", "tigerex-postgres-cluster-rw")

    assert list(twice(broken)) == [
        "Service/tigerex-postgres-cluster-rw in tigerex-production is also made by an operator",
        "Service/wallet-service in tigerex-production is there 2 times",
    ]


@pytest.mark.parametrize(
    ("which", "namespace", "said"),
    [
        ("Service/web-app", None, "Service/web-app is in the namespace None"),
        ("Service/web-app", "tigerex", "Service/web-app is in the namespace tigerex, which nobody makes"),
        ("PriorityClass/tigerex-critical", "x", "PriorityClass/tigerex-critical is in the namespace x"),
    ],
)
def test_an_object_out_of_place_is_found(which: str, namespace: str | None, said: str) -> None:
    """One namespace too few, one that is not there, one too many."""
    assert said in set(misplaced(changed(objects("production"), which, "metadata.namespace", namespace)))


_CONTAINER = "spec.template.spec.containers.0"


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        ("Service/web-app", "metadata.name", "1web", "Service/1web has a name that is refused"),
        ("Deployment/web-app", "metadata.name", "Web", "Deployment/Web has a name that is refused"),
        ("Deployment/web-app", "metadata.name", "w" * 64, f"Deployment/{'w' * 64} has a name that is refused"),
        ("Service/web-app", "metadata.labels", {"a": "b/c"}, "Service/web-app: 'b/c' is no label"),
        ("Service/web-app", "metadata.labels", {"a b": "c"}, "Service/web-app: a b is no label"),
        ("Service/web-app", "metadata.annotations", {"/a": "c"}, "Service/web-app: /a is no annotation"),
        (
            "Service/web-app",
            "spec.ports.0.name",
            "more-than-fifteen",
            "Service/web-app: more-than-fifteen is no port",
        ),
        ("ConfigMap/tigerex-config", "data", {"a/b": "c"}, "ConfigMap/tigerex-config: a/b is no key"),
        ("Deployment/web-app", f"{_CONTAINER}.name", "Web", "Deployment/web-app: Web is no name"),
        (
            "Deployment/web-app",
            f"{_CONTAINER}.env",
            [{"name": "A"}, {"name": "A"}],
            "Deployment/web-app: the variable A is there twice",
        ),
    ],
)
def test_a_name_that_kubernetes_refuses_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken, one kind of name at a time."""
    assert said in set(refused(changed(objects("production"), which, path, value)))
