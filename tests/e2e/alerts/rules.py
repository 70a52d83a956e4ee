"""What dist/ tells Prometheus and Alertmanager, as they read it, and every case of the alerts in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.catalog import graph_of
from tests.e2e.alerts.platform import platform_cases
from tests.e2e.alerts.services import service_cases
from tests.e2e.alerts.stores import store_cases
from tests.support.objects import at, every, objects, of_kind
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.e2e.alerts.case import Case

ENVIRONMENT = "production"
TOOLS = Path(__file__).parents[3] / ".tools"


@cache
def file(environment: str, name: str) -> str:
    """Return the file *name* of the monitoring's ConfigMaps."""
    maps = of_kind(objects(environment), "ConfigMap")
    (text,) = (text for one in maps if one.namespace == "monitoring" and (text := at(one.body, "data", name)))
    return str(text)


@cache
def document(environment: str, name: str) -> Mapping[str, object]:
    """Return what the file *name* says."""
    return mapping(yaml.safe_load(file(environment, name)))


def rules() -> dict[tuple[str, str], Mapping[str, object]]:
    """Return production's rules by alert and subject."""
    found = [rule for group in every(document(ENVIRONMENT, "tigerex.yaml"), "groups") for rule in every(group, "rules")]
    return {(str(rule["alert"]), str(at(rule, "labels", "subject"))): rule for rule in found}


def jobs() -> list[str]:
    """Return what Prometheus scrapes in production."""
    return [str(one["job_name"]) for one in every(document(ENVIRONMENT, "prometheus.yml"), "scrape_configs")]


@cache
def cases() -> tuple[Case, ...]:
    """Return every case of production's alerts."""
    return (*service_cases(graph_of(ENVIRONMENT)), *store_cases(), *platform_cases(jobs()))
