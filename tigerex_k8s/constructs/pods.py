"""The pod of a service: one hardened container."""

from collections.abc import Mapping

from cdk8s_plus_27 import k8s

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.hardened import locked_down, unprivileged
from tigerex_k8s.derive.placement import GROUP_KEY, Placement
from tigerex_k8s.derive.variables import Variable
from tigerex_k8s.graph.nodes import KUBERNETES_API
from tigerex_k8s.model.probes import HttpProbes
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.secret import SecretKey
from tigerex_k8s.model.service import Service

_PROBE_PERIOD = 5


def pod_spec(
    service: Service, variables: tuple[Variable, ...], where: Placement, *, pull_secret: str | None
) -> k8s.PodSpec:
    """Return the pod of *service*, which satisfies the ``restricted`` Pod Security Standard."""
    return k8s.PodSpec(
        image_pull_secrets=[k8s.LocalObjectReference(name=pull_secret)] if pull_secret else None,
        priority_class_name=service.priority,
        service_account_name=service.name,
        automount_service_account_token=any(need.target == KUBERNETES_API for need in service.needs),
        enable_service_links=False,
        termination_grace_period_seconds=service.grace_seconds,
        security_context=unprivileged(service.user),
        containers=[_container(service, variables)],
        volumes=[
            k8s.Volume(
                name=_volume(path),
                empty_dir=k8s.EmptyDirVolumeSource(
                    size_limit=bridge.quantity(service.resources.ephemeral_storage_limit)
                ),
            )
            for path in sorted(service.writable)
        ],
        node_selector={GROUP_KEY: where.group} if where.group else None,
        tolerations=[tolerated(where)] if where.tolerated else None,
        topology_spread_constraints=spread(where, service.name),
    )


def tolerated(where: Placement) -> k8s.Toleration:
    """Return the toleration of a dedicated node group's taint."""
    return k8s.Toleration(key=GROUP_KEY, operator="Equal", value=where.group, effect="NoSchedule")


def spread(where: Placement, app: str) -> list[k8s.TopologySpreadConstraint]:
    """Return the spread of the pods labelled *app*.

    Tainted groups must not count as domains, or pods stay Pending; and each rollout is spread for itself.
    https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
    """
    return [
        k8s.TopologySpreadConstraint(
            max_skew=1,
            topology_key=one.topology_key,
            when_unsatisfiable="DoNotSchedule" if one.hard else "ScheduleAnyway",
            label_selector=k8s.LabelSelector(match_labels={"app": app}),
            match_label_keys=["pod-template-hash"],
            node_taints_policy="Honor",
        )
        for one in where.spread
    ]


def one_at_a_time(labels: Mapping[str, str]) -> k8s.PodDisruptionBudgetSpec:
    """Return a budget that never blocks a drain: one pod at a time, and never one that is unhealthy anyway.

    https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
    """
    return k8s.PodDisruptionBudgetSpec(
        max_unavailable=bridge.number(1),
        selector=k8s.LabelSelector(match_labels=labels),
        unhealthy_pod_eviction_policy="AlwaysAllow",
    )


def single_port(labels: Mapping[str, str], number: int) -> k8s.ServiceSpec:
    """Return a Service in front of the pods that carry *labels*, on the port that they listen on."""
    port = k8s.ServicePort(name="http", port=number, target_port=bridge.number(number))
    return k8s.ServiceSpec(selector=labels, ports=[port], type="ClusterIP")


def requirements(resources: Resources) -> k8s.ResourceRequirements:
    """Return requests and limits of a container."""
    return k8s.ResourceRequirements(
        requests={
            "cpu": bridge.quantity(resources.cpu),
            "ephemeral-storage": bridge.quantity(resources.ephemeral_storage),
            "memory": bridge.quantity(resources.memory),
        },
        limits={
            "cpu": bridge.quantity(resources.cpu_limit),
            "ephemeral-storage": bridge.quantity(resources.ephemeral_storage_limit),
            "memory": bridge.quantity(resources.memory_limit),
        },
    )


def _container(service: Service, variables: tuple[Variable, ...]) -> k8s.Container:
    return k8s.Container(
        name=service.name,
        image=service.image,
        env=[variable(one) for one in variables],
        env_from=[k8s.EnvFromSource(config_map_ref=k8s.ConfigMapEnvSource(name=name)) for name in service.config]
        or None,
        ports=[k8s.ContainerPort(name=one.name, container_port=one.port) for one in service.offers],
        resources=requirements(service.resources),
        startup_probe=_probe(service, "live", failures=service.probes.startup_seconds // _PROBE_PERIOD),
        liveness_probe=_probe(service, "live", failures=3),
        readiness_probe=_probe(service, "ready", failures=3),
        lifecycle=_drain(service.drain_seconds) if service.drain_seconds else None,
        security_context=locked_down(),
        volume_mounts=[k8s.VolumeMount(name=_volume(path), mount_path=path) for path in sorted(service.writable)],
    )


def _drain(seconds: int) -> k8s.Lifecycle:
    # Endpoints and proxies learn of the end at the same time as the pod; it keeps serving meanwhile.
    return k8s.Lifecycle(pre_stop=k8s.LifecycleHandler(exec=k8s.ExecAction(command=["sleep", str(seconds)])))


def variable(one: Variable) -> k8s.EnvVar:
    """Return a variable of a container."""
    if isinstance(one.value, SecretKey):
        source = k8s.SecretKeySelector(name=one.value.secret, key=one.value.key)
        return k8s.EnvVar(name=one.name, value_from=k8s.EnvVarSource(secret_key_ref=source))
    return k8s.EnvVar(name=one.name, value=one.value)


def _probe(service: Service, kind: str, *, failures: int) -> k8s.Probe | None:
    if not service.offers:
        return None
    port, probes = bridge.number(service.offers[0].port), service.probes
    if isinstance(probes, HttpProbes):
        path = probes.live if kind == "live" else probes.ready
        get = k8s.HttpGetAction(path=path, port=port)
        return k8s.Probe(http_get=get, period_seconds=_PROBE_PERIOD, failure_threshold=failures)
    connect = k8s.TcpSocketAction(port=port)
    return k8s.Probe(tcp_socket=connect, period_seconds=_PROBE_PERIOD, failure_threshold=failures)


def _volume(path: str) -> str:
    return path.strip("/").replace("/", "-").replace(".", "").replace("_", "-").lower()
