"""docs/metrics.md is the table that queries are held against."""

from pathlib import Path

from tests.catalog import graph_of
from tigerex_k8s.derive.metrics.exported import exported
from tools.metrics_page import PAGE, page, production

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_the_table_says() -> None:
    """Developers of services read the page; `make docs` writes it."""
    assert PAGE.read_text("utf-8") == page(production())


def test_every_metric_stands_on_the_page() -> None:
    """What is asked of a service and stands nowhere is exported by chance."""
    text = PAGE.read_text("utf-8")
    missing = {one.name for found in exported(graph_of("production")).values() for one in found} - {"up"}

    assert sorted(name for name in missing if f"| `{name}` |" not in text) == []


def test_every_metric_says_what_it_is() -> None:
    """The names follow Prometheus' conventions where they are ours to choose, and each has a sentence."""
    found = [one for some in exported(graph_of("production")).values() for one in some]
    ours = [one for one in found if one.name.startswith(("http_", "tigerex_"))]

    assert [one.name for one in found if not one.says.endswith(".")] == []
    assert [one.name for one in ours if (one.kind == "counter") != one.name.endswith("_total")] == []
    assert [one.name for one in found if len(one.labels) != len(set(one.labels))] == []
