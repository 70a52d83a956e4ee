"""Pods of the plain app."""

from cdk8s_plus_27 import k8s

NAMESPACE = "tigerex-production"


def resources() -> k8s.ResourceRequirements:
    """Return what a container requests and may use."""
    return k8s.ResourceRequirements(
        requests={
            "cpu": k8s.Quantity.from_string("1"),
            "ephemeral-storage": k8s.Quantity.from_string("256Mi"),
            "memory": k8s.Quantity.from_string("2Gi"),
        },
        limits={
            "cpu": k8s.Quantity.from_string("2"),
            "ephemeral-storage": k8s.Quantity.from_string("1Gi"),
            "memory": k8s.Quantity.from_string("4Gi"),
        },
    )


def hardened() -> k8s.SecurityContext:
    """Return a container's restricted security context."""
    return k8s.SecurityContext(
        allow_privilege_escalation=False,
        read_only_root_filesystem=True,
        capabilities=k8s.Capabilities(drop=["ALL"]),
    )


def restricted() -> k8s.PodSecurityContext:
    """Return a pod's restricted security context."""
    return k8s.PodSecurityContext(
        run_as_non_root=True,
        run_as_user=1000,
        run_as_group=1000,
        fs_group=1000,
        seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
    )


def from_secret(variable: str) -> k8s.EnvVar:
    """Return a variable whose value is a key of the exchange's Secret."""
    key = k8s.SecretKeySelector(name="tigerex-secrets", key=variable)
    return k8s.EnvVar(name=variable, value_from=k8s.EnvVarSource(secret_key_ref=key))


def probe(path: str, failures: int) -> k8s.Probe:
    """Return a probe by HTTP."""
    return k8s.Probe(
        http_get=k8s.HttpGetAction(path=path, port=k8s.IntOrString.from_number(8080)),
        period_seconds=5,
        failure_threshold=failures,
    )


def container(name: str) -> k8s.Container:
    """Return the container of a service."""
    return k8s.Container(
        name=name,
        image=f"ghcr.io/tigerex/{name}:4.0.0",
        env=[
            from_secret("DATABASE_URL"),
            from_secret("JWT_SECRET_KEY"),
            from_secret("REDIS_CLUSTER_PASSWORD"),
            k8s.EnvVar(name="REDIS_CLUSTER_HOST", value=f"tigerex-redis-cluster-leader.{NAMESPACE}.svc.cluster.local"),
            k8s.EnvVar(name="REDIS_CLUSTER_PORT", value="6379"),
            k8s.EnvVar(name="WALLET_SERVICE_URL", value=f"http://wallet-service.{NAMESPACE}.svc.cluster.local:8004"),
        ],
        env_from=[k8s.EnvFromSource(config_map_ref=k8s.ConfigMapEnvSource(name="tigerex-config"))],
        ports=[
            k8s.ContainerPort(name="http", container_port=8080),
            k8s.ContainerPort(name="metrics", container_port=9464),
        ],
        resources=resources(),
        startup_probe=probe("/health", failures=30),
        liveness_probe=probe("/health", failures=3),
        readiness_probe=probe("/ready", failures=3),
        lifecycle=k8s.Lifecycle(pre_stop=k8s.LifecycleHandler(exec=k8s.ExecAction(command=["sleep", "10"]))),
        security_context=hardened(),
        volume_mounts=[k8s.VolumeMount(name="cache", mount_path="/var/cache")],
    )


def spread(name: str, key: str) -> k8s.TopologySpreadConstraint:
    """Return the spread of a service's pods over the values of the label *key*."""
    return k8s.TopologySpreadConstraint(
        max_skew=1,
        topology_key=key,
        when_unsatisfiable="ScheduleAnyway",
        label_selector=k8s.LabelSelector(match_labels={"app": name}),
        match_label_keys=["pod-template-hash"],
        node_taints_policy="Honor",
    )


def pod(name: str) -> k8s.PodSpec:
    """Return the pod of a service."""
    return k8s.PodSpec(
        priority_class_name="tigerex-standard",
        service_account_name=name,
        automount_service_account_token=False,
        enable_service_links=False,
        termination_grace_period_seconds=60,
        security_context=restricted(),
        containers=[container(name)],
        volumes=[
            k8s.Volume(name="cache", empty_dir=k8s.EmptyDirVolumeSource(size_limit=k8s.Quantity.from_string("1Gi")))
        ],
        topology_spread_constraints=[
            spread(name, "topology.kubernetes.io/zone"),
            spread(name, "kubernetes.io/hostname"),
        ],
    )
