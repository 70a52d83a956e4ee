"""IAM roles that ServiceAccounts take on, with no more than each needs.

https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tigerex_k8s.derive.secrets import synced_namespaces
from tigerex_k8s.graph.keys import ARCHIVES, DRAFTS, dump_folder
from tigerex_k8s.graph.nodes import dump_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.backup import Backup, PostgresBackup
from tigerex_k8s.model.eks import Eks
from tigerex_k8s.model.operator import Operator, OwnPolicy, WellKnownPolicy
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis

SECRETS_READER = "external-secrets-reader"
_WRITE = ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject")


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
    for store in graph.stores:
        if store.backup:
            yield _dump(graph.namespace, store, store.backup)
    for database in graph.databases.values():
        if database.backup:
            yield _archive(graph.namespace, database, database.backup)


def _dump(namespace: str, store: Postgres | Redis, backup: Backup) -> Role:
    """Return the role of a dump, which deletes what it has not finished; older versions outlive that."""
    name, folder = dump_name(store.name), dump_folder(store)
    below = tuple(_objects(backup.bucket, f"{one}{folder}") for one in ("", f"{DRAFTS}/"))
    # The tags are read when a large object is copied.
    statement = Statement((*_WRITE, "s3:GetObjectTagging"), below)
    return Role(name, namespace, name, (_listing(backup.bucket), statement))


def _archive(namespace: str, database: Postgres, backup: PostgresBackup) -> Role:
    """Return the role of a database's instances, and of the Job that recovers one, in which Barman runs."""
    write = Statement(_WRITE, (_objects(backup.bucket, f"{ARCHIVES}/{database.archive_name}"),))
    source = database.recover_from
    read = (Statement(("s3:GetObject",), (_objects(backup.bucket, f"{ARCHIVES}/{source}"),)),) if source else ()
    return Role(database.name, namespace, database.name, (_listing(backup.bucket), write, *read))


def _listing(bucket: str) -> Statement:
    # Not of a prefix alone: Barman first asks whether the bucket is there, which has none.
    return Statement(("s3:ListBucket",), (f"arn:aws:s3:::{bucket}",))


def _objects(bucket: str, folder: str) -> str:
    return f"arn:aws:s3:::{bucket}/{folder}/*"


def _of_operator(operator: Operator, role: OwnPolicy | WellKnownPolicy) -> Role:
    if isinstance(role, WellKnownPolicy):
        return Role(operator.name, operator.namespace, role.account, (), role.policy)
    statements = tuple(Statement(one.actions, one.resources) for one in role.statements)
    return Role(operator.name, operator.namespace, role.account, statements)
