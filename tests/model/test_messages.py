"""Whoever declares something wrong learns which field it is, what it holds, and what would have worked."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.model.wrong import LABEL, WRONG
from tigerex_k8s import (
    DeclarationError,
    Elastic,
    Endpoint,
    Exposure,
    Fixed,
    PriorityClass,
    Resources,
    SecretKey,
    Service,
    calls,
    model,
)
from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import Name

for _one in pkgutil.iter_modules(model.__path__):
    importlib.import_module(f"tigerex_k8s.model.{_one.name}")


def _kinds(kind: type[Declaration] = Declaration) -> Iterator[type[Declaration]]:
    """Yield every class of the model, and not those that tests or the exchange derive from them."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("tigerex_k8s.model."):
            yield one
            yield from _kinds(one)


KINDS = {one.__name__: one for one in _kinds()}


def _problems(make: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(DeclarationError) as caught:
        make()
    return caught.value.problems


_IDS = [f"{kind}-{'-'.join(fields)}-{at}" for at, (kind, fields, _) in enumerate(WRONG)]


@pytest.mark.parametrize(("kind", "fields", "said"), WRONG, ids=_IDS)
def test_a_wrong_value_is_answered_with_its_field_and_what_was_expected(
    kind: str, fields: dict[str, Any], said: str
) -> None:
    """The line alone tells what to write."""
    problems = _problems(lambda: KINDS[kind](**fields))

    assert [problem for problem in problems if not problem.endswith("is required")] == [said]


def test_every_class_of_the_model_has_a_wrong_value_above() -> None:
    """A new class answers in words too."""
    assert sorted({kind for kind, _, _ in WRONG} ^ (KINDS.keys() - {"Need", "SelfSigned"})) == []


_HTTP = Endpoint(name="http", port=80)


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        pytest.param("Elastic", {"minimum": 5, "maximum": 2}, ("Elastic: minimum 5 is above maximum 2",), id="minimum"),
        pytest.param(
            "Resources",
            {"cpu": "2", "memory": "1Gi", "ephemeral_storage": "2Gi"},
            (
                "Resources: cpu 2 is above cpu_limit 1",
                "Resources: memory 1Gi is above memory_limit 512Mi",
                "Resources: ephemeral_storage 2Gi is above ephemeral_storage_limit 1Gi",
            ),
            id="limits",
        ),
        pytest.param(
            "Service",
            {"name": "web", "image": "acme/web:1", "offers": (_HTTP, Endpoint(name="http", port=81))},
            ("Service 'web': offers: two endpoints have the name http",),
            id="endpoint-names",
        ),
        pytest.param(
            "Service",
            {"name": "web", "image": "acme/web:1", "offers": (_HTTP, Endpoint(name="admin", port=80))},
            ("Service 'web': offers: two endpoints have the port 80",),
            id="endpoint-ports",
        ),
        pytest.param(
            "Service",
            {"name": "web", "image": "acme/web:1", "needs": (calls("orders"), calls("users"), calls("orders"))},
            ("Service 'web': needs: calls('orders') is there twice",),
            id="needs",
        ),
        pytest.param(
            "Platform",
            {"priorities": [PriorityClass(name="high", value=1), PriorityClass(name="high", value=2)]},
            ("Platform: priorities: two are named 'high'",),
            id="same-name",
        ),
        pytest.param(
            "NodeGroup",
            {"name": "stores", "minimum": 2},
            ("NodeGroup 'stores': minimum 2 is above maximum 1",),
            id="nodes",
        ),
        pytest.param(
            "Patch",
            {"kind": "Service", "path": "/spec/type", "because": "Why."},
            ("Patch: field 'value' is required with op 'add'",),
            id="patch",
        ),
    ],
)
def test_fields_that_contradict_each_other_are_named(kind: str, fields: dict[str, Any], said: tuple[str, ...]) -> None:
    """Each may be right for itself."""
    assert _problems(lambda: KINDS[kind](**fields)) == said


