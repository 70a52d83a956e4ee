"""Grafana: no state of its own; data source and dashboards are provisioned.

https://grafana.com/docs/grafana/latest/administration/provisioning/
"""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.dashboards import rendered
from tigerex_k8s.constructs.hardened import locked_down, unprivileged
from tigerex_k8s.constructs.pods import one_at_a_time, requirements, single_port
from tigerex_k8s.derive.dashboards.pages import dashboards
from tigerex_k8s.derive.dashboards.panel import Dashboard
from tigerex_k8s.derive.grafana import DASHBOARDS, PROVISIONING, provisioning
from tigerex_k8s.derive.text import yaml_text
from tigerex_k8s.graph import companions
from tigerex_k8s.graph.nodes import PROMETHEUS
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import GRAFANA, GRAFANA_PORT, PROMETHEUS_PORT
from tigerex_k8s.model.monitoring import Monitoring

_USER = 472  # of the image
_LABELS = {"app": GRAFANA}
# Where each file of the provisioning has to lie.
_FOLDERS = {"dashboards.yaml": "dashboards", "datasources.yaml": "datasources"}


class Grafana(Construct):
    """Deployment, provisioning, dashboards, Service, budget and policy of *monitoring*'s Grafana."""

    def __init__(self, scope: Construct, id: str, monitoring: Monitoring, *, graph: Graph) -> None:
        super().__init__(scope, id)
        namespace = monitoring.namespace
        metadata = bridge.metadata(GRAFANA, namespace, labels=_LABELS)
        files = provisioning(f"http://{PROMETHEUS}.{namespace}.svc.cluster.local:{PROMETHEUS_PORT.number}")
        texts = {file: yaml_text(content) for file, content in files.items()}
        k8s.KubeConfigMap(self, "config", metadata=bridge.metadata("grafana-config", namespace), data=texts)
        pages = tuple(dashboards(graph))
        # One each, since what kubectl writes of an object into its annotations may be 256 KiB.
        for page in pages:
            data = {f"{page.uid}.json": rendered(page)}
            k8s.KubeConfigMap(self, page.uid, metadata=bridge.metadata(_dashboard(page), namespace), data=data)
        k8s.KubeDeployment(self, "deployment", metadata=metadata, spec=_deployment(monitoring, pages))
        k8s.KubeService(self, "service", metadata=metadata, spec=single_port(_LABELS, GRAFANA_PORT.number))
        k8s.KubePodDisruptionBudget(self, "budget", metadata=metadata, spec=one_at_a_time(_LABELS))
        k8s.KubeServiceAccount(self, "account", metadata=metadata, automount_service_account_token=False)
        AccessPolicies(self, "access", GRAFANA, graph=graph)


def _dashboard(page: Dashboard) -> str:
    """Return the name of the ConfigMap that holds *page*."""
    return f"dashboard-{page.uid}"


def _deployment(monitoring: Monitoring, pages: tuple[Dashboard, ...]) -> k8s.DeploymentSpec:
    return k8s.DeploymentSpec(
        replicas=1,
        selector=k8s.LabelSelector(match_labels=_LABELS),
        strategy=k8s.DeploymentStrategy(
            type="RollingUpdate",
            rolling_update=k8s.RollingUpdateDeployment(max_unavailable=bridge.number(0), max_surge=bridge.number(1)),
        ),
        template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=_LABELS), spec=_pod(monitoring, pages)),
    )


def _pod(monitoring: Monitoring, pages: tuple[Dashboard, ...]) -> k8s.PodSpec:
    writable = k8s.EmptyDirVolumeSource(size_limit=bridge.quantity(companions.GRAFANA.ephemeral_storage_limit))
    sources = [k8s.VolumeProjection(config_map=k8s.ConfigMapProjection(name=_dashboard(page))) for page in pages]
    return k8s.PodSpec(
        service_account_name=GRAFANA,
        automount_service_account_token=False,
        enable_service_links=False,
        security_context=unprivileged(_USER),
        containers=[_container(monitoring)],
        volumes=[
            k8s.Volume(name="config", config_map=k8s.ConfigMapVolumeSource(name="grafana-config")),
            k8s.Volume(name="dashboards", projected=k8s.ProjectedVolumeSource(sources=sources)),
            k8s.Volume(name="data", empty_dir=writable),
        ],
    )


def _container(monitoring: Monitoring) -> k8s.Container:
    admin = k8s.SecretKeySelector(name=monitoring.admin.secret, key=monitoring.admin.key)
    return k8s.Container(
        name=GRAFANA,
        image=monitoring.grafana,
        env=[
            k8s.EnvVar(name="GF_ANALYTICS_CHECK_FOR_UPDATES", value="false"),
            k8s.EnvVar(name="GF_ANALYTICS_REPORTING_ENABLED", value="false"),
            k8s.EnvVar(name="GF_PATHS_PROVISIONING", value=PROVISIONING),
            # Grafana would fetch plugins at its start, past every policy and pin.
            k8s.EnvVar(name="GF_PLUGINS_PREINSTALL_DISABLED", value="true"),
            k8s.EnvVar(name="GF_SECURITY_ADMIN_PASSWORD", value_from=k8s.EnvVarSource(secret_key_ref=admin)),
        ],
        ports=[k8s.ContainerPort(name="http", container_port=GRAFANA_PORT.number)],
        resources=requirements(companions.GRAFANA),
        startup_probe=_probe(failures=30),
        readiness_probe=_probe(failures=3),
        liveness_probe=_probe(failures=6),
        security_context=locked_down(),
        volume_mounts=[
            k8s.VolumeMount(name="dashboards", mount_path=DASHBOARDS, read_only=True),
            k8s.VolumeMount(name="data", mount_path="/var/lib/grafana"),
            *(
                k8s.VolumeMount(
                    name="config", mount_path=f"{PROVISIONING}/{folder}/{file}", sub_path=file, read_only=True
                )
                for file, folder in _FOLDERS.items()
            ),
        ],
    )


def _probe(*, failures: int) -> k8s.Probe:
    asked = k8s.HttpGetAction(path="/api/health", port=bridge.number(GRAFANA_PORT.number))
    return k8s.Probe(http_get=asked, period_seconds=10, failure_threshold=failures)
