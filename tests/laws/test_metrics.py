"""Whatever a rule or a panel asks for is exported by somebody whom Prometheus scrapes and reaches."""

from collections.abc import Callable, Iterator

import pytest

from charts.environments import ENVIRONMENTS
from tests.catalog import graph_of
from tests.support.objects import Objects, changed, objects
from tests.support.provenance import Provenance, Query
from tests.support.queries import panel_queries, rule_queries
from tests.support.scraped import jobs, unreachable
from tigerex_k8s.derive.metrics.exported import exported
from tigerex_k8s.derive.metrics.services import BUSINESS, HTTP, PROCESS

WATCHED = [one.name for one in ENVIRONMENTS if graph_of(one.name).monitoring]


def _provenance(environment: str) -> Provenance:
    return Provenance(jobs(objects(environment)), exported(graph_of(environment)))


@pytest.mark.parametrize("queries", [rule_queries, panel_queries], ids=["rules", "panels"])
@pytest.mark.parametrize("environment", WATCHED)
def test_whatever_is_asked_is_exported(environment: str, queries: Callable[[Objects], Iterator[Query]]) -> None:
    """An alert on a metric that nobody exports never fires, a panel on one stays empty, and nobody notices."""
    provenance = _provenance(environment)

    said = [said for query in queries(objects(environment)) for said in provenance.unfounded(query)]

    assert len(provenance.asked) > 20
    assert said == []


def test_what_is_in_the_table_is_asked_for() -> None:
    """The table promises what somebody reads; a service's contract is more than we happen to show."""
    provenance = _provenance("production")
    for query in (*rule_queries(objects("production")), *panel_queries(objects("production"))):
        provenance.unfounded(query)
    contract = {one.name for one in (*HTTP, *PROCESS, *(one for found in BUSINESS.values() for one in found))}
    unasked = {
        one.name
        for found in provenance.exported.values()
        for one in found
        if not provenance.asked.intersection(name for name, _ in one.series)
    }

    assert sorted(unasked - contract) == []


@pytest.mark.parametrize("environment", WATCHED)
def test_prometheus_reaches_what_it_scrapes(environment: str) -> None:
    """A metric behind a closed port is no metric."""
    assert list(unreachable(objects(environment))) == []


@pytest.mark.parametrize("environment", WATCHED)
def test_what_the_table_knows_is_scraped(environment: str) -> None:
    """A target that is in the table alone gives no figures, and one that is scraped alone is not known."""
    assert sorted(jobs(objects(environment))) == sorted(exported(graph_of(environment)))


def _renamed(environment: str, old: str, new: str) -> tuple[str, ...]:
    """Return what is said of the first rule of *environment* that has *old*, once it is written as *new*."""
    query = next(query for query in rule_queries(objects(environment)) if old in query.expr)
    return _provenance(environment).unfounded(Query(query.where, query.expr.replace(old, new), query.shown))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "http_requests_total",
            "http_request_total",
            "HighErrorRate of admin-dashboard asks for http_request_total, which no target exports; "
            "did you mean 'http_requests_total'?",
            id="name",
        ),
        pytest.param(
            'status=~"5.."',
            'code=~"5.."',
            "HighErrorRate of admin-dashboard selects http_requests_total by code, which is not there; "
            "there is instance, job, method, namespace, pod, route and status",
            id="label",
        ),
        pytest.param(
            'http_requests_total{job="admin-dashboard"',
            'http_requests_total{job="admin"',
            'HighErrorRate of admin-dashboard asks for http_requests_total{job="admin",status=~"5.."}, '
            "and it comes from admin-dashboard, api-gateway, trading-engine, wallet-service or web-app",
            id="job",
        ),
        pytest.param(
            "sum by (le)",
            "sum by (ke)",
            "HighLatency of admin-dashboard needs le, which is not there; there is ke",
            id="grouping",
        ),
        pytest.param(
            "http_request_duration_seconds_bucket",
            "http_request_duration_seconds_sum",
            "HighLatency of admin-dashboard groups by le, which is not there; "
            "there is instance, job, method, namespace, pod, route and status",
            id="histogram",
        ),
        pytest.param(
            "max by (pod)",
            "max by (container)",
            "CrashLooping of admin-dashboard shows pod, which is not there; there is container",
            id="description",
        ),
    ],
)
def test_a_rule_that_asks_for_something_else_is_found(old: str, new: str, said: str) -> None:
    """The law can be broken, and says which rule, which name, and what was probably meant."""
    assert said in _renamed("production", old, new)


@pytest.mark.parametrize(
    ("which", "path", "value", "said"),
    [
        (
            "NetworkPolicy/web-app",
            "spec.ingress.0.ports.0.port",
            9465,
            "web-app: no policy of Deployment/web-app has 9464 of StatefulSet/prometheus in its ingress",
        ),
        (
            "NetworkPolicy/prometheus",
            "spec.egress",
            [],
            "web-app: no policy of StatefulSet/prometheus has 9464 of Deployment/web-app in its egress",
        ),
        ("NetworkPolicy/prometheus", "spec.egress", [], "kubelet: no policy lets Prometheus out to 10250 of the nodes"),
        ("Deployment/web-app", "spec.template.metadata.labels.app", "web", "web-app: selects no pod"),
        (
            "Deployment/web-app",
            "spec.template.spec.containers.0.ports.1.containerPort",
            9465,
            "web-app: Deployment/web-app does not listen at 9464",
        ),
    ],
)
def test_a_target_that_is_out_of_reach_is_found(which: str, path: str, value: object, said: str) -> None:
    """The law can be broken at either end."""
    assert said in list(unreachable(changed(objects("production"), which, path, value)))
