"""The copies of the exchange that we run, and where they differ."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from charts.exchange import BucketNames, Restored, exchange
from charts.operators import ARGO_CD, ONE_NODE_OPERATORS, eks_operators
from charts.sizes import DEVELOPMENT, STAGING, Sizes, production
from tigerex_k8s import (
    GP3,
    IO2,
    Delivery,
    Eks,
    Environment,
    LetsEncrypt,
    NodeGroup,
    ObjectBackup,
    Platform,
    PriorityClass,
    SelfSigned,
)
from tigerex_k8s.exchange.stores import CONFIG_VALUES
from tigerex_k8s.releases import read_releases

RELEASES = read_releases(Path(__file__).with_name("releases.yaml"))

# The address ranges of the company: a documentation range until the real ones are written here.
COMPANY = ("203.0.113.0/24",)
# Nobody else reaches the cluster of a developer.
LOCAL = ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")

PRIORITIES = (
    PriorityClass(name="tigerex-critical", value=1_000_000),
    PriorityClass(name="tigerex-standard", value=100_000),
)
REGISTRIES = (
    "docker.io/grafana",
    "ghcr.io/cloudnative-pg",
    "ghcr.io/tigerex",
    "quay.io/jetstack",
    "quay.io/opstree",
    "quay.io/prometheus",
    "quay.io/prometheus-operator",
)

DELIVERY = Delivery(repository="https://github.com/tigerex/tigerex-k8s.git", argo_cd=ARGO_CD, deploys="production")


PRODUCTION_BUCKETS = BucketNames("tigerex-production", "tigerex-backups", "tigerex-logs")
STAGING_BUCKETS = BucketNames("tigerex-staging", "tigerex-staging-backups", "tigerex-staging-logs")


def _eks(domain: str, *, cluster: str, buckets: BucketNames) -> Platform:
    """Return the cluster that production and staging each have one of."""
    eks = Eks(
        name=cluster,
        # 111122223333 stands for the account until there is one; it is written here alone.
        account="111122223333",
        region="us-east-1",
        version="1.35",
        api_access=COMPANY,
    )
    return Platform(
        domain=domain,
        issuer=LetsEncrypt(email="platform@tigerex.com"),
        eks=eks,
        zones=("us-east-1a", "us-east-1b", "us-east-1c"),
        node_groups=(
            NodeGroup(name="general", instance_type="m5.2xlarge", minimum=6, maximum=12),
            NodeGroup(name="engine", instance_type="m6i.4xlarge", minimum=3, maximum=9, dedicated=True),
            NodeGroup(name="stores", instance_type="r6i.4xlarge", maximum=2, dedicated=True, per_zone=True),
        ),
        storage_classes=(GP3, IO2),
        priorities=PRIORITIES,
        registries=REGISTRIES,
        pull_secret="tigerex-registry",
        operators=eks_operators(eks, domain, buckets=buckets, backups=buckets.backups),
        object_backup=ObjectBackup(bucket=buckets.backups),
        delivery=DELIVERY,
    )


def _one_node(domain: str) -> Platform:
    """Return a developer's cluster of one node, such as kind's; docs/development.md says how to fill it."""
    return Platform(
        domain=domain,
        issuer=SelfSigned(),
        routing="ingress",
        priorities=PRIORITIES,
        registries=REGISTRIES,
        pull_secret="tigerex-registry",
        operators=ONE_NODE_OPERATORS,
    )


def _environment(
    name: str,
    domain: str,
    sizes: Sizes,
    *,
    platform: Callable[[str], Platform],
    database: str,
    company: tuple[str, ...] = COMPANY,
    config: Mapping[str, str] = CONFIG_VALUES,
    watched: bool = True,
    buckets: BucketNames | None = None,
    restored: Restored | None = None,
) -> Environment:
    return Environment(
        name=name,
        namespace=f"tigerex-{name}",
        components=exchange(
            domain,
            RELEASES[name],
            sizes,
            database=database,
            company=company,
            config=config,
            buckets=buckets,
            restored=restored,
            watched=watched,
        ),
        platform=platform(domain),
    )


ENVIRONMENTS = (
    _environment(
        "production",
        "tigerex.com",
        production(traffic="normal"),
        platform=partial(_eks, cluster="tigerex-prod", buckets=PRODUCTION_BUCKETS),
        database="tigerex_prod",
        buckets=PRODUCTION_BUCKETS,
    ),
    _environment(
        "staging",
        "staging.tigerex.com",
        STAGING,
        platform=partial(_eks, cluster="tigerex-staging", buckets=STAGING_BUCKETS),
        database="tigerex_staging",
        buckets=STAGING_BUCKETS,
    ),
    _environment(
        "development",
        "tigerex.localhost",
        DEVELOPMENT,
        platform=_one_node,
        database="tigerex_dev",
        company=LOCAL,
        config={**CONFIG_VALUES, "LOG_LEVEL": "debug", "NODE_ENV": "development"},
        watched=False,
    ),
)
