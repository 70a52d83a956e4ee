"""Queries for what nobody exports: names, labels and values, followed through PromQL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import promql_parser as promql

from tigerex_k8s.errors import did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.support.scraped import Job
    from tigerex_k8s.derive.metrics.metric import Metric

# What these make of a vector has none of its labels, or others than it had.
_BARE = {"pi", "scalar", "time", "vector"}
_SET = {"and", "unless"}
_ALL = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Query:
    """An expression, where it stands, and the labels that its text shows to people."""

    where: str
    expr: str
    shown: frozenset[str] = frozenset()


@dataclass(slots=True)
class Provenance:
    """The jobs that are scraped and what they export; collects what a query asks for in vain."""

    jobs: Mapping[str, Job]
    exported: Mapping[str, tuple[Metric, ...]]
    problems: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def unfounded(self, query: Query) -> tuple[str, ...]:
        """Return what *query* asks for that is not there."""
        self.problems.clear()
        labels = self._labels(promql.parse(query.expr))
        self._known(query.shown, labels, "shows")
        return tuple(f"{query.where} {said}" for said in dict.fromkeys(self.problems))

    def _labels(self, expr: promql.Expr) -> frozenset[str]:
        """Return the labels of what *expr* gives, noting on the way what is not there."""
        if isinstance(expr, promql.VectorSelector | promql.MatrixSelector):
            return self._selected(expr if isinstance(expr, promql.VectorSelector) else expr.vector_selector)
        if isinstance(expr, promql.AggregateExpr):
            return self._aggregated(expr)
        if isinstance(expr, promql.BinaryExpr):
            return self._combined(expr)
        if isinstance(expr, promql.Call):
            return self._called(expr)
        if isinstance(expr, promql.ParenExpr | promql.SubqueryExpr | promql.UnaryExpr):
            return self._labels(expr.expr)
        return frozenset()

    def _selected(self, expr: promql.VectorSelector) -> frozenset[str]:
        name, wanted = str(expr.name), expr.matchers.matchers
        self.asked.add(name)
        series = {job: dict(pair for one in found for pair in one.series) for job, found in self.exported.items()}
        owners = [job for job, found in series.items() if name in found]
        if not owners:
            known = {each for job, found in series.items() if job in self.jobs for each in found}
            nearest = get_close_matches(name, sorted(known), n=1, cutoff=0)
            self.problems.append(f"asks for {name}, which no target exports{did_you_mean(name, nearest)}")
            return _ALL
        scraped = [job for job in owners if job in self.jobs]
        meant = [job for job in scraped if self._may_match(self.jobs[job], series[job][name], wanted)]
        if not meant:
            shown = ",".join(str(one) for one in wanted)
            from_whom = f"it comes from {one_of(scraped)}" if scraped else f"nobody scrapes {one_of(owners)}"
            self.problems.append(f"asks for {name}{{{shown}}}, and {from_whom}")
            return _ALL
        labels = frozenset[str]().union(*(self.jobs[job].labels(series[job][name]) for job in meant))
        self._known((one.name for one in wanted), labels, f"selects {name} by")
        return labels

    @staticmethod
    def _may_match(job: Job, own: tuple[str, ...], wanted: list[promql.Matcher]) -> bool:
        found = ((one, job.may_have(one.name, own)) for one in wanted)
        return all(value is None or _matches(one, value) for one, value in found)

    def _aggregated(self, expr: promql.AggregateExpr) -> frozenset[str]:
        labels = self._labels(expr.expr)
        if str(expr.op) in {"bottomk", "limitk", "topk"}:
            return labels
        if expr.modifier is None:
            return frozenset()
        named = frozenset(expr.modifier.labels)
        self._known(named, labels, "groups by")
        return named if expr.modifier.type == promql.AggModifierType.By else labels - named

    def _combined(self, expr: promql.BinaryExpr) -> frozenset[str]:
        left, right = self._labels(expr.lhs), self._labels(expr.rhs)
        matching = expr.modifier.matching if expr.modifier else None
        for side in (left, right):
            self._known(matching.labels if matching else (), side, "matches on")
        if str(expr.op) == "or":
            return left | right
        return left if left or str(expr.op) in _SET else right

    def _called(self, expr: promql.Call) -> frozenset[str]:
        labels = frozenset[str]().union(*(self._labels(one) for one in expr.args))
        name = expr.func.name
        if name == "label_replace":
            return labels | {expr.args[1].val}
        if name == "histogram_quantile":
            self._known(["le"], labels, "needs")
            return labels - {"le"}
        return frozenset() if name in _BARE else labels

    def _known(self, names: Iterable[str], labels: frozenset[str], verb: str) -> None:
        for name in names:
            if name not in labels and labels != _ALL:
                self.problems.append(f"{verb} {name}, which is not there{did_you_mean(name, labels)}")


def _matches(wanted: promql.Matcher, value: str) -> bool:
    operator = str(wanted)[len(wanted.name) :][:2]
    alike = re.fullmatch(wanted.value, value) is not None if "~" in operator else wanted.value == value
    return alike != operator.startswith("!")
