"""What Argo CD may take from where to where.

https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tigerex_k8s.errors import CatalogError, did_you_mean
from tigerex_k8s.graph.keys import VELERO_NAMESPACE
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import namespaces
from tigerex_k8s.model.operator import Delivery

ANY = "*"
IN_CLUSTER = "in-cluster"
"""What Argo CD calls the cluster that it runs in."""

# Charts put leader election and readers of the API server's configuration there.
_SYSTEM = "kube-system"

_CLUSTER_WIDE = (
    ("", "Namespace"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ("cert-manager.io", "ClusterIssuer"),
    ("gateway.networking.k8s.io", "GatewayClass"),
    ("rbac.authorization.k8s.io", "ClusterRole"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    ("scheduling.k8s.io", "PriorityClass"),
    ("storage.k8s.io", "StorageClass"),
)
_GROUPS = (
    "",
    "apps",
    "autoscaling",
    "barmancloud.cnpg.io",
    "batch",
    "cert-manager.io",
    "external-secrets.io",
    "gateway.envoyproxy.io",
    "gateway.networking.k8s.io",
    "networking.k8s.io",
    "policy",
    "postgresql.cnpg.io",
    "redis.redis.opstreelabs.in",
    "s3.services.k8s.aws",
    "velero.io",
)


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """A *namespace* of the *cluster* that Argo CD knows by this name or pattern."""

    cluster: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Project:
    """What Applications of the project *name* may bring where.

    ``cluster_wide`` and ``namespaced`` are groups and kinds, with ``*`` for any.
    """

    name: str
    sources: tuple[str, ...]
    destinations: tuple[Destination, ...]
    cluster_wide: tuple[tuple[str, str], ...]
    namespaced: tuple[tuple[str, str], ...]


EXCHANGE = "tigerex"
PLATFORM = "tigerex-platform"
FOLDER = "delivery"
"""Where what spans the environments lies."""


def platform_folder(environment: str) -> str:
    """Return the folder, beside that of *environment*, for what its cluster is made of."""
    return f"{environment}-platform"


def delivery(graphs: Mapping[str, Graph]) -> Delivery | None:
    """Derive the one delivery of *graphs*, None where all are applied by hand; two raise CatalogError."""
    declared = [(name, graph.platform.delivery) for name, graph in graphs.items() if graph.platform.delivery]
    if not declared:
        return None
    first, found = declared[0]
    different = [name for name, other in declared if other != found]
    if different:
        raise CatalogError(*(f"{name} has another delivery than {first}; one Argo CD serves all" for name in different))
    delivered = [name for name, _ in declared]
    if found.deploys not in {None, *delivered}:
        raise CatalogError(f"delivery deploys to '{found.deploys}'{did_you_mean(found.deploys or '', delivered)}")
    return found


def chart_repository(url: str) -> str:
    """Derive what Argo CD calls a repository of charts: one without a scheme is OCI."""
    return url.removeprefix("oci://")


def projects(graphs: Mapping[str, Graph], delivered: Delivery) -> tuple[Project, Project]:
    """Derive the project of the exchange, which may hold what it holds, and that of the operators, which may all."""
    found = [graph for graph in graphs.values() if graph.platform.delivery]
    charts = {chart_repository(one.repository) for graph in found for one in graph.platform.operators}
    argo_cd = Destination(IN_CLUSTER, delivered.argo_cd.namespace)
    every = ((ANY, ANY),)
    groups = tuple((group, ANY) for group in _GROUPS)
    installed = tuple(sorted({argo_cd, *_installed(found)}))
    return (
        Project(EXCHANGE, (delivered.repository,), tuple(sorted(_fleet(found))), _CLUSTER_WIDE, groups),
        Project(PLATFORM, (delivered.repository, *sorted(charts)), installed, every, every),
    )


def _fleet(found: list[Graph]) -> Iterator[Destination]:
    """Yield the clusters of each exchange: further ones are called after the first."""
    for graph in found:
        if graph.platform.eks:
            kept = (VELERO_NAMESPACE,) if graph.platform.object_backup else ()
            for namespace in (*namespaces(graph), *kept):
                yield Destination(f"{graph.platform.eks.name}{ANY}", namespace)


def _installed(found: list[Graph]) -> Iterator[Destination]:
    for graph in found:
        if graph.platform.eks:
            for namespace in (_SYSTEM, *(one.namespace for one in graph.platform.operators)):
                yield Destination(graph.platform.eks.name, namespace)
