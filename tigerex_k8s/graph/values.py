"""The nodes and edges of an exchange, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from tigerex_k8s.model.bucket import Bucket
from tigerex_k8s.model.config import Config
from tigerex_k8s.model.monitoring import Monitoring
from tigerex_k8s.model.needs import Need
from tigerex_k8s.model.platform import Platform
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.secret import Secret
from tigerex_k8s.model.service import Service

INTERNAL_RANGES = ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16")


@dataclass(frozen=True, slots=True, order=True)
class Port:
    """A pod's port."""

    number: int
    protocol: str = "TCP"


@dataclass(frozen=True, slots=True)
class Pods:
    """The pods of *namespace* that carry *labels*; *having* is a label and its values, none standing for any."""

    namespace: str
    labels: tuple[tuple[str, str], ...]
    having: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of *cidr* without those of *without*."""

    cidr: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """What stands at the end of an arrow.

    ``pods`` selects them exactly; None where they are addresses. ``peers`` are how the egress rules of others name the
    node: Amazon's VPC CNI lets a Service's address through only if the Service's own selector satisfies the peer.
    ``ours`` says whether a policy of ours selects the pods.
    """

    name: str
    pods: Pods | None
    peers: tuple[Pods | Addresses, ...]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow: *source* opens connections to *target* on *ports*; *need* is the declaration behind it, if any."""

    source: str
    target: str
    ports: tuple[Port, ...]
    need: Need | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The linked exchange. Mappings are sorted by name, edges by source and target."""

    namespace: str
    platform: Platform
    services: Mapping[str, Service]
    databases: Mapping[str, Postgres]
    caches: Mapping[str, Redis]
    configs: Mapping[str, Config]
    secrets: Mapping[str, Secret]
    buckets: Mapping[str, Bucket]
    monitoring: Monitoring | None
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]

    @property
    def stores(self) -> tuple[Postgres | Redis, ...]:
        """Databases and caches."""
        return (*self.databases.values(), *self.caches.values())

    def holds(self, declaration: Service | Postgres | Redis) -> bool:
        """Tell whether exactly this *declaration* was linked."""
        linked: Mapping[str, object] = {**self.services, **self.databases, **self.caches}
        return linked.get(declaration.name) == declaration
