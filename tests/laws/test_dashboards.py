"""Dashboards load as they are, and say what they show."""

import json
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

from charts.environments import ENVIRONMENTS
from tests.catalog import graph_of
from tests.support.objects import at, every, objects, of_kind, texts
from tests.support.queries import dashboards, panels
from tests.support.scraped import configured
from tests.support.structural import mapping, sequence

register_default_plugins()

WATCHED = [one.name for one in ENVIRONMENTS if graph_of(one.name).monitoring]
PAGES = [
    pytest.param(page, id=f"{environment}-{page['uid']}")
    for environment in WATCHED
    for page in dashboards(objects(environment)).values()
]
# What comes with Grafana; everything else would be fetched.
CORE = {"row", "stat", "timeseries"}
# Of what kubectl writes into an annotation: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
LIMIT = 262_144

Page = Mapping[str, object]


def _incomplete(page: Page) -> Iterator[str]:
    """Yield what somebody who looks at *page* would miss."""
    for panel in panels(page):
        title = panel.get("title")
        targets = every(panel, "targets")
        refs = [one["refId"] for one in targets]
        present = {
            "title": title,
            "description": panel.get("description"),
            "unit": at(panel, "fieldConfig", "defaults", "unit"),
            "query": targets and all(one["expr"] for one in targets),
            "legend": all(one["legendFormat"] for one in targets),
            "name for each query": len(refs) == len(set(refs)),
        }
        yield from (f"{title} has no {what}" for what, found in present.items() if not found)
    ids = [panel["id"] for panel in every(page, "panels")]
    yield from (f"two panels have the id {one}" for one in sorted(set(ids), key=str) if ids.count(one) > 1)


def _elsewhere(page: Page) -> Iterator[str]:
    """Yield the panels that ask another source than the chosen one, or want what does not come with Grafana."""
    for panel in every(page, "panels"):
        asked = [panel.get("datasource"), *(one.get("datasource") for one in every(panel, "targets"))]
        for source in asked:
            if source is not None and source != {"type": "prometheus", "uid": "${datasource}"}:
                yield f"{panel['title']} asks {source}"
        if panel["type"] not in CORE:
            yield f"{panel['title']} is a {panel['type']}"
    kinds = {str(one["name"]): (one["type"], one.get("query")) for one in every(page, "templating", "list")}
    if kinds.get("datasource") != ("datasource", "prometheus"):
        yield "nobody can choose the source"


def _overlapping(page: Page) -> Iterator[str]:
    """Yield the pairs of panels that cover each other, and those that leave the grid."""
    places = [(str(one["title"]), *_place(one)) for one in every(page, "panels")]
    for title, x, _, w, _ in places:
        if x + w > 24:
            yield f"{title} leaves the grid"
    for (one, x, y, w, h), (other, x2, y2, w2, h2) in combinations(places, 2):
        if x < x2 + w2 and x2 < x + w and y < y2 + h2 and y2 < y + h:
            yield f"{one} covers {other}"


def _place(panel: Page) -> tuple[int, int, int, int]:
    x, y, w, h = (int(str(at(panel, "gridPos", key))) for key in "xywh")
    return x, y, w, h


@pytest.mark.parametrize("page", PAGES)
def test_a_dashboard_is_what_the_builder_reads_back(page: Page) -> None:
    """The schema of Grafana's own builder knows every field, and none is lost on the way."""
    read = Dashboard.from_json(dict(page))

    assert json.loads(json.dumps(read, cls=JSONEncoder)) == page


@pytest.mark.parametrize("page", PAGES)
def test_panels_say_what_they_show(page: Page) -> None:
    """A curve without a unit, a name or a sentence is read wrongly at night."""
    assert list(panels(page))
    assert list(_incomplete(page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_panels_ask_the_chosen_source_and_need_no_plugin(page: Page) -> None:
    """Grafana fetches nothing at its start, and a dashboard works with any Prometheus."""
    assert list(_elsewhere(page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_panels_stand_beside_each_other(page: Page) -> None:
    """A panel that covers another hides it."""
    assert list(_overlapping(page)) == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        pytest.param("title", "", " has no title", id="title"),
        pytest.param("targets", [], "Requests has no query", id="query"),
        pytest.param("id", 1, "two panels have the id 1", id="id"),
        pytest.param("fieldConfig", {}, "Requests has no unit", id="unit"),
        pytest.param("datasource", {"uid": "prometheus"}, "Requests asks {'uid': 'prometheus'}", id="source"),
        pytest.param("type", "piechart-panel", "Requests is a piechart-panel", id="plugin"),
        pytest.param("gridPos", {"x": 9, "y": 1, "w": 8, "h": 8}, "Requests covers Errors", id="overlap"),
        pytest.param("gridPos", {"x": 20, "y": 99, "w": 8, "h": 8}, "Requests leaves the grid", id="grid"),
    ],
)
def test_a_panel_that_is_wrong_is_found(key: str, value: object, said: str) -> None:
    """Each of these laws can be broken."""
    page = dashboards(objects("production"))["tigerex-application.json"]
    row, first, *others = every(page, "panels")
    broken = {**page, "panels": [row, {**first, key: value}, *others]}

    assert said in [*_incomplete(broken), *_elsewhere(broken), *_overlapping(broken)]


@pytest.mark.parametrize("environment", WATCHED)
def test_grafana_finds_every_dashboard_where_it_looks(environment: str) -> None:
    """A dashboard that is not mounted at the provider's path is not there."""
    output = objects(environment)
    (provider,) = every(configured(output, "grafana-config", "dashboards.yaml"), "providers")
    (grafana,) = (one for one in of_kind(output, "Deployment.apps") if one.name == "grafana")
    pod = mapping(at(grafana.spec, "template", "spec"))
    (container,) = every(pod, "containers")
    (mount,) = (one for one in every(container, "volumeMounts") if one["mountPath"] == at(provider, "options", "path"))
    (volume,) = (one for one in every(pod, "volumes") if one["name"] == mount["name"])
    mounted = [at(one, "configMap", "name") for one in sequence(at(volume, "projected", "sources"))]
    made = {one.name: texts(at(one.body, "data")) for one in of_kind(output, "ConfigMap") if one.name in mounted}

    assert sorted(map(str, mounted)) == sorted(made)
    assert [file for data in made.values() for file in data] == list(dashboards(output))
    assert len({page["uid"] for page in dashboards(output).values()}) == len(mounted) == 6
    assert max(len(text.encode()) for data in made.values() for text in data.values()) < LIMIT
