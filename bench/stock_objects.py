"""Objects of the plain app: a function a kind, as the documentation of cdk8s shows them."""

from collections.abc import Callable

from cdk8s import Chart
from cdk8s_plus_27 import k8s

from bench.stock_pods import NAMESPACE, container, from_secret, hardened, pod, resources, restricted

# As long on average as the files in production's ConfigMaps; a test compares the sizes.
FILE_LINES = 290


def metadata(name: str) -> k8s.ObjectMeta:
    """Return the metadata of an object in the namespace."""
    return k8s.ObjectMeta(name=name, namespace=NAMESPACE, labels={"app": name, "app.kubernetes.io/name": name})


def namespace(chart: Chart, name: str) -> None:
    """Add a Namespace whose pods are restricted."""
    labels = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in ("audit", "enforce", "warn")}
    k8s.KubeNamespace(chart, name, metadata=k8s.ObjectMeta(name=name, labels=labels))


def priority_class(chart: Chart, name: str) -> None:
    """Add a PriorityClass."""
    k8s.KubePriorityClass(chart, name, metadata=k8s.ObjectMeta(name=name), value=100_000, global_default=False)


def storage_class(chart: Chart, name: str) -> None:
    """Add a StorageClass."""
    k8s.KubeStorageClass(
        chart,
        name,
        metadata=k8s.ObjectMeta(name=name),
        provisioner="ebs.csi.aws.com",
        parameters={"encrypted": "true", "type": "io2", "iopsPerGB": "50"},
        reclaim_policy="Retain",
        volume_binding_mode="WaitForFirstConsumer",
        allow_volume_expansion=True,
    )


def config_map(chart: Chart, name: str) -> None:
    """Add a ConfigMap with a few settings and a file, such as a script, rules or a dashboard."""
    data = {f"SETTING_{number}": "a setting" for number in range(5)}
    file = "a line of some length, as scripts, rules and dashboards have them\n" * FILE_LINES
    k8s.KubeConfigMap(chart, name, metadata=metadata(name), data={**data, "file": file})


def service_account(chart: Chart, name: str) -> None:
    """Add a ServiceAccount."""
    k8s.KubeServiceAccount(chart, name, metadata=metadata(name), automount_service_account_token=False)


def service(chart: Chart, name: str) -> None:
    """Add a Service with a port for requests and one for metrics."""
    k8s.KubeService(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.ServiceSpec(
            type="ClusterIP",
            selector={"app": name},
            ports=[
                k8s.ServicePort(name="http", port=8080, target_port=k8s.IntOrString.from_number(8080)),
                k8s.ServicePort(name="metrics", port=9464, target_port=k8s.IntOrString.from_number(9464)),
            ],
        ),
    )


def disruption_budget(chart: Chart, name: str) -> None:
    """Add a PodDisruptionBudget."""
    k8s.KubePodDisruptionBudget(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.PodDisruptionBudgetSpec(
            max_unavailable=k8s.IntOrString.from_number(1),
            selector=k8s.LabelSelector(match_labels={"app": name}),
            unhealthy_pod_eviction_policy="AlwaysAllow",
        ),
    )


def autoscaler(chart: Chart, name: str) -> None:
    """Add a HorizontalPodAutoscaler on CPU."""
    k8s.KubeHorizontalPodAutoscalerV2(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.HorizontalPodAutoscalerSpecV2(
            min_replicas=3,
            max_replicas=12,
            scale_target_ref=k8s.CrossVersionObjectReferenceV2(api_version="apps/v1", kind="Deployment", name=name),
            metrics=[
                k8s.MetricSpecV2(
                    type="Resource",
                    resource=k8s.ResourceMetricSourceV2(
                        name="cpu", target=k8s.MetricTargetV2(type="Utilization", average_utilization=70)
                    ),
                )
            ],
        ),
    )


