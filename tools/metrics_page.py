"""Write docs/metrics.md: what services have to export, and which other target exports what is asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # charts/ is not installed

from charts.environments import ENVIRONMENTS  # noqa: E402  # found only now
from tigerex_k8s.derive.metrics.exported import exported  # noqa: E402  # the same
from tigerex_k8s.derive.metrics.platform import ANY  # noqa: E402  # the same
from tigerex_k8s.derive.metrics.services import BUSINESS, HTTP, PROCESS  # noqa: E402  # the same
from tigerex_k8s.graph.link import link  # noqa: E402  # the same
from tigerex_k8s.model.monitoring import BUCKETS  # noqa: E402  # the same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tigerex_k8s.derive.metrics.metric import Metric
    from tigerex_k8s.graph.values import Graph

PAGE = ROOT / "docs" / "metrics.md"
_HEAD = """\
<!-- made by make docs from tigerex_k8s/derive/metrics; never edited -->
# Metrics

Alerts and dashboards ask for these and for no others; a test holds each of their queries against this page. Prometheus
adds the labels `job`, `instance`, `namespace` and `pod`, or `node` for a kubelet's figures, and `up` for every target.

## What a service exports

In Prometheus' text format, at the endpoint that is declared with `metrics_path`; TigerEx's own have it at port 9464, to
which no route from the internet leads. Every client library exports the `process_` metrics by itself.

- `route` is the pattern, such as `/orders/{id}`, never the path: each value is a series of its own.
- `status` is the number of the HTTP status, such as `503`. Where a service calls another, `target` is the name under
  which that service is declared, and `status` is `error` where no answer came.
- `http_request_duration_seconds` has these buckets, of which an `objective` has to be one:
  BOUNDS.
- Money is in US dollars, times are in seconds, and what only grows ends in `_total`.
- A metric that may be missing until its first event is set to 0 at the start for the values that are known.

"""


def page(graph: Graph) -> str:
    """Return the page, ready to be written."""
    bounds = ", ".join(f"{bound:g}" for bound in BUCKETS)
    return _HEAD.replace("BOUNDS", bounds) + "\n".join(_lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield from _table((*HTTP, *PROCESS))
    for name, found in BUSINESS.items():
        yield f"### {name}, beyond that\n"
        yield from _table(found)
    yield "## What others export\n"
    yield "As far as it is asked for; what each target is called is its `job`.\n"
    for job, found in exported(graph).items():
        own = [one for one in found if one not in ANY]
        if own and job not in graph.services:
            yield f"### {job}\n"
            yield from _table(own)


def _table(found: Iterable[Metric]) -> Iterator[str]:
    yield "| metric | kind | labels | what it says |\n|---|---|---|---|"
    for one in found:
        labels = ", ".join(f"`{label}`" for label in one.labels)
        yield f"| `{one.name}` | {one.kind} | {labels} | {one.says} |"
    yield ""


def production() -> Graph:
    """Return the exchange that the page is about."""
    one = next(one for one in ENVIRONMENTS if one.name == "production")
    return link(*one.components, namespace=one.namespace, platform=one.platform)


if __name__ == "__main__":
    PAGE.write_text(page(production()), "utf-8")
