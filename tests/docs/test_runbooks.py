"""Whoever is woken finds a page, and what it tells them to type is about things that exist."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from charts.environments import ENVIRONMENTS
from tests.catalog import graph_of
from tests.support.objects import at, every, objects, of_kind
from tests.support.platforms import releases
from tigerex_k8s.derive.rules import alerts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tigerex_k8s.derive.alerts.alert import Alert

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "runbooks"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
ENVIRONMENT = "production"
# What operators make of the objects that we write.
MADE = {
    *(f"pod/tigerex-postgres-cluster-{number}" for number in (1, 2, 3)),
    "persistentvolumeclaim/tigerex-postgres-cluster-1",
    *(f"pod/tigerex-redis-cluster-leader-{number}" for number in range(3)),
}
MADE_CONTAINERS = {"plugin-barman-cloud", "postgres", "tigerex-redis-cluster-leader"}
SHORT = {"hpa": "horizontalpodautoscaler", "backups.postgresql.cnpg.io": "backup"}


@cache
def _alerts(environment: str) -> tuple[Alert, ...]:
    graph = graph_of(environment)
    return alerts(graph, graph.monitoring) if graph.monitoring else ()


def _every_alert() -> list[Alert]:
    return [alert for one in ENVIRONMENTS for alert in _alerts(one.name)]


def test_every_alert_has_a_page_and_every_page_an_alert() -> None:
    """A link that leads nowhere is found out at three in the morning."""
    assert {path.stem for path in PAGES} == {alert.name for alert in _every_alert()}


@pytest.mark.parametrize("environment", [one.name for one in ENVIRONMENTS if _alerts(one.name)])
def test_every_link_to_a_page_leads_to_one(environment: str) -> None:
    """The link in the rule itself, as it is deployed."""
    found = next(one for one in of_kind(objects(environment), "ConfigMap") if one.name == "prometheus-rules")
    links = re.findall(r"blob/main/(docs/\S+?\.md)", str(at(found.body, "data")))

    assert len(links) == len(_alerts(environment))
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_index_lists_every_alert_with_its_severity() -> None:
    """By which one page leads to the others."""
    rows = re.findall(
        r"^\| \[(\w+)\]\((\w+)\.md\) \| (\w+) \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )

    assert [(name, severity) for name, _, severity in rows] == sorted({(a.name, a.severity) for a in _every_alert()})
    assert all(name == link for name, link, _ in rows)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_whom_and_when(page: Path) -> None:
    """The same four questions, in the same order."""
    text = page.read_text("utf-8")

    assert text.startswith(f"# {page.stem}\n\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Likely causes", "Look", "Mend", "Escalate"]
    assert "kubectl" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_pages_commands_are_about_what_exists(page: Path) -> None:
    """A name that was changed in the declarations is changed in the page."""
    assert [said for command in _commands(page.read_text("utf-8")) for said in _unknown(command)] == []


def _commands(text: str) -> Iterator[list[str]]:
    """Yield the kubectl commands of *text*, with its variables in their places."""
    variables: dict[str, str] = {}
    for block in re.findall(r"^```bash\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(
                re.sub(r"\$([A-Z]+)\b", lambda name: variables.get(name[1], name[0]), line), comments=True
            )
            if words[0] == "kubectl":
                yield words[1:]
            elif re.match(r"[A-Z]+=", words[0]):
                name, _, variables[name] = words[0].partition("=")


def _unknown(command: list[str]) -> Iterator[str]:
    command = command[: command.index("--")] if "--" in command else command
    options = dict(word[2:].partition("=")[::2] for word in command if word.startswith("--"))
    namespace = options.get("namespace")
    if namespace and namespace not in _namespaces():
        yield f"namespace {namespace}"
    yield from (name for name in _named(command) if name not in _known(namespace))
    if options.get("container", "postgres") not in _containers():
        yield f"container {options['container']}"
    key, _, value = options.get("selector", "").partition("=")
    if key == "app" and value not in _apps():
        yield f"app={value}"


def _named(command: list[str]) -> Iterator[str]:
    """Yield what *command* is about as kind/name: ``get pod/x``, ``describe pod x`` and ``logs x`` all name one."""
    words = [word for word in command if not word.startswith("--")]
    for word in [*words, *[word.removeprefix("--from=") for word in command if word.startswith("--from=")]]:
        kind, found, name = word.partition("/")
        if found:
            yield f"{SHORT.get(kind, kind)}/{name}"
    verb, *rest = words
    if verb in {"exec", "logs"} and rest and "/" not in rest[0]:
        yield f"pod/{rest[0]}"
    if verb in {"describe", "get"} and len(rest) == 2:
        yield f"{rest[0]}/{rest[1]}"


@cache
def _known(namespace: str | None) -> set[str]:
    ours = {f"{str(one.body['kind']).lower()}/{one.name}" for one in objects(ENVIRONMENT) if one.namespace == namespace}
    return ours | MADE


@cache
def _namespaces() -> set[str]:
    ours = {str(one.namespace) for one in objects(ENVIRONMENT) if one.namespace}
    return ours | {str(one["namespace"]) for one in releases(ENVIRONMENT)}


@cache
def _containers() -> set[str]:
    found = of_kind(objects(ENVIRONMENT), "Deployment.apps", "StatefulSet.apps")
    return MADE_CONTAINERS | {
        str(one["name"]) for o in found for one in every(o.spec, "template", "spec", "containers")
    }


@cache
def _apps() -> set[str]:
    templates = ("template",), ("jobTemplate", "spec", "template")
    return {str(at(one.spec, *path, "metadata", "labels", "app")) for one in objects(ENVIRONMENT) for path in templates}
