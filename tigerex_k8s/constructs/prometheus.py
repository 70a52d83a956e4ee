"""Prometheus: one instance with a volume, which reads its rules and configuration anew when they change.

https://prometheus.io/docs/prometheus/latest/
"""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.claims import claim
from tigerex_k8s.constructs.hardened import locked_down, unprivileged
from tigerex_k8s.constructs.pods import one_at_a_time, requirements, single_port
from tigerex_k8s.derive.prometheus import CONFIGURATION, RULES, configuration
from tigerex_k8s.derive.rules import rules
from tigerex_k8s.derive.text import yaml_text
from tigerex_k8s.graph.companions import RELOADER
from tigerex_k8s.graph.nodes import PROMETHEUS
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import PROMETHEUS_PORT
from tigerex_k8s.model.monitoring import Monitoring

_USER = 65534  # of the image
_LABELS = {"app": PROMETHEUS}
_CONFIG, _RULES, _DATA = "prometheus-config", "prometheus-rules", "data"


class Prometheus(Construct):
    """StatefulSet, configuration, rules, Service, budget, rights and policy of *monitoring*'s Prometheus."""

    def __init__(self, scope: Construct, id: str, monitoring: Monitoring, *, graph: Graph) -> None:
        super().__init__(scope, id)
        namespace = monitoring.namespace
        metadata = bridge.metadata(PROMETHEUS, namespace, labels=_LABELS)
        for name, file, content in (
            (_CONFIG, "prometheus.yml", configuration(graph, monitoring)),
            (_RULES, "tigerex.yaml", rules(graph, monitoring)),
        ):
            text = yaml_text(content)
            k8s.KubeConfigMap(self, name, metadata=bridge.metadata(name, namespace), data={file: text})
        k8s.KubeStatefulSet(self, "instance", metadata=metadata, spec=_instance(monitoring))
        k8s.KubeService(self, "service", metadata=metadata, spec=single_port(_LABELS, PROMETHEUS_PORT.number))
        k8s.KubePodDisruptionBudget(self, "budget", metadata=metadata, spec=one_at_a_time(_LABELS))
        k8s.KubeServiceAccount(self, "account", metadata=metadata, automount_service_account_token=False)
        _rights(self, namespace)
        AccessPolicies(self, "access", PROMETHEUS, graph=graph)


def _instance(monitoring: Monitoring) -> k8s.StatefulSetSpec:
    return k8s.StatefulSetSpec(
        replicas=1,
        service_name=PROMETHEUS,
        selector=k8s.LabelSelector(match_labels=_LABELS),
        template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=_LABELS), spec=_pod(monitoring)),
        volume_claim_templates=[claim(_DATA, monitoring.storage, monitoring.storage_class)],
    )


def _pod(monitoring: Monitoring) -> k8s.PodSpec:
    return k8s.PodSpec(
        service_account_name=PROMETHEUS,
        automount_service_account_token=True,  # finds its targets by the Kubernetes API
        enable_service_links=False,
        # Writes what it holds in memory before it goes.
        termination_grace_period_seconds=300,
        security_context=unprivileged(_USER),
        containers=[_prometheus(monitoring), _reloader(monitoring)],
        volumes=[k8s.Volume(name=name, config_map=k8s.ConfigMapVolumeSource(name=name)) for name in (_CONFIG, _RULES)],
    )


def _prometheus(monitoring: Monitoring) -> k8s.Container:
    return k8s.Container(
        name=PROMETHEUS,
        image=monitoring.prometheus,
        args=[
            f"--config.file={CONFIGURATION}/prometheus.yml",
            "--storage.tsdb.path=/prometheus",
            f"--storage.tsdb.retention.time={monitoring.retention_days}d",
            "--web.enable-lifecycle",
        ],
        ports=[k8s.ContainerPort(name="http", container_port=PROMETHEUS_PORT.number)],
        resources=requirements(monitoring.resources),
        # Reading the log of writes after a crash takes minutes, and minutes more with every series.
        startup_probe=_probe("ready", failures=90),
        readiness_probe=_probe("ready", failures=3),
        liveness_probe=_probe("healthy", failures=6),
        security_context=locked_down(),
        volume_mounts=[*_mounts(), k8s.VolumeMount(name=_DATA, mount_path="/prometheus")],
    )


def _reloader(monitoring: Monitoring) -> k8s.Container:
    return k8s.Container(
        name="reloader",
        image=monitoring.reloader,
        args=[
            f"--reload-url=http://127.0.0.1:{PROMETHEUS_PORT.number}/-/reload",
            f"--watched-dir={CONFIGURATION}",
            f"--watched-dir={RULES}",
            "--listen-address=127.0.0.1:8080",
        ],
        resources=requirements(RELOADER),
        security_context=locked_down(),
        volume_mounts=_mounts(),
    )


def _mounts() -> list[k8s.VolumeMount]:
    folders = ((_CONFIG, CONFIGURATION), (_RULES, RULES))
    return [k8s.VolumeMount(name=name, mount_path=path, read_only=True) for name, path in folders]


def _probe(question: str, *, failures: int) -> k8s.Probe:
    asked = k8s.HttpGetAction(path=f"/-/{question}", port=bridge.number(PROMETHEUS_PORT.number))
    return k8s.Probe(http_get=asked, period_seconds=10, failure_threshold=failures)


def _rights(scope: Construct, namespace: str) -> None:
    """Let Prometheus list pods and nodes, and read the figures of kubelets; nothing else."""
    name = f"{namespace}-{PROMETHEUS}"
    k8s.KubeClusterRole(
        scope,
        "role",
        metadata=bridge.metadata(name),
        rules=[
            k8s.PolicyRule(api_groups=[""], resources=["nodes", "pods"], verbs=["get", "list", "watch"]),
            k8s.PolicyRule(api_groups=[""], resources=["nodes/metrics"], verbs=["get"]),
        ],
    )
    k8s.KubeClusterRoleBinding(
        scope,
        "binding",
        metadata=bridge.metadata(name),
        role_ref=k8s.RoleRef(api_group="rbac.authorization.k8s.io", kind="ClusterRole", name=name),
        subjects=[k8s.Subject(kind="ServiceAccount", name=PROMETHEUS, namespace=namespace)],
    )
