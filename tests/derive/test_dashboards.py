"""There is a page for what is declared, and a panel for what is asked of it."""

from tests.support.shop import COPIES, baskets, orders, shop
from tigerex_k8s import Endpoint, Platform, Service, link
from tigerex_k8s.derive.dashboards.pages import dashboards
from tigerex_k8s.derive.dashboards.panel import Panel, quantile, share
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.environment import Component
from tigerex_k8s.model.monitoring import Objective

MEASURED = Endpoint(name="metrics", port=9464, metrics_path="/metrics")


def _desk(name: str = "desk", *, objective: Objective | None = None) -> Service:
    return Service(name=name, image="ghcr.io/acme/desk:1", offers=(MEASURED,), objective=objective)


def _plain(*components: Component) -> Graph:
    return link(*components, namespace="shop", platform=Platform())


def _titles(graph: Graph) -> list[str]:
    return [page.title for page in dashboards(graph)]


def _panels(graph: Graph) -> dict[str, list[Panel]]:
    return {page.title: [panel for row in page.rows for panel in row.panels] for page in dashboards(graph)}


def test_there_is_a_page_for_what_is_declared_and_no_other() -> None:
    """An empty page looks like an outage."""
    assert _titles(_plain()) == ["Infrastructure"]
    assert _titles(_plain(_desk())) == ["Application", "Service", "Infrastructure"]
    assert _titles(_plain(orders(backup=None))) == ["Infrastructure", "PostgreSQL"]
    assert _titles(_plain(baskets(backup=None))) == ["Infrastructure", "Redis"]


def test_a_service_without_figures_cannot_be_chosen() -> None:
    """There is nothing to show about it."""
    silent = Service(name="silent", image="ghcr.io/acme/silent:1")
    pages = {page.title: page for page in dashboards(_plain(_desk(), silent))}

    assert pages["Service"].choices == ("desk",)
    assert 'job=~"desk"' in pages["Application"].rows[0].panels[0].queries[0].expr


def test_business_is_shown_for_the_services_that_do_it() -> None:
    """Another team's services have figures of their own."""
    pages = {page.title: page for page in dashboards(_plain(_desk("wallet-service")))}

    assert [row.title for row in pages["Business"].rows] == ["Deposits and withdrawals"]


def test_a_promise_has_a_panel_with_its_threshold() -> None:
    """Who promised 99.5 % within a second sees in one look whether it is kept."""
    panels = _panels(_plain(_desk(objective=Objective(percent=99.5, seconds=1))))["Application"]
    (kept,) = (panel for panel in panels if panel.title == "desk")

    assert kept.steps == ((0.995, "green"),)
    assert 'le="1.0"' in kept.queries[0].expr


def test_copies_are_shown_where_there_are_some() -> None:
    """The age of a backup that nobody declared would be for ever unknown."""
    kept = _panels(shop(orders(), COPIES))["PostgreSQL"]
    lost = _panels(_plain(orders(backup=None)))["PostgreSQL"]

    assert {panel.title for panel in kept} - {panel.title for panel in lost} == {
        "Base backup",
        "Dump",
        "Reach of the archive",
    }


def test_a_share_is_nought_where_nothing_has_happened_yet() -> None:
    """The series of errors begins with the first error; until then there are none, not nobody knows how many."""
    assert share("errors", "all") == "(errors or all * 0) / all"


def test_a_quantile_keeps_the_bounds_of_its_buckets() -> None:
    """Summed up without them there is no quantile."""
    assert quantile(0.95, "x_bucket", "job") == (
        "histogram_quantile(0.95, sum by (job, le) (rate(x_bucket[$__rate_interval])))"
    )
