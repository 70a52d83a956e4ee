"""Dashboards as Grafana loads them, made with its own typed builder.

https://github.com/grafana/grafana-foundation-sdk
"""

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import count

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models.common import (
    BigValueGraphMode,
    GraphThresholdsStyleMode,
    LegendDisplayMode,
    LegendPlacement,
    StackingMode,
    TooltipDisplayMode,
)
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DashboardLinkType,
    DataSourceRef,
    Threshold,
    ThresholdsMode,
    VariableOption,
)

from tigerex_k8s.derive.dashboards.panel import Dashboard, Look, Panel, Row

# By variable, so that a copy of a dashboard works with another Prometheus.
_SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
_FIGURE_HEIGHT, _LINES_HEIGHT = 4, 8


def rendered(page: Dashboard) -> str:
    """Return *page* as JSON, the same for the same page."""
    ids = count(1)
    made = (
        dashboard.Dashboard(page.title)
        .uid(page.uid)
        .description(page.says)
        .tags(["tigerex"])
        .readonly()
        .refresh("1m")
        .time("now-3h", "now")
        .timezone("utc")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .link(_links())
        .with_variable(dashboard.DatasourceVariable("datasource").label("Prometheus").type("prometheus"))
    )
    if page.choices:
        made.with_variable(_choice(page.choices))
    for row in page.rows:
        _add(made, row, ids)
    return json.dumps(made.build(), cls=JSONEncoder, ensure_ascii=False, indent=1, sort_keys=True)


def _links() -> dashboard.DashboardLink:
    """Return the way from one page to the others, at the time that is shown."""
    made = dashboard.DashboardLink("Dashboards").type(DashboardLinkType.DASHBOARDS)
    return made.tags(["tigerex"]).as_dropdown(True).keep_time(True)


def _choice(choices: tuple[str, ...]) -> dashboard.CustomVariable:
    first = VariableOption(selected=True, text=choices[0], value=choices[0])
    return dashboard.CustomVariable("service").label("Service").values(",".join(choices)).current(first)


def _add(made: dashboard.Dashboard, row: Row, ids: Iterable[int]) -> None:
    numbers = iter(ids)
    made.with_row(dashboard.Row(row.title).id(next(numbers)))
    for panel in row.panels:
        made.with_panel(_LOOKS[panel.look](panel).id(next(numbers)))


def _lines(panel: Panel) -> timeseries.Panel:
    legend = common.VizLegendOptions().show_legend(True).placement(LegendPlacement.BOTTOM)
    made = (
        timeseries.Panel()
        .title(panel.title)
        .description(panel.says)
        .datasource(_SOURCE)
        .unit(panel.unit)
        .span(panel.width)
        .height(_LINES_HEIGHT)
        .targets(_targets(panel))
        .thresholds(_thresholds(panel))
        .legend(legend.display_mode(LegendDisplayMode.TABLE).calcs(["lastNotNull", "max"]))
        .tooltip(common.VizTooltipOptions().mode(TooltipDisplayMode.MULTI))
        .axis_soft_min(0)
        .fill_opacity(0)
    )
    if panel.steps:
        made.thresholds_style(common.GraphThresholdsStyleConfig().mode(GraphThresholdsStyleMode.DASHED))
    return made


def _areas(panel: Panel) -> timeseries.Panel:
    return _lines(panel).fill_opacity(30).stacking(common.StackingConfig().mode(StackingMode.NORMAL))


def _figure(panel: Panel) -> stat.Panel:
    return (
        stat.Panel()
        .title(panel.title)
        .description(panel.says)
        .datasource(_SOURCE)
        .unit(panel.unit)
        .span(panel.width)
        .height(_FIGURE_HEIGHT)
        .targets(_targets(panel))
        .thresholds(_thresholds(panel))
        .graph_mode(BigValueGraphMode.NONE)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
    )


_LOOKS: Mapping[Look, Callable[[Panel], timeseries.Panel | stat.Panel]] = {
    "areas": _areas,
    "figure": _figure,
    "lines": _lines,
}


def _targets(panel: Panel) -> list[Builder[Dataquery]]:
    found = (
        prometheus.Dataquery().ref_id(chr(ord("A") + index)).expr(query.expr).legend_format(query.legend)
        for index, query in enumerate(panel.queries)
    )
    return [one.instant() if panel.look == "figure" else one.range() for one in found]


def _thresholds(panel: Panel) -> dashboard.ThresholdsConfig:
    steps = [Threshold(value=None, color=panel.base), *(Threshold(value=at, color=color) for at, color in panel.steps)]
    return dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)