def peer(app: str, namespace: str | None = None) -> k8s.NetworkPolicyPeer:
    """Return the pods of *app*, here or in another namespace."""
    pods = k8s.LabelSelector(match_labels={"app": app})
    if namespace is None:
        return k8s.NetworkPolicyPeer(pod_selector=pods)
    there = k8s.LabelSelector(match_labels={"kubernetes.io/metadata.name": namespace})
    return k8s.NetworkPolicyPeer(namespace_selector=there, pod_selector=pods)


def port(number: int, protocol: str = "TCP") -> k8s.NetworkPolicyPort:
    """Return a port of a NetworkPolicy."""
    return k8s.NetworkPolicyPort(port=k8s.IntOrString.from_number(number), protocol=protocol)


def network_policy(chart: Chart, name: str) -> None:
    """Add a NetworkPolicy of the usual size: three ways out, three ways in."""
    k8s.KubeNetworkPolicy(
        chart,
        name,
        metadata=k8s.ObjectMeta(name=name, namespace=NAMESPACE),
        spec=k8s.NetworkPolicySpec(
            pod_selector=k8s.LabelSelector(match_labels={"app": name}),
            policy_types=["Ingress", "Egress"],
            egress=[
                k8s.NetworkPolicyEgressRule(
                    to=[peer("kube-dns", "kube-system")], ports=[port(53), port(53, protocol="UDP")]
                ),
                k8s.NetworkPolicyEgressRule(to=[peer("wallet-service")], ports=[port(8004)]),
                k8s.NetworkPolicyEgressRule(to=[peer("tigerex-postgres-cluster-pooler")], ports=[port(5432)]),
            ],
            ingress=[
                k8s.NetworkPolicyIngressRule(from_=[peer("api-gateway")], ports=[port(8080)]),
                k8s.NetworkPolicyIngressRule(from_=[peer("envoy", "envoy-gateway-system")], ports=[port(8080)]),
                k8s.NetworkPolicyIngressRule(from_=[peer("prometheus", "monitoring")], ports=[port(9464)]),
            ],
        ),
    )


def deployment(chart: Chart, name: str) -> None:
    """Add the Deployment of a service."""
    labels = {"app": name, "app.kubernetes.io/name": name}
    k8s.KubeDeployment(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.DeploymentSpec(
            revision_history_limit=5,
            selector=k8s.LabelSelector(match_labels={"app": name}),
            strategy=k8s.DeploymentStrategy(
                type="RollingUpdate",
                rolling_update=k8s.RollingUpdateDeployment(
                    max_unavailable=k8s.IntOrString.from_number(0), max_surge=k8s.IntOrString.from_string("25%")
                ),
            ),
            template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=labels), spec=pod(name)),
        ),
    )


def job(chart: Chart, name: str) -> None:
    """Add a Job that runs psql."""
    psql = k8s.Container(
        name="psql",
        image="ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie",
        command=["psql", "--no-psqlrc", "--file=/migration/migration.sql"],
        env=[from_secret(variable) for variable in ("PGDATABASE", "PGHOST", "PGPASSWORD", "PGSSLMODE", "PGUSER")],
        resources=resources(),
        security_context=hardened(),
        volume_mounts=[k8s.VolumeMount(name="script", mount_path="/migration", read_only=True)],
    )
    script = k8s.Volume(name="script", config_map=k8s.ConfigMapVolumeSource(name=name))
    k8s.KubeJob(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.JobSpec(
            backoff_limit=6,
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels={"app": name}),
                spec=k8s.PodSpec(
                    restart_policy="OnFailure",
                    automount_service_account_token=False,
                    enable_service_links=False,
                    security_context=restricted(),
                    containers=[psql],
                    volumes=[script],
                ),
            ),
        ),
    )


def resource_quota(chart: Chart, name: str) -> None:
    """Add a ResourceQuota."""
    amounts = {
        "limits.cpu": "100",
        "limits.memory": "400Gi",
        "persistentvolumeclaims": "20",
        "pods": "100",
        "requests.cpu": "50",
        "requests.memory": "200Gi",
        "requests.storage": "2000Gi",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
    }
    hard = {resource: k8s.Quantity.from_string(amount) for resource, amount in amounts.items()}
    k8s.KubeResourceQuota(chart, name, metadata=metadata(name), spec=k8s.ResourceQuotaSpec(hard=hard))


