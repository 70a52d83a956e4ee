"""The validators of the schema tests can fail; without this, a green run proves nothing."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.schemas import core_problems, crd_known, crd_problems, kind_known, minors

if TYPE_CHECKING:
    from pathlib import Path

DEPLOYMENT: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "orders"},
    "spec": {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "orders"}},
        "template": {
            "metadata": {"labels": {"app": "orders"}},
            "spec": {
                "containers": [
                    {
                        "name": "orders",
                        "image": "orders:1",
                        "ports": [{"name": "http", "containerPort": 8080}],
                        "readinessProbe": {"httpGet": {"path": "/", "port": "http"}},
                        "resources": {"limits": {"cpu": 1, "memory": "1Gi"}},
                    }
                ],
            },
        },
    },
}
CRD = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  names: {kind: Shop, plural: shops}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata: {type: object}
            spec:
              type: object
              required: [size]
              x-kubernetes-validations:
                - {rule: "self.low <= self.high", message: low is above high}
                - {rule: "!has(self.__namespace__) || self.__namespace__.lowerAscii() != 'default'"}
                - {rule: "self == oldSelf", message: is immutable}
              properties:
                size: {type: integer, minimum: 1}
                low: {type: integer, default: 1}
                high: {type: integer, default: 5}
                namespace: {type: string}
                mode: {type: string, enum: [open, closed]}
                code: {type: string, pattern: "^[a-z]+$"}
                port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                note: {type: string, nullable: true}
                labels: {type: object, additionalProperties: {type: string}}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                whole: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
                tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                shelves:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items: {type: object, required: [name], properties: {name: {type: string}}}
"""


