"""What rules and panels in dist/ ask Prometheus, and the dashboards that the panels stand on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.support.objects import Objects, at, every, of_kind, texts
from tests.support.provenance import Query
from tests.support.scraped import configured
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SAID = re.compile(r"\$labels\.(\w+)")
_LEGEND = re.compile(r"\{\{(\w+)\}\}")
# What Grafana fills in by itself.
_FILLED = {"$__range": "3h", "$__rate_interval": "2m"}


def rule_queries(output: Objects) -> Iterator[Query]:
    """Yield the expression of every rule, with the labels that its description speaks of."""
    for group in every(configured(output, "prometheus-rules", "tigerex.yaml"), "groups"):
        for rule in every(group, "rules"):
            said = texts(rule["annotations"])["description"]
            yield Query(f"{rule['alert']} of {group['name']}", str(rule["expr"]), frozenset(_SAID.findall(said)))


def dashboards(output: Objects) -> dict[str, Mapping[str, object]]:
    """Return the dashboards in *output* by the name of their file."""
    return {
        file: mapping(json.loads(text))
        for one in of_kind(output, "ConfigMap")
        for file, text in texts(at(one.body, "data")).items()
        if file.endswith(".json")
    }


def panels(page: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield what stands on a dashboard, its rows left out."""
    return (one for one in every(page, "panels") if one["type"] != "row")


def panel_queries(output: Objects) -> Iterator[Query]:
    """Yield the expression of every query as Prometheus gets it, once for each service that may be chosen."""
    for page in dashboards(output).values():
        for panel in panels(page):
            for target in every(panel, "targets"):
                shown = frozenset(_LEGEND.findall(str(target["legendFormat"])))
                for expr in _chosen(str(target["expr"]), page):
                    yield Query(f"{page['title']}/{panel['title']}", expr, shown)


def _chosen(expr: str, page: Mapping[str, object]) -> Iterator[str]:
    for variable, value in _FILLED.items():
        expr = expr.replace(variable, value)
    offered = [one for one in every(page, "templating", "list") if one["type"] == "custom"]
    for one in offered:
        if f"${one['name']}" in expr:
            yield from (expr.replace(f"${one['name']}", value) for value in str(one["query"]).split(","))
            return
    yield expr
