"""Crossing to Node costs more than all else, so that what crosses is counted."""

from collections import Counter
from typing import Any

import pytest
import yaml
from cdk8s import App, Chart
from jsii._kernel.providers.process import _NodeProcess
from jsii._kernel.types import CreateRequest, StaticInvokeRequest

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tests.support.synthesis import synthesized
from tigerex_k8s.constructs import bridge

pytestmark = pytest.mark.node

_OWN = "cdk8s-plus-27.k8s.Kube"
_CUSTOM = "cdk8s.ApiObject"
# By reference, and so made once a process.
_HANDLES = {
    ("StaticInvokeRequest", f"cdk8s-plus-27.k8s.{made}")
    for made in ("IntOrString.fromNumber", "IntOrString.fromString", "Quantity.fromString")
}


@pytest.fixture
def round_trips(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return the messages to Node as they are sent: the kind of each, and what it is about."""
    sent: list[tuple[str, str]] = []
    send = _NodeProcess.send

    def noted(self: _NodeProcess, request: Any, response: Any) -> Any:  # noqa: ANN401  # jsii's own types are unions
        sent.append((type(request).__name__, _about(request)))
        return send(self, request, response)

    monkeypatch.setattr(_NodeProcess, "send", noted)
    return sent


def _about(request: object) -> str:
    """Return the class that is made, the static method with its argument, or the member that is used."""
    if isinstance(request, CreateRequest):
        return request.fqn + (" overriding" if request.overrides else "")
    if isinstance(request, StaticInvokeRequest):
        return f"{request.fqn}.{request.method}"
    return str(getattr(request, "method", None) or getattr(request, "property", ""))


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_each_object_crosses_once_and_complete(environment: str, round_trips: list[tuple[str, str]]) -> None:
    """Nothing is read back, set afterwards, or asked of Python by Node; a custom resource takes two trips more."""
    graph = graph_of(environment)
    synthesized(graph)  # makes the handles
    round_trips.clear()

    files = synthesized(graph)

    sent = Counter(round_trips)
    objects = [one for text in files.values() for one in yaml.load_all(text, yaml.CSafeLoader) if one]
    created = {about: count for (kind, about), count in sent.items() if kind == "CreateRequest"}
    core = sum(count for about, count in created.items() if about.startswith(_OWN))
    custom = created.pop(_CUSTOM)
    assert core + custom == len(objects)
    assert created.pop("constructs.Construct") <= len(objects)
    assert {about: count for about, count in created.items() if not about.startswith(_OWN)} == {
        "cdk8s.App": 1,
        "cdk8s.Chart": len(files),
    }
    assert {one: count for one, count in sent.items() if one[0] != "CreateRequest"} == {
        ("StaticInvokeRequest", "cdk8s.JsonPatch.add"): custom,
        ("InvokeRequest", "addJsonPatch"): custom,
        ("InvokeRequest", "synth"): 1,
    }


def test_a_quantity_or_a_port_crosses_once_a_process(round_trips: list[tuple[str, str]]) -> None:
    """A Deployment with probes needs seven of them; without the handles they were half of all messages."""
    made = (bridge.quantity("12345m"), bridge.number(12345), bridge.text("99%"))
    again = (bridge.quantity("12345m"), bridge.number(12345), bridge.text("99%"))

    assert all(one is other for one, other in zip(made, again, strict=True))
    assert Counter(round_trips) == Counter(_HANDLES)


def test_what_should_not_cross_is_seen(round_trips: list[tuple[str, str]]) -> None:
    """A count that misses a property read, or an override, would prove nothing."""

    class Overriding(Chart):
        def generate_object_name(self, _: object) -> str:
            return "a"

    app = App()
    Overriding(app, "chart")
    assert app.charts

    assert round_trips == [
        ("CreateRequest", "cdk8s.App"),
        ("CreateRequest", "cdk8s.Chart overriding"),
        ("GetRequest", "charts"),
    ]
