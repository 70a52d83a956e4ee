"""IAM roles that ServiceAccounts take on, with no more than each needs.

https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.derive.secrets import synced_namespaces
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks

SECRETS_READER = "external-secrets-reader"


@dataclass(frozen=True, slots=True)
class Statement:
    """*actions* that are allowed on *resources*, which are ARNs."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What the ServiceAccount *account* of *namespace* may do; *purpose* is the end of the role's name."""

    purpose: str
    namespace: str
    account: str
    statements: tuple[Statement, ...]


def roles(graph: Graph) -> tuple[Role, ...]:
    """Derive the roles of the exchange itself, sorted by purpose; none without EKS."""
    eks = graph.platform.eks
    return tuple(sorted(_roles(graph, eks), key=lambda role: role.purpose)) if eks else ()


def _roles(graph: Graph, eks: Eks) -> Iterator[Role]:
    vault = f"arn:aws:secretsmanager:{eks.region}:{eks.account}:secret"
    read = ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue")
    for derived in synced_namespaces(graph):
        # Six characters of AWS's own end each name.
        names = sorted({one.key for secret in derived.secrets for one in secret.fetched})
        secrets = tuple(f"{vault}:{name}-??????" for name in names)
        yield Role(derived.purpose, derived.namespace, SECRETS_READER, (Statement(read, secrets),))
