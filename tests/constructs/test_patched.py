"""A patch changes what it names, says so on the object, and is refused where it does not fit."""

from typing import Any

import pytest
from cdk8s import App, Chart

from tigerex_k8s import (
    CatalogError,
    DeclarationError,
    Endpoint,
    Patch,
    Postgres,
    PostgresCluster,
    Service,
    Workload,
    link,
)

pytestmark = pytest.mark.node

WHY = "The vendor's support asked for it."


def _rendered(*patches: Patch) -> dict[tuple[str, str], Any]:
    service = Service(name="web", image="ghcr.io/acme/web:1", offers=(Endpoint(name="http", port=80),), patches=patches)
    chart = Chart(App(), "web")
    Workload(chart, "web", service, graph=link(service, namespace="shop"))
    return {(one["kind"], one["metadata"]["name"]): one for one in chart.to_json()}


def test_a_patch_changes_one_object_and_nothing_else() -> None:
    """Also where a typed object would lose it: a number where a text may stand, and a field younger than the class."""
    plain = _rendered()
    surge = "/spec/strategy/rollingUpdate/maxSurge"

    changed = _rendered(
        Patch(kind="Deployment", path=surge, value=3, because=WHY),
        Patch(kind="Deployment", path="/spec/template/spec/hostUsers", value=False, because=WHY),
        Patch(kind="Service", path="/spec/type", op="remove", because=WHY),
    )

    deployment, service = plain[("Deployment", "web")], plain[("Service", "web")]
    deployment["spec"]["strategy"]["rollingUpdate"]["maxSurge"] = 3
    deployment["spec"]["template"]["spec"]["hostUsers"] = False
    deployment["metadata"]["annotations"] = {"tigerex.com/patched": f"{WHY}; {WHY}"}
    del service["spec"]["type"]
    service["metadata"]["annotations"] = {"tigerex.com/patched": WHY}
    assert changed == plain


def test_every_patch_that_does_not_fit_is_named() -> None:
    """The reader learns what there is."""
    with pytest.raises(DeclarationError) as caught:
        _rendered(
            Patch(kind="Ingress", path="/spec/x", value=1, because=WHY),
            Patch(kind="Service", path="/spec/nowhere/x", value=1, because=WHY),
            Patch(kind="Service", path="/spec/nowhere", op="remove", because=WHY),
        )

    assert caught.value.problems == (
        (
            "web patches /spec/x of its Ingress, but makes Deployment 'web', NetworkPolicy 'web',"
            " PodDisruptionBudget 'web', Service 'web' and ServiceAccount 'web'"
        ),
        (
            "web patches /spec/nowhere/x of its Service, which cannot be: member 'nowhere' not found in"
            " {'ports': [{'name': 'http', 'port': 80, 'targetPort': 80}], 'selector': {'app': 'web'},"
            " 'type': 'ClusterIP'}"
        ),
        "web patches /spec/nowhere of its Service, which cannot be: can't remove a non-existent object 'nowhere'",
    )


def test_one_of_several_is_chosen_by_name() -> None:
    """A database makes three policies."""
    path = "/metadata/labels"

    def render(patch: Patch) -> list[Any]:
        database = Postgres(name="orders", storage="1Gi", patches=(patch,))
        chart = Chart(App(), "orders")
        PostgresCluster(chart, "orders", database, graph=link(database, namespace="shop"))
        found: list[Any] = chart.to_json()
        return found

    with pytest.raises(DeclarationError, match=r"but makes orders, orders-pooler and orders-jobs; say which by name$"):
        render(Patch(kind="NetworkPolicy", path=path, value={"a": "b"}, because=WHY))

    labelled = [
        one["metadata"]["name"]
        for one in render(Patch(kind="NetworkPolicy", name="orders-jobs", path=path, value={"a": "b"}, because=WHY))
        if "labels" in one["metadata"]
    ]
    assert labelled == ["orders-jobs"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"path": "spec", "value": 1}, "path: 'spec' is not a JSON pointer such as '/spec/replicas'"),
        ({"path": "/kind", "value": 1}, "path: '/kind' is what the object is; declare another"),
        ({"path": "/spec"}, "field 'value' is required with op 'add'"),
        ({"path": "/spec", "op": "remove", "value": 1}, "value: op 'remove' takes none"),
    ],
)
def test_a_patch_that_says_nothing_sensible_is_refused(fields: dict[str, Any], said: str) -> None:
    """Before anything is made."""
    with pytest.raises(DeclarationError) as caught:
        Patch(kind="Service", because=WHY, **fields)

    assert caught.value.problems == (f"Patch: {said}",)


def test_a_construct_refuses_the_graph_of_others() -> None:
    """Its policy and variables would be somebody else's."""
    one, other = (Service(name=name, image="ghcr.io/acme/web:1") for name in ("one", "other"))
    graph = link(one, namespace="shop")

    with pytest.raises(CatalogError, match=r"^other is not in this graph as it is declared here; pass it to link\(\)"):
        Workload(Chart(App(), "shop"), "other", other, graph=graph)
