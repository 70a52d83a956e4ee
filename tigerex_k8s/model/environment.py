"""One copy of the exchange: its components and the cluster that they run in."""

from pydantic import Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.bucket import Bucket
from tigerex_k8s.model.config import Config
from tigerex_k8s.model.monitoring import Monitoring
from tigerex_k8s.model.names import Name
from tigerex_k8s.model.platform import Platform
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.secret import Secret
from tigerex_k8s.model.service import Service

Component = Service | Postgres | Redis | Config | Secret | Bucket | Monitoring


class Environment(Declaration):
    """Components in *namespace*, synthesized into ``dist/<name>/``; ``platform`` left out, a plain cluster."""

    name: Name
    namespace: Name
    components: Many[Component] = Field(min_length=1)
    platform: Platform = Platform()
