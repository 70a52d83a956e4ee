"""Alertmanager: one instance, whose volume keeps silences.

https://prometheus.io/docs/alerting/latest/alertmanager/
"""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.claims import claim
from tigerex_k8s.constructs.hardened import locked_down, unprivileged
from tigerex_k8s.constructs.pods import one_at_a_time, requirements, single_port
from tigerex_k8s.derive.alertmanager import CREDENTIALS, configuration
from tigerex_k8s.derive.text import yaml_text
from tigerex_k8s.graph import companions
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import ALERTMANAGER, ALERTMANAGER_PORT
from tigerex_k8s.model.monitoring import Monitoring

_USER = 65534  # of the image
_LABELS = {"app": ALERTMANAGER}
_CONFIG, _CREDENTIALS, _DATA = "alertmanager-config", "credentials", "data"
_FOLDER = "/etc/alertmanager/config"


class Alertmanager(Construct):
    """StatefulSet, configuration, Service, budget and policy of *monitoring*'s Alertmanager."""

    def __init__(self, scope: Construct, id: str, monitoring: Monitoring, *, graph: Graph) -> None:
        super().__init__(scope, id)
        namespace = monitoring.namespace
        metadata = bridge.metadata(ALERTMANAGER, namespace, labels=_LABELS)
        text = yaml_text(configuration(monitoring))
        k8s.KubeConfigMap(self, _CONFIG, metadata=bridge.metadata(_CONFIG, namespace), data={"alertmanager.yml": text})
        k8s.KubeStatefulSet(self, "instance", metadata=metadata, spec=_instance(monitoring))
        k8s.KubeService(self, "service", metadata=metadata, spec=single_port(_LABELS, ALERTMANAGER_PORT.number))
        k8s.KubePodDisruptionBudget(self, "budget", metadata=metadata, spec=one_at_a_time(_LABELS))
        k8s.KubeServiceAccount(self, "account", metadata=metadata, automount_service_account_token=False)
        AccessPolicies(self, "access", ALERTMANAGER, graph=graph)


def _instance(monitoring: Monitoring) -> k8s.StatefulSetSpec:
    return k8s.StatefulSetSpec(
        replicas=1,
        service_name=ALERTMANAGER,
        selector=k8s.LabelSelector(match_labels=_LABELS),
        template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=_LABELS), spec=_pod(monitoring)),
        volume_claim_templates=[claim(_DATA, companions.ALERTMANAGER_STORAGE, monitoring.storage_class)],
    )


def _pod(monitoring: Monitoring) -> k8s.PodSpec:
    secrets = sorted({one.secret for one in (monitoring.page, monitoring.message, monitoring.heartbeat)})
    return k8s.PodSpec(
        service_account_name=ALERTMANAGER,
        automount_service_account_token=False,
        enable_service_links=False,
        security_context=unprivileged(_USER),
        containers=[_alertmanager(monitoring), _reloader(monitoring)],
        volumes=[
            k8s.Volume(name=_CONFIG, config_map=k8s.ConfigMapVolumeSource(name=_CONFIG)),
            k8s.Volume(
                name=_CREDENTIALS,
                projected=k8s.ProjectedVolumeSource(
                    sources=[k8s.VolumeProjection(secret=k8s.SecretProjection(name=name)) for name in secrets]
                ),
            ),
        ],
    )


def _alertmanager(monitoring: Monitoring) -> k8s.Container:
    return k8s.Container(
        name=ALERTMANAGER,
        image=monitoring.alertmanager,
        args=[
            f"--config.file={_FOLDER}/alertmanager.yml",
            "--storage.path=/alertmanager",
            "--cluster.listen-address=",  # one instance has no peers
        ],
        ports=[k8s.ContainerPort(name="http", container_port=ALERTMANAGER_PORT.number)],
        resources=requirements(companions.ALERTMANAGER),
        startup_probe=_probe("ready", failures=30),
        readiness_probe=_probe("ready", failures=3),
        liveness_probe=_probe("healthy", failures=6),
        security_context=locked_down(),
        volume_mounts=[
            k8s.VolumeMount(name=_CONFIG, mount_path=_FOLDER, read_only=True),
            k8s.VolumeMount(name=_CREDENTIALS, mount_path=CREDENTIALS, read_only=True),
            k8s.VolumeMount(name=_DATA, mount_path="/alertmanager"),
        ],
    )


def _reloader(monitoring: Monitoring) -> k8s.Container:
    return k8s.Container(
        name="reloader",
        image=monitoring.reloader,
        args=[
            f"--reload-url=http://127.0.0.1:{ALERTMANAGER_PORT.number}/-/reload",
            f"--watched-dir={_FOLDER}",
            "--listen-address=127.0.0.1:8080",
        ],
        resources=requirements(companions.RELOADER),
        security_context=locked_down(),
        volume_mounts=[k8s.VolumeMount(name=_CONFIG, mount_path=_FOLDER, read_only=True)],
    )


def _probe(question: str, *, failures: int) -> k8s.Probe:
    asked = k8s.HttpGetAction(path=f"/-/{question}", port=bridge.number(ALERTMANAGER_PORT.number))
    return k8s.Probe(http_get=asked, period_seconds=10, failure_threshold=failures)
