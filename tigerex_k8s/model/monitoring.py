"""Prometheus, Alertmanager and Grafana, and what is asked of a service."""

from typing import Annotated

from pydantic import AfterValidator, Field

from tigerex_k8s.errors import one_of
from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.image import image_reference
from tigerex_k8s.model.names import Name, Quantity, Sentence
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.secret import SecretKey

# The buckets that services count their requests in, as the client libraries have them.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def _bound(seconds: float) -> float:
    if seconds not in BUCKETS:
        bounds = one_of(f"{bound:g}" for bound in BUCKETS)
        raise ValueError(f"{seconds:g} is no bound of a bucket, so that nobody could count; write {bounds}")
    return seconds


Image = Annotated[str, AfterValidator(image_reference)]


class Objective(Declaration):
    """What the callers of a service may count on, over 30 days.

    percent: of requests that succeed within ``seconds``; such as 99.9.
    seconds: an upper bound of a bucket of ``http_request_duration_seconds``.
    https://sre.google/workbook/alerting-on-slos/
    """

    percent: Annotated[float, Field(gt=0, lt=100)]
    seconds: Annotated[float, AfterValidator(_bound)]


class Monitoring(Declaration):
    """Prometheus, Alertmanager and Grafana in a namespace of their own.

    storage: of Prometheus' volume; has no safe default. retention_days: after which figures go; left out, 15.
    storage_class: left out, the cluster's default.
    page, message: where Alertmanager finds the routing key of PagerDuty, and the URL of Slack's webhook; ``critical``
    alerts page, the others are a message.
    heartbeat: where it finds the URL that is called while all is well; who watches that URL sees when the watch dies.
    admin: where Grafana finds the password of ``admin``.
    runbooks: URL under which an alert's page is found by its name.
    """

    name: Name = "monitoring"
    namespace: Name = "monitoring"
    prometheus: Image
    alertmanager: Image
    grafana: Image
    reloader: Image
    storage: Quantity
    storage_class: Name | None = None
    retention_days: Annotated[int, Field(ge=1)] = 15
    resources: Resources = Resources(cpu="1", memory="4Gi", cpu_limit="2", memory_limit="4Gi")
    page: SecretKey = SecretKey(secret="alertmanager-receivers", key="pagerduty-routing-key")
    message: SecretKey = SecretKey(secret="alertmanager-receivers", key="slack-webhook-url")
    heartbeat: SecretKey = SecretKey(secret="alertmanager-receivers", key="heartbeat-url")
    admin: SecretKey = SecretKey(secret="grafana-secrets", key="admin-password")
    runbooks: Sentence
