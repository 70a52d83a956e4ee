"""How the kubelet asks a container whether it started, lives and is ready."""

from typing import Annotated

from pydantic import Field

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import AbsolutePath

Seconds = Annotated[int, Field(ge=1)]


class HttpProbes(Declaration):
    """GET requests to the first endpoint: *live* for start-up and liveness, *ready* for readiness.

    ``startup_seconds`` is how long a start may take before the container is killed; left out, 150.
    https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
    """

    live: AbsolutePath = "/health"
    ready: AbsolutePath = "/ready"
    startup_seconds: Seconds = 150


class TcpProbes(Declaration):
    """Connections to the first endpoint, for a service that speaks no HTTP; ``startup_seconds`` as above."""

    startup_seconds: Seconds = 150
