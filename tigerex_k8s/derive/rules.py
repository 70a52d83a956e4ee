"""Alerting rules, as Prometheus and its operator read them."""

from collections.abc import Mapping
from itertools import chain, groupby

from tigerex_k8s.derive.alerts.alert import Alert
from tigerex_k8s.derive.alerts.platform import platform_alerts
from tigerex_k8s.derive.alerts.services import service_alerts
from tigerex_k8s.derive.alerts.stores import store_alerts
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.monitoring import Monitoring


def alerts(graph: Graph, monitoring: Monitoring) -> tuple[Alert, ...]:
    """Derive every alert, sorted by what it is about."""
    found = chain(service_alerts(graph), store_alerts(graph), platform_alerts(graph, monitoring))
    return tuple(sorted(found, key=lambda alert: alert.subject))


def rules(graph: Graph, monitoring: Monitoring) -> Mapping[str, object]:
    """Derive the groups of rules, one for each thing that alerts are about.

    https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
    """
    return {
        "groups": [
            {"name": subject, "rules": [_rule(alert, monitoring.runbooks) for alert in found]}
            for subject, found in groupby(alerts(graph, monitoring), key=lambda alert: alert.subject)
        ]
    }


def _rule(alert: Alert, runbooks: str) -> Mapping[str, object]:
    return {
        "alert": alert.name,
        "expr": alert.expr,
        "for": alert.wait,
        "labels": {"owner": alert.owner, "severity": alert.severity, "subject": alert.subject},
        "annotations": {
            "summary": alert.summary,
            "description": alert.description,
            "runbook_url": f"{runbooks}/{alert.name}.md",
        },
    }
