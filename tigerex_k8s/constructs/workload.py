"""Everything that one service is made of."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.pods import pod_spec
from tigerex_k8s.derive.autoscaling import Autoscaler, autoscaler, replicas
from tigerex_k8s.derive.placement import placement
from tigerex_k8s.derive.variables import configuration, variables
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.service import Service

_CONFIG = "tigerex.com/config"  # the values as they are, and no hash, so that the diff says why pods roll


class Workload(Construct):
    """Deployment, Service, ServiceAccount, autoscaler, disruption budget and policy of *service*.

    *graph* is the linked exchange that the service belongs to; its policy and variables are facts of its edges.
    """

    def __init__(self, scope: Construct, id: str, service: Service, *, graph: Graph) -> None:
        super().__init__(scope, id)
        self._service, self._namespace = service, graph.namespace
        self._deployment(graph)
        self._endpoints()
        self._scaling(autoscaler(service.scale))
        k8s.KubeServiceAccount(self, "account", metadata=self._metadata(), automount_service_account_token=False)
        AccessPolicies(self, "access", service.name, graph=graph)

    def _metadata(self) -> k8s.ObjectMeta:
        return bridge.metadata(self._service.name, self._namespace, labels=self._labels())

    def _labels(self) -> dict[str, str]:
        return {"app": self._service.name, "app.kubernetes.io/name": self._service.name}

    def _selector(self) -> k8s.LabelSelector:
        return k8s.LabelSelector(match_labels={"app": self._service.name})

    def _deployment(self, graph: Graph) -> None:
        service = self._service
        surge, read = service.max_surge, configuration(graph, service)
        k8s.KubeDeployment(
            self,
            "deployment",
            metadata=self._metadata(),
            spec=k8s.DeploymentSpec(
                replicas=replicas(service.scale),
                revision_history_limit=5,
                selector=self._selector(),
                strategy=k8s.DeploymentStrategy(
                    type="RollingUpdate",
                    rolling_update=k8s.RollingUpdateDeployment(
                        max_unavailable=bridge.number(0),
                        max_surge=bridge.number(surge) if isinstance(surge, int) else bridge.text(surge),
                    ),
                ),
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(labels=self._labels(), annotations={_CONFIG: read} if read else None),
                    spec=pod_spec(
                        service,
                        variables(graph, service),
                        placement(graph, service.node_group),
                        pull_secret=graph.platform.pull_secret,
                    ),
                ),
            ),
        )

    def _endpoints(self) -> None:
        offers = self._service.offers
        if offers:
            ports = [k8s.ServicePort(name=e.name, port=e.port, target_port=bridge.number(e.port)) for e in offers]
            spec = k8s.ServiceSpec(selector={"app": self._service.name}, ports=ports, type="ClusterIP")
            k8s.KubeService(self, "service", metadata=self._metadata(), spec=spec)

    def _scaling(self, derived: Autoscaler | None) -> None:
        if derived is not None:
            k8s.KubeHorizontalPodAutoscalerV2(self, "autoscaler", metadata=self._metadata(), spec=self._bounds(derived))
        k8s.KubePodDisruptionBudget(
            self,
            "budget",
            metadata=self._metadata(),
            # One at a time, and never a pod that is unhealthy anyway: a drain always goes on.
            # https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
            spec=k8s.PodDisruptionBudgetSpec(
                max_unavailable=bridge.number(1),
                selector=self._selector(),
                unhealthy_pod_eviction_policy="AlwaysAllow",
            ),
        )

    def _bounds(self, derived: Autoscaler) -> k8s.HorizontalPodAutoscalerSpecV2:
        target = k8s.MetricTargetV2(type="Utilization", average_utilization=derived.cpu_percent)
        return k8s.HorizontalPodAutoscalerSpecV2(
            min_replicas=derived.minimum,
            max_replicas=derived.maximum,
            scale_target_ref=k8s.CrossVersionObjectReferenceV2(
                api_version="apps/v1", kind="Deployment", name=self._service.name
            ),
            metrics=[k8s.MetricSpecV2(type="Resource", resource=k8s.ResourceMetricSourceV2(name="cpu", target=target))],
        )
