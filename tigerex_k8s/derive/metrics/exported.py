"""Which target exports which metric: what rules and panels may ask for."""

from collections.abc import Mapping

from tigerex_k8s.derive.metrics import platform, services, stores
from tigerex_k8s.derive.metrics.metric import Metric
from tigerex_k8s.graph import nodes, watching
from tigerex_k8s.graph.values import Graph

# The targets that are there whatever is declared, by the job that Prometheus calls them.
_PLATFORM: Mapping[str, tuple[Metric, ...]] = {
    nodes.DNS: platform.DNS,
    nodes.POSTGRES_OPERATOR: (),
    nodes.PROMETHEUS: platform.PROMETHEUS,
    nodes.REDIS_OPERATOR: (),
    watching.ALERTMANAGER: platform.ALERTMANAGER,
    watching.GRAFANA: platform.GRAFANA,
    watching.KUBE_STATE_METRICS: platform.KUBE_STATE_METRICS,
    "cadvisor": platform.CADVISOR,
    "cert-manager": platform.CERT_MANAGER,
    "external-secrets": platform.EXTERNAL_SECRETS,
    "kubelet": platform.KUBELET,
    "velero": platform.VELERO,
}


def exported(graph: Graph) -> Mapping[str, tuple[Metric, ...]]:
    """Return the metrics of each job, sorted by job; a target that is not scraped may be among them."""
    found = {
        **_PLATFORM,
        **{name: _of_service(name) for name in graph.services},
        **{name: (*stores.POSTGRES, *(stores.BARMAN if one.backup else ())) for name, one in graph.databases.items()},
        **{nodes.pooler_name(name): stores.POOLER for name in graph.databases},
        **dict.fromkeys(graph.caches, stores.REDIS),
    }
    if graph.platform.routing == "gateway":
        found[nodes.PROXIES] = platform.ENVOY
    return {job: (*platform.ANY, *found[job]) for job in sorted(found)}


def _of_service(name: str) -> tuple[Metric, ...]:
    return (*services.HTTP, *services.PROCESS, *services.BUSINESS.get(name, ()))
