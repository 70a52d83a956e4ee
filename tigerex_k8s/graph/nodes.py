"""The nodes that nobody declares: the platform's, and those that make up a store."""

from tigerex_k8s.graph.values import INTERNAL_RANGES, Addresses, Node, Pods
from tigerex_k8s.model.platform import LetsEncrypt, Platform
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.service import Service

INTERNET = "internet"
DNS = "cluster-dns"
KUBERNETES_API = "kubernetes-api"
PROXIES = "proxies"
PROMETHEUS = "prometheus"
POSTGRES_OPERATOR = "cloudnative-pg-operator"
REDIS_OPERATOR = "redis-operator"
ACME_SOLVER = "acme-http01-solver"

# Whose pods take what comes from the internet, by the routing of the platform.
_PROXIES = {
    "gateway": ("envoy-gateway-system", ("app.kubernetes.io/name", "envoy")),
    "ingress": ("haproxy-controller", ("app.kubernetes.io/name", "kubernetes-ingress")),
}


def platform_nodes(platform: Platform) -> tuple[Node, ...]:
    """Return what surrounds every exchange."""
    api = platform.kubernetes_api
    return (
        _outside(DNS, "kube-system", ("k8s-app", "kube-dns")),
        _outside(POSTGRES_OPERATOR, "cnpg-system", ("app.kubernetes.io/name", "cloudnative-pg")),
        _outside(REDIS_OPERATOR, "redis-operator", ("name", "redis-operator")),
        _outside(PROXIES, *_PROXIES[platform.routing]),
        Node(INTERNET, pods=None, peers=(Addresses("0.0.0.0/0", INTERNAL_RANGES),)),
        Node(KUBERNETES_API, pods=None, peers=tuple(map(Addresses, (api.service, *api.endpoints)))),
    )


def service_node(service: Service, namespace: str) -> Node:
    """Return the node of a declared service."""
    pods = Pods(namespace, (("app", service.name),))
    return Node(service.name, pods, peers=(pods,), ours=True)


def pooler_name(database: str) -> str:
    """Return the name of the Pooler, its Service and its node."""
    return f"{database}-pooler"


def migration_name(database: str) -> str:
    """Return the name of the migration's node; its Job adds a version."""
    return f"{database}-migration"


def dump_name(store: str) -> str:
    """Return the name of the nightly dump of *store*, of its CronJob and of its ServiceAccount."""
    return f"{store}-dump"


def dump_nodes(store: Postgres | Redis, namespace: str) -> tuple[Node, ...]:
    """Return the Jobs that dump a store, where it has a backup."""
    pods = Pods(namespace, (("app", dump_name(store.name)),))
    return (Node(dump_name(store.name), pods, peers=(pods,), ours=True),) if store.backup else ()


def postgres_nodes(database: Postgres, namespace: str) -> tuple[Node, ...]:
    """Return the instances, the pooler and the operator's Jobs of a database.

    Poolers and Jobs carry cnpg.io/cluster too, so what has to be exact asks for more; an egress peer asks for less,
    since the cluster's Services select by the cluster's name and a role.
    """
    cluster = ("cnpg.io/cluster", database.name)
    pooler = Pods(namespace, (("cnpg.io/poolerName", pooler_name(database.name)),))
    migration = Pods(namespace, (("app", migration_name(database.name)),))
    jobs = Pods(namespace, (cluster,), having=("cnpg.io/jobRole", ()))
    return (
        Node(
            database.name,
            Pods(namespace, (cluster, ("cnpg.io/podRole", "instance"))),
            peers=(Pods(namespace, (cluster,)),),
            ours=True,
        ),
        Node(pooler_name(database.name), pooler, peers=(pooler,), ours=True),
        Node(f"{database.name}-jobs", jobs, peers=(jobs,), ours=True),
        *(
            (Node(migration_name(database.name), migration, peers=(migration,), ours=True),)
            if database.migration
            else ()
        ),
    )


def solver_nodes(platform: Platform, namespace: str) -> tuple[Node, ...]:
    """Return the pods that cert-manager starts to answer Let's Encrypt, where that is who issues."""
    pods = Pods(namespace, (("acme.cert-manager.io/http01-solver", "true"),))
    answering = isinstance(platform.issuer, LetsEncrypt)
    return (Node(ACME_SOLVER, pods, peers=(pods,), ours=True),) if answering else ()


def redis_node(redis: Redis, namespace: str) -> Node:
    """Return the leaders and followers of a cluster; roles move between them."""
    pods = Pods(namespace, (), having=("app", (f"{redis.name}-follower", f"{redis.name}-leader")))
    return Node(redis.name, pods, peers=(pods,), ours=True)


def _outside(name: str, namespace: str, label: tuple[str, str]) -> Node:
    pods = Pods(namespace, (label,))
    return Node(name, pods, peers=(pods,))
