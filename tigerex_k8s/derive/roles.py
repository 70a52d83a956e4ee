"""IAM roles that ServiceAccounts take on, with no more than each needs.

https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.derive.secrets import synced_namespaces
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks
from tigerex_k8s.model.operator import Operator, OwnPolicy, WellKnownPolicy

SECRETS_READER = "external-secrets-reader"


@dataclass(frozen=True, slots=True)
class Statement:
    """*actions* that are allowed on *resources*, which are ARNs."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What the ServiceAccount *account* of *namespace* may do; *purpose* is the end of the role's name.

    ``policy`` is the name of a policy that eksctl keeps, None where *statements* say all.
    """

    purpose: str
    namespace: str
    account: str
    statements: tuple[Statement, ...]
    policy: str | None = None


def roles(graph: Graph) -> tuple[Role, ...]:
    """Derive the roles of the exchange and of the operators, sorted by purpose; none without EKS."""
    eks = graph.platform.eks
    if eks is None:
        return ()
    of_operators = (_of_operator(one, one.role) for one in graph.platform.operators if one.role)
    return tuple(sorted((*_roles(graph, eks), *of_operators), key=lambda role: role.purpose))


def _roles(graph: Graph, eks: Eks) -> Iterator[Role]:
    vault = f"arn:aws:secretsmanager:{eks.region}:{eks.account}:secret"
    read = ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue")
    for derived in synced_namespaces(graph):
        # Six characters of AWS's own end each name.
        names = sorted({one.key for secret in derived.secrets for one in secret.fetched})
        secrets = tuple(f"{vault}:{name}-??????" for name in names)
        yield Role(derived.purpose, derived.namespace, SECRETS_READER, (Statement(read, secrets),))


def _of_operator(operator: Operator, role: OwnPolicy | WellKnownPolicy) -> Role:
    if isinstance(role, WellKnownPolicy):
        return Role(operator.name, operator.namespace, role.account, (), role.policy)
    statements = tuple(Statement(one.actions, one.resources) for one in role.statements)
    return Role(operator.name, operator.namespace, role.account, statements)
