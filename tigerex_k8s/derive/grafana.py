"""What Grafana is provisioned with: its data source, and where dashboards lie."""

from collections.abc import Mapping

PROVISIONING = "/etc/grafana/provisioning"
DASHBOARDS = "/etc/grafana/dashboards"


def provisioning(prometheus: str) -> Mapping[str, Mapping[str, object]]:
    """Derive the provisioning files by name; *prometheus* is the URL of the data source."""
    source = {
        "name": "Prometheus",
        "uid": "prometheus",
        "type": "prometheus",
        "access": "proxy",
        "url": prometheus,
        "isDefault": True,
        "editable": False,
    }
    provider = {
        "name": "tigerex",
        "type": "file",
        "disableDeletion": True,
        "allowUiUpdates": False,
        "options": {"path": DASHBOARDS},
    }
    return {
        "dashboards.yaml": {"apiVersion": 1, "providers": [provider]},
        "datasources.yaml": {"apiVersion": 1, "datasources": [source]},
    }