@pytest.fixture(scope="module")
def crds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one CRD in it."""
    folder = tmp_path_factory.mktemp("crds")
    (folder / "shops.yaml").write_text(CRD, "utf-8")
    return folder


def deployment(path: str, value: object) -> dict[str, Any]:
    """Return the good Deployment with *value* at *path*, or without what is there where *value* is None."""
    made = deepcopy(DEPLOYMENT)
    *parents, last = path.split("/")
    at: Any = made
    for key in parents:
        at = at[int(key)] if key.isdigit() else at[key]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return made


def shop(**spec: object) -> dict[str, object]:
    """Return a Shop of size one with *spec* besides."""
    return {"apiVersion": "example.com/v1", "kind": "Shop", "metadata": {"name": "a"}, "spec": {"size": 1} | spec}


@pytest.mark.parametrize("version", minors())
def test_a_good_core_object_has_no_problems(version: str) -> None:
    """A validator that refuses everything would prove nothing either."""
    assert core_problems(DEPLOYMENT, version) == []


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        pytest.param(
            "spec/replica",
            2,
            "spec: Additional properties are not allowed ('replica' was unexpected)",
            id="unknown field",
        ),
        pytest.param(
            "spec/template/spec/containers/0/readinessProbe/httpGet/prt",
            1,
            "spec.template.spec.containers.0.readinessProbe.httpGet: "
            "Additional properties are not allowed ('prt' was unexpected)",
            id="unknown field far down",
        ),
        pytest.param(
            "metadata/label",
            {},
            "metadata: Additional properties are not allowed ('label' was unexpected)",
            id="metadata",
        ),
        pytest.param("spec/replicas", "two", 'spec.replicas: "two" is not of types "null", "integer"', id="wrong type"),
        pytest.param("spec/selector", None, 'spec: "selector" is a required property', id="missing field"),
    ],
)
@pytest.mark.parametrize("version", [minors()[0], minors()[-1]])
def test_a_bad_core_object_is_refused(version: str, path: str, value: object, problem: str) -> None:
    """Each message tells where and what."""
    assert core_problems(deployment(path, value), version) == [problem]


@pytest.mark.parametrize(
    ("api_version", "kind", "version", "known"),
    [
        ("v1", "Service", "1.28", True),
        ("rbac.authorization.k8s.io/v1", "Role", "1.28", True),
        ("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "1.29", False),
        ("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "1.30", True),
        ("policy/v1beta1", "PodSecurityPolicy", "1.28", False),
        ("networking.example.com/v1", "Ingress", "1.30", False),
        ("v1", "Affinity", "1.30", False),
    ],
)
def test_a_kind_is_known_from_the_version_that_has_it(
    api_version: str, kind: str, version: str, *, known: bool
) -> None:
    """A kind of another group or a part of an object must not pass for a core kind."""
    obj = {"apiVersion": api_version, "kind": kind}

    assert kind_known(obj, version) is known
    assert bool(core_problems(obj, version) == [f"Kubernetes {version} has no {kind} in {api_version}"]) is not known


@pytest.mark.parametrize(
    "spec",
    [
        pytest.param({}, id="defaults"),
        pytest.param({"port": 80}, id="integer"),
        pytest.param({"port": "http"}, id="string"),
        pytest.param({"note": None}, id="null"),
        pytest.param({"labels": {"any": "key"}}, id="map"),
        pytest.param({"free": {"any": {"thing": 1}}}, id="preserved"),
        pytest.param({"whole": {"apiVersion": "v1", "kind": "Pod", "spec": {}}}, id="embedded"),
        pytest.param({"namespace": "shop"}, id="reserved word"),
        pytest.param({"tags": ["a", "b"], "shelves": [{"name": "a"}, {"name": "b"}]}, id="unique"),
    ],
)
def test_a_good_custom_object_has_no_problems(crds: Path, spec: dict[str, object]) -> None:
    """What a structural schema allows is allowed."""
    assert crd_known(shop(), crds)
    assert crd_problems(shop(**spec), crds) == []


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ({"sise": 1}, "spec: Additional properties are not allowed ('sise' was unexpected)"),
        ({"size": "1"}, 'spec.size: "1" is not of type "integer"'),
        ({"size": None}, 'spec.size: null is not of type "integer"'),
        ({"size": 0}, "spec.size: 0 is less than the minimum of 1"),
        ({"mode": "ajar"}, 'spec.mode: "ajar" is not one of "open" or "closed"'),
        ({"code": "A"}, 'spec.code: "A" does not match "^[a-z]+$"'),
        ({"port": True}, 'spec.port: true is not of types "integer", "string"'),
        ({"labels": {"a": 1}}, 'spec.labels.a: 1 is not of type "string"'),
        ({"whole": {"kind": "Pod"}}, 'spec.whole: "apiVersion" is a required property'),
        ({"shelves": [{}]}, 'spec.shelves.0: "name" is a required property'),
        ({"tags": ["a", "a"]}, "spec.tags[1]: duplicate of an earlier entry"),
        ({"shelves": [{"name": "a"}, {"name": "a"}]}, "spec.shelves[1]: duplicate of an earlier entry"),
        ({"low": 6}, "spec: low is above high"),
        ({"namespace": "Default"}, "spec: !has(self.__namespace__) || self.__namespace__.lowerAscii() != 'default'"),
    ],
    ids=str,
)
def test_a_bad_custom_object_is_refused(crds: Path, spec: dict[str, object], problem: str) -> None:
    """Structure, unique lists and CEL rules are each refused with the place."""
    assert crd_problems(shop(**spec), crds) == [problem]


def test_a_custom_object_needs_its_spec_and_strict_metadata(crds: Path) -> None:
    """The root of an object is checked like the rest of it."""
    obj = shop() | {"metadata": {"nme": "a"}}
    del obj["spec"]

    assert sorted(crd_problems(obj, crds)) == [
        ': "spec" is a required property',
        "metadata: Additional properties are not allowed ('nme' was unexpected)",
    ]


@pytest.mark.parametrize(("api_version", "kind"), [("example.com/v2", "Shop"), ("example.com/v1", "Shopp")])
def test_a_kind_without_a_crd_is_refused(crds: Path, api_version: str, kind: str) -> None:
    """A version that is not served is as unknown as a kind that does not exist."""
    obj = {"apiVersion": api_version, "kind": kind}

    assert not crd_known(obj, crds)
    assert crd_problems(obj, crds) == [f"no CRD defines {kind} in {api_version}"]
