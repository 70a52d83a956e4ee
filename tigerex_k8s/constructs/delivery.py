"""Argo CD keeps clusters equal to what is committed.

https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.delivery import (
    EXCHANGE,
    IN_CLUSTER,
    PLATFORM,
    Project,
    chart_repository,
    platform_folder,
    projects,
)
from tigerex_k8s.derive.installation import installations
from tigerex_k8s.model.operator import Delivery, Operator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from imports.argo_cd import (
        ApplicationSetSpec,
        ApplicationSpec,
        ApplicationSpecDestination,
        ApplicationSpecSource,
        ApplicationSpecSyncPolicy,
        AppProjectSpec,
    )
    from tigerex_k8s.graph.values import Graph

_API = "argoproj.io/v1alpha1"
# On the Secret of a cluster: which environment's folder it shows.
_SHOWS = "tigerex.com/environment"


class OperatorApplications(Construct):
    """An Application for each of *operators* in *cluster*, in waves.

    A wave begins when the Applications before it are healthy, which Argo CD says only if it was told how: the values
    of *delivery*'s Argo CD do.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        delivery: Delivery,
        *,
        environment: str,
        cluster: str,
        operators: "Iterable[Operator]",
    ) -> None:
        super().__init__(scope, id)
        for one in installations(operators):
            bridge.custom(
                self,
                "Application",
                f"{environment}-{one.operator.name}",
                api=_API,
                namespace=delivery.argo_cd.namespace,
                spec=_installed(one.operator, cluster),
                annotations={"argocd.argoproj.io/sync-wave": str(one.operator.wave)},
            )


class ArgoDelivery(Construct):
    """Projects, an Application for each environment and one for its operators, and a set for further clusters.

    The set gives every cluster whose Secret in Argo CD is labelled ``tigerex.com/environment: production`` a copy of
    ``dist/production``. The first cluster of an environment has its Application and needs no label. A region with
    roles, zones or addresses of its own is an environment of its own.
    """

    def __init__(self, scope: Construct, id: str, delivery: Delivery, *, graphs: "Mapping[str, Graph]") -> None:
        super().__init__(scope, id)
        self._namespace = delivery.argo_cd.namespace
        for project in projects(graphs, delivery):
            self._object("AppProject", project.name, _project(project))
        for name, graph in graphs.items():
            if graph.platform.eks and graph.platform.delivery:
                self._object("Application", platform_folder(name), _platform(name, delivery))
                home: ApplicationSpecDestination = {"name": graph.platform.eks.name, "namespace": graph.namespace}
                self._object("Application", name, _exchange(name, delivery, home))
        self._object("ApplicationSet", EXCHANGE, _fleet(delivery))

    def _object(self, kind: str, name: str, spec: "Mapping[str, object]") -> None:
        bridge.custom(self, kind, name, api=_API, namespace=self._namespace, spec=spec)


def _project(project: Project) -> "AppProjectSpec":
    return {
        "sourceRepos": list(project.sources),
        "destinations": [{"name": one.cluster, "namespace": one.namespace} for one in project.destinations],
        "clusterResourceWhitelist": [{"group": group, "kind": kind} for group, kind in project.cluster_wide],
        "namespaceResourceWhitelist": [{"group": group, "kind": kind} for group, kind in project.namespaced],
    }


def _installed(operator: Operator, cluster: str) -> "ApplicationSpec":
    return {
        "project": PLATFORM,
        "destination": {"name": cluster, "namespace": operator.namespace},
        "source": {
            "repoURL": chart_repository(operator.repository),
            "chart": operator.chart,
            "targetRevision": operator.version,
            "helm": {"releaseName": operator.name, "valuesObject": operator.values},
        },
        "syncPolicy": _always("CreateNamespace=true", "ServerSideApply=true"),
    }


def _platform(name: str, delivery: Delivery) -> "ApplicationSpec":
    """Return the Application of the operators' Applications; beside them lie files for eksctl and helmfile."""
    source: ApplicationSpecSource = {**_folder(platform_folder(name), delivery), "directory": {"include": "*.k8s.yaml"}}
    return {
        "project": PLATFORM,
        "destination": {"name": IN_CLUSTER, "namespace": delivery.argo_cd.namespace},
        "source": source,
        "syncPolicy": _always("ServerSideApply=true"),
    }


def _exchange(name: str, delivery: Delivery, destination: "ApplicationSpecDestination") -> "ApplicationSpec":
    """Return the Application of an exchange; until the operators brought their kinds, it tries again."""
    return {
        "project": EXCHANGE,
        "destination": destination,
        "source": _folder(name, delivery),
        "syncPolicy": _always("ServerSideApply=true", "SkipDryRunOnMissingResource=true"),
    }


def _fleet(delivery: Delivery) -> "ApplicationSetSpec":
    shown = f'{{{{ index .metadata.labels "{_SHOWS}" }}}}'
    return {
        "goTemplate": True,
        "goTemplateOptions": ["missingkey=error"],
        "generators": [{"clusters": {"selector": {"matchExpressions": [{"key": _SHOWS, "operator": "Exists"}]}}}],
        "template": {
            "metadata": {"name": f"{shown}-{{{{ .nameNormalized }}}}"},
            "spec": _exchange(shown, delivery, {"name": "{{ .name }}"}),
        },
    }


def _folder(name: str, delivery: Delivery) -> "ApplicationSpecSource":
    return {"repoURL": delivery.repository, "targetRevision": delivery.revision, "path": f"dist/{name}"}


def _always(*options: str) -> "ApplicationSpecSyncPolicy":
    return {
        "automated": {"prune": True, "selfHeal": True},
        "syncOptions": list(options),
        "retry": {"limit": 10, "backoff": {"duration": "10s", "factor": 2, "maxDuration": "5m"}},
    }
