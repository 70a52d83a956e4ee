"""The copies of the exchange that we run, and where they differ."""

from charts.exchange import exchange
from tigerex_k8s import Aws, Environment, NodeGroup, Platform

ENVIRONMENTS = (
    Environment(
        name="production",
        namespace="tigerex-production",
        components=exchange(),
        platform=Platform(
            domain="tigerex.com",
            certificate_email="platform@tigerex.com",
            node_groups=(NodeGroup(name="engine", dedicated=True), NodeGroup(name="stores", dedicated=True)),
            # 111122223333 stands for the account until there is one; it is written here alone.
            aws=Aws(account="111122223333", region="us-east-1", secrets_role="tigerex-external-secrets"),
            zones=("us-east-1a", "us-east-1b", "us-east-1c"),
        ),
    ),
)
