"""A small shop on EKS, for tests that need an account, a region and a bucket."""

from typing import Any

from tigerex_k8s import Backup, Bucket, Eks, Platform, Postgres, PostgresBackup, Redis, link
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.environment import Component

EKS = Eks(name="shop", account="111122223333", region="us-east-1", version="1.35")
COPIES = Bucket(name="copies")
_TO_COPIES: Any = {"bucket": "copies", "image": "ghcr.io/acme/backup:1"}


def backed_up(**fields: Any) -> PostgresBackup:  # noqa: ANN401  # of the declaration, which checks them
    """Return a backup of a database to the bucket."""
    return PostgresBackup(**{**_TO_COPIES, **fields})


def orders(**fields: Any) -> Postgres:  # noqa: ANN401  # the same
    """Return a database with a backup."""
    return Postgres(**{"name": "orders", "storage": "10Gi", "backup": backed_up(), **fields})


def baskets(**fields: Any) -> Redis:  # noqa: ANN401  # the same
    """Return a cache with a backup."""
    images = {"image": "ghcr.io/acme/redis:7", "exporter_image": "ghcr.io/acme/exporter:1"}
    return Redis(**{"name": "baskets", "storage": "10Gi", "backup": Backup(**_TO_COPIES), **images, **fields})


def shop(*components: Component) -> Graph:
    """Return *components*, linked."""
    return link(*components, namespace="shop", platform=Platform(eks=EKS, zones=("us-east-1a",)))