def test_all_that_is_wrong_with_a_declaration_is_said_at_once() -> None:
    """Elements by their index, entries by their key, alternatives as one, and the nearest name of a field."""
    service: Any = Service
    assert _problems(
        lambda: service(
            name="Web",
            imgae="acme/web:1",
            offers=[_HTTP, "grpc"],
            needs=(calls("orders"), "orders", None),
            env={"LOG-LEVEL": "info", "RATE": 5},
            scale=Exposure(endpoint="http", hosts=("www",)),
            secrets=[SecretKey(secret="tokens", key="jwt"), {"secret": "tokens", "key": "jwt"}],
            writable=("/srv", "cache"),
            resources=Resources,
        )
    ) == (
        f"Service 'Web': name: 'Web' is refused by Kubernetes; {LABEL}",
        "Service 'Web': field 'image' is required",
        "Service 'Web': offers[1]: expected Endpoint, found 'grpc'",
        "Service 'Web': needs[1]: expected calls(…), reads(…) or writes(…), found 'orders'",
        "Service 'Web': needs[2]: expected calls(…), reads(…) or writes(…), found None",
        "Service 'Web': scale: expected Fixed or Elastic, found Exposure",
        "Service 'Web': resources: expected Resources, found the class Resources",
        "Service 'Web': secrets[1]: expected SecretKey, found {'secret': 'tokens', 'key': 'jwt'}",
        "Service 'Web': key of env: 'LOG-LEVEL' is not the name of an environment variable",
        "Service 'Web': env['RATE']: expected text, found 5",
        "Service 'Web': writable[1]: 'cache' does not start with '/'",
        "Service 'Web': no field 'imgae'; did you mean 'image'?",
    )


def test_an_arrow_is_named_as_it_was_drawn() -> None:
    """Nobody writes the class behind it."""
    assert _problems(lambda: calls("Orders", as_="ORDERS-URL")) == (
        f"calls('Orders'): target: 'Orders' is refused by Kubernetes; {LABEL}",
        "calls('Orders'): as_: 'ORDERS-URL' is not the name of an environment variable",
    )


def test_what_a_class_sets_for_all_is_checked_like_an_argument() -> None:
    """A team declares its service as a class with defaults of its own."""

    class Orders(Service):
        name: Name = "Orders"
        scale: Fixed | Elastic = "three"  # type: ignore[assignment]  # wrong on purpose

    assert _problems(lambda: Orders(image="acme/orders:1")) == (
        f"Orders: name: 'Orders' is refused by Kubernetes; {LABEL}",
        "Orders: scale: expected Fixed or Elastic, found 'three'",
    )


def test_a_misspelt_field_of_a_class_is_refused() -> None:
    """It would become a field of its own, which nothing reads."""

    def declare() -> None:
        class Orders(Service):
            nmae: Name = "orders"

    assert _problems(declare) == ("Orders: no field 'nmae'; did you mean 'name'?",)


def test_a_declaration_cannot_be_changed_afterwards() -> None:
    """Whoever has read it may rely on it."""
    service: Any = Service(name="web", image="acme/web:1")

    assert _problems(lambda: setattr(service, "name", "shop")) == (
        "Service 'web': 'name' cannot be set; declare it anew instead",
    )


_ANYTHING: tuple[object, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    2.5,
    float("nan"),
    "",
    "x",
    "x" * 64,
    "É",
    b"x",
    (),
    ("x", "X Y", 3),
    [],
    ["", object()],
    {},
    {1: 2},
    {"A": 1},
    {"a b": "x"},
    {"a"},
    int,
    object(),
    date(2026, 1, 1),
    datetime(2026, 1, 1, tzinfo=UTC),
)
_THEIRS = re.compile(r"[Ii]nput|instance of|pydantic|://|something else|text or text")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_whatever_a_field_is_given_is_answered_in_our_words(kind: type[Declaration]) -> None:
    """A value that no table foresaw must not bring up the words of the library below."""
    found: list[str] = []
    for field in kind.model_fields:
        for value in _ANYTHING:
            try:
                kind(**{field: value})
            except DeclarationError as error:
                found += error.problems

    assert [problem for problem in found if _THEIRS.search(problem.partition(", found")[0])] == []
