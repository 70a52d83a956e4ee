"""dist/ is for everybody to read: no secret is in it, and no name that a hash would change."""

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.support.objects import Object, changed, objects
from tests.support.secrecy import hashed, told


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_no_secret_is_told(environment: str) -> None:
    """What is committed once stays in the history."""
    assert objects(environment)
    assert list(told(objects(environment))) == []


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_no_name_is_hashed(environment: str) -> None:
    """A generated name changes with the path of a construct, and the object is replaced."""
    assert list(hashed(objects(environment))) == []


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        (
            "Deployment/web-app",
            "spec.template.spec.containers.0.env",
            [{"name": "API_TOKEN", "value": "x"}],
            "Deployment/web-app: API_TOKEN has a plain value",
        ),
        (
            "ConfigMap/tigerex-config",
            "data",
            {"redis_password": "x"},
            "ConfigMap/tigerex-config: redis_password is kept in the open",
        ),
        (
            "ExternalSecret/postgres-credentials",
            "spec.target.template.data.password",
            "x",
            "ExternalSecret/postgres-credentials: password is no template",
        ),
        (
            "ConfigMap/tigerex-config",
            "data",
            {"URL": "postgresql://tigerex:x@db/tigerex"},
            "ConfigMap/tigerex-config says what looks like a secret",
        ),
        (
            "ConfigMap/tigerex-config",
            "data",
            {"ca": "-----BEGIN PRIVATE KEY-----"},
            "ConfigMap/tigerex-config says what looks like a secret",
        ),
    ],
)
def test_a_secret_that_is_told_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken, one place at a time."""
    assert list(told(changed(objects("production"), which, path, value))) == [said]


def test_a_secret_that_is_an_object_and_a_hashed_name_are_found() -> None:
    """The same for whole objects."""
    secret = Object({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"b": "c"}})
    renamed = changed(objects("production"), "Service/web-app", "metadata.name", "web-app-c8a2f19c")

    assert list(told((secret,))) == ["Secret/a has stringData"]
    assert list(hashed(renamed)) == ["Service/web-app-c8a2f19c"]