def limit_range(chart: Chart, name: str) -> None:
    """Add a LimitRange."""
    item = k8s.LimitRangeItem(
        type="Container",
        default_request={"cpu": k8s.Quantity.from_string("100m"), "memory": k8s.Quantity.from_string("128Mi")},
        default={"cpu": k8s.Quantity.from_string("500m"), "memory": k8s.Quantity.from_string("256Mi")},
    )
    k8s.KubeLimitRange(chart, name, metadata=metadata(name), spec=k8s.LimitRangeSpec(limits=[item]))


def cron_job(chart: Chart, name: str) -> None:
    """Add a CronJob that runs a script every night."""
    script = k8s.Volume(name="cache", config_map=k8s.ConfigMapVolumeSource(name=name))
    dump = k8s.PodSpec(
        restart_policy="Never",
        service_account_name=name,
        security_context=restricted(),
        containers=[container(name)],
        volumes=[script],
    )
    template = k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels={"app": name}), spec=dump)
    k8s.KubeCronJob(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.CronJobSpec(
            schedule="0 2 * * *",
            concurrency_policy="Forbid",
            starting_deadline_seconds=3600,
            job_template=k8s.JobTemplateSpec(spec=k8s.JobSpec(backoff_limit=2, template=template)),
        ),
    )


def stateful_set(chart: Chart, name: str) -> None:
    """Add a StatefulSet with a volume."""
    claim = k8s.KubePersistentVolumeClaimProps(
        metadata=k8s.ObjectMeta(name="data"),
        spec=k8s.PersistentVolumeClaimSpec(
            access_modes=["ReadWriteOnce"],
            storage_class_name="gp3",
            resources=k8s.ResourceRequirements(requests={"storage": k8s.Quantity.from_string("100Gi")}),
        ),
    )
    k8s.KubeStatefulSet(
        chart,
        name,
        metadata=metadata(name),
        spec=k8s.StatefulSetSpec(
            replicas=1,
            service_name=name,
            selector=k8s.LabelSelector(match_labels={"app": name}),
            template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels={"app": name}), spec=pod(name)),
            volume_claim_templates=[claim],
        ),
    )


def cluster_role(chart: Chart, name: str) -> None:
    """Add a ClusterRole that reads pods and nodes."""
    rule = k8s.PolicyRule(api_groups=[""], resources=["nodes", "pods"], verbs=["get", "list", "watch"])
    figures = k8s.PolicyRule(api_groups=[""], resources=["nodes/metrics"], verbs=["get"])
    k8s.KubeClusterRole(chart, name, metadata=k8s.ObjectMeta(name=name), rules=[rule, figures])


def cluster_role_binding(chart: Chart, name: str) -> None:
    """Add a ClusterRoleBinding."""
    k8s.KubeClusterRoleBinding(
        chart,
        name,
        metadata=k8s.ObjectMeta(name=name),
        role_ref=k8s.RoleRef(api_group="rbac.authorization.k8s.io", kind="ClusterRole", name=name),
        subjects=[k8s.Subject(kind="ServiceAccount", name=name, namespace=NAMESPACE)],
    )


BUILDERS: dict[str, Callable[[Chart, str], None]] = {
    "ClusterRole": cluster_role,
    "ClusterRoleBinding": cluster_role_binding,
    "ConfigMap": config_map,
    "CronJob": cron_job,
    "Deployment": deployment,
    "HorizontalPodAutoscaler": autoscaler,
    "Job": job,
    "LimitRange": limit_range,
    "Namespace": namespace,
    "NetworkPolicy": network_policy,
    "PodDisruptionBudget": disruption_budget,
    "PriorityClass": priority_class,
    "ResourceQuota": resource_quota,
    "Service": service,
    "ServiceAccount": service_account,
    "StatefulSet": stateful_set,
    "StorageClass": storage_class,
}
