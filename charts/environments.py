"""The copies of the exchange that we run, and where they differ."""

from pathlib import Path

from charts.exchange import exchange
from tigerex_k8s import Aws, Environment, NodeGroup, Platform
from tigerex_k8s.model.platform import GP3, IO2, LetsEncrypt, PriorityClass
from tigerex_k8s.releases import read_releases

RELEASES = read_releases(Path(__file__).with_name("releases.yaml"))


def _platform(domain: str) -> Platform:
    """Return the cluster that production and staging each have one of."""
    return Platform(
        domain=domain,
        issuer=LetsEncrypt(email="platform@tigerex.com"),
        node_groups=(NodeGroup(name="engine", dedicated=True), NodeGroup(name="stores", dedicated=True)),
        # 111122223333 stands for the account until there is one; it is written here alone.
        aws=Aws(account="111122223333", region="us-east-1", secrets_role="tigerex-external-secrets"),
        storage_classes=(GP3, IO2),
        priorities=(
            PriorityClass(name="tigerex-critical", value=1_000_000),
            PriorityClass(name="tigerex-standard", value=100_000),
        ),
        registries=("ghcr.io/cloudnative-pg", "ghcr.io/tigerex", "quay.io/jetstack", "quay.io/opstree"),
        pull_secret="tigerex-registry",
        zones=("us-east-1a", "us-east-1b", "us-east-1c"),
    )


ENVIRONMENTS = (
    Environment(
        name="production",
        namespace="tigerex-production",
        components=exchange("tigerex.com", RELEASES["production"]),
        platform=_platform("tigerex.com"),
    ),
    Environment(
        name="staging",
        namespace="tigerex-staging",
        components=exchange("staging.tigerex.com", RELEASES["staging"]),
        platform=_platform("staging.tigerex.com"),
    ),
)
