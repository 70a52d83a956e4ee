"""The configuration of Alertmanager: who is told of what, and what is not told twice.

https://prometheus.io/docs/alerting/latest/configuration/
"""

from collections.abc import Mapping

from tigerex_k8s.model.monitoring import Monitoring

CREDENTIALS = "/etc/alertmanager/credentials"
# What an alert explains by itself about the same subject, so that it needs no message of its own.
_EXPLAINED = {
    "ServiceDown": "CrashLooping|DeploymentStuck|ErrorBudgetBurns.*|HighErrorRate|HighLatency",
    "ErrorBudgetBurnsFast": "ErrorBudgetBurnsSlow",
    "PostgresDown": "DatabaseConnectionsHigh|PoolerClientsWaiting|PostgresDegraded|ReplicationLag|WalArchivingFails",
    "RedisClusterBroken": "RedisDegraded|RedisEvictsEarly|RedisMemoryHigh",
    "BackupTooOld": "BackupFailed",
    "DumpTooOld": "DumpFailed",
    "DiskFilling": "DiskFillsSoon",
}


def configuration(monitoring: Monitoring) -> Mapping[str, object]:
    """Derive ``alertmanager.yml``: ``critical`` pages, the rest is a message, and the watchdog is a heartbeat.

    Credentials are read from files, so that none stands in the configuration.
    """
    return {
        "route": {
            "receiver": "message",
            "group_by": ["alertname", "subject"],
            "group_wait": "30s",
            "group_interval": "5m",
            "repeat_interval": "4h",
            "routes": [
                # Every minute: who watches it is to notice within a few.
                {
                    "receiver": "heartbeat",
                    "matchers": ["alertname = Watchdog"],
                    "group_wait": "0s",
                    "group_interval": "1m",
                    "repeat_interval": "1m",
                },
                {"receiver": "page", "matchers": ["severity = critical"]},
            ],
        },
        "inhibit_rules": [
            {
                "source_matchers": [f"alertname = {cause}"],
                "target_matchers": [f"alertname =~ {consequences}"],
                "equal": ["subject"],
            }
            for cause, consequences in _EXPLAINED.items()
        ],
        "receivers": [
            {
                "name": "heartbeat",
                "webhook_configs": [{"url_file": _file(monitoring.heartbeat.key), "send_resolved": False}],
            },
            {"name": "message", "slack_configs": [{"api_url_file": _file(monitoring.message.key), **_MESSAGE}]},
            {"name": "page", "pagerduty_configs": [{"routing_key_file": _file(monitoring.page.key), **_PAGE}]},
        ],
    }


_SUMMARIES = "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ end }}"
_MESSAGE = {
    "title": "{{ .Status | toUpper }}: {{ .GroupLabels.alertname }}: {{ .GroupLabels.subject }}",
    "title_link": "{{ .CommonAnnotations.runbook_url }}",
    "text": _SUMMARIES,
    "send_resolved": True,
}
_PAGE = {
    "description": "{{ .GroupLabels.alertname }}: {{ .CommonAnnotations.summary }}",
    "links": [{"href": "{{ .CommonAnnotations.runbook_url }}", "text": "runbook"}],
}


def _file(key: str) -> str:
    return f"{CREDENTIALS}/{key}"
