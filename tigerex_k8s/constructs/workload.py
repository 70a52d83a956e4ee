"""Everything that one service is made of."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.patched import patched
from tigerex_k8s.constructs.pods import one_at_a_time, pod_spec
from tigerex_k8s.derive.autoscaling import SCALE_DOWN, SCALE_UP, Autoscaler, ScalingRules, autoscaler, replicas
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
        patched(self, service, lambda where: _objects(where, service, graph), graph=graph)


def _objects(scope: Construct, service: Service, graph: Graph) -> None:
    metadata = bridge.metadata(service.name, graph.namespace, labels=_labels(service))
    k8s.KubeDeployment(scope, "deployment", metadata=metadata, spec=_deployment(service, graph))
    if service.offers:
        k8s.KubeService(scope, "service", metadata=metadata, spec=_endpoints(service))
    bounds = autoscaler(service.scale)
    if bounds:
        k8s.KubeHorizontalPodAutoscalerV2(scope, "autoscaler", metadata=metadata, spec=_bounds(service.name, bounds))
    k8s.KubePodDisruptionBudget(scope, "budget", metadata=metadata, spec=one_at_a_time({"app": service.name}))
    k8s.KubeServiceAccount(scope, "account", metadata=metadata, automount_service_account_token=False)
    AccessPolicies(scope, "access", service.name, graph=graph)


def _labels(service: Service) -> dict[str, str]:
    return {"app": service.name, "app.kubernetes.io/name": service.name}


def _deployment(service: Service, graph: Graph) -> k8s.DeploymentSpec:
    surge, read = service.max_surge, configuration(graph, service)
    return k8s.DeploymentSpec(
        replicas=replicas(service.scale),
        revision_history_limit=5,
        selector=k8s.LabelSelector(match_labels={"app": service.name}),
        strategy=k8s.DeploymentStrategy(
            type="RollingUpdate",
            rolling_update=k8s.RollingUpdateDeployment(
                max_unavailable=bridge.number(0),
                max_surge=bridge.number(surge) if isinstance(surge, int) else bridge.text(surge),
            ),
        ),
        template=k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(labels=_labels(service), annotations={_CONFIG: read} if read else None),
            spec=pod_spec(
                service,
                variables(graph, service),
                placement(graph, service.node_group),
                pull_secret=graph.platform.pull_secret,
            ),
        ),
    )


def _endpoints(service: Service) -> k8s.ServiceSpec:
    ports = [k8s.ServicePort(name=e.name, port=e.port, target_port=bridge.number(e.port)) for e in service.offers]
    return k8s.ServiceSpec(selector={"app": service.name}, ports=ports, type="ClusterIP")


def _bounds(name: str, derived: Autoscaler) -> k8s.HorizontalPodAutoscalerSpecV2:
    target = k8s.MetricTargetV2(type="Utilization", average_utilization=derived.cpu_percent)
    return k8s.HorizontalPodAutoscalerSpecV2(
        behavior=k8s.HorizontalPodAutoscalerBehaviorV2(scale_down=_rules(SCALE_DOWN), scale_up=_rules(SCALE_UP)),
        min_replicas=derived.minimum,
        max_replicas=derived.maximum,
        scale_target_ref=k8s.CrossVersionObjectReferenceV2(api_version="apps/v1", kind="Deployment", name=name),
        metrics=[k8s.MetricSpecV2(type="Resource", resource=k8s.ResourceMetricSourceV2(name="cpu", target=target))],
    )


def _rules(derived: ScalingRules) -> k8s.HpaScalingRulesV2:
    return k8s.HpaScalingRulesV2(
        stabilization_window_seconds=derived.stabilization_window_seconds,
        select_policy="Max",
        policies=[
            k8s.HpaScalingPolicyV2(type=one.type, value=one.value, period_seconds=one.period_seconds)
            for one in derived.policies
        ],
    )
