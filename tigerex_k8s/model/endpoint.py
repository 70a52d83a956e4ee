"""A port that a service listens on."""

from typing import Literal

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import AbsolutePath, PortName, PortNumber


class Endpoint(Declaration):
    """A named TCP port; the pod and its Service use the same number, since policies match the pod's.

    ``scheme`` starts the URL that callers get; left out, ``http``. With ``metrics_path`` Prometheus scrapes the
    endpoint there; left out, it does not.
    """

    name: PortName
    port: PortNumber
    scheme: Literal["http", "https", "ws", "grpc"] = "http"
    metrics_path: AbsolutePath | None = None
