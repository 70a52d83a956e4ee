"""The Job that dumps a store every night."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.hardened import locked_down, unprivileged
from tigerex_k8s.constructs.pods import requirements, variable
from tigerex_k8s.derive.dump import Dump
from tigerex_k8s.derive.variables import Variable
from tigerex_k8s.graph.companions import DUMP
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks

_USER = 1000  # of images/backup
_HOUR = 3600
_SCRIPTS, _SCRATCH = "/scripts", "/tmp"  # noqa: S108  # a folder in a container


class NightlyDump(Construct):
    """A CronJob that runs what *derived* says, its scripts, its ServiceAccount with a role of *eks*, and its policy."""

    def __init__(self, scope: Construct, id: str, derived: Dump, eks: Eks, *, graph: Graph) -> None:
        super().__init__(scope, id)
        name = derived.name
        metadata = bridge.metadata(name, graph.namespace)
        k8s.KubeServiceAccount(
            self,
            "account",
            metadata=k8s.ObjectMeta(
                name=name, namespace=graph.namespace, annotations={"eks.amazonaws.com/role-arn": eks.role(name)}
            ),
            automount_service_account_token=False,
        )
        k8s.KubeConfigMap(self, "scripts", metadata=metadata, data=dict(derived.files))
        k8s.KubeCronJob(self, "job", metadata=metadata, spec=_schedule(derived, graph.platform.pull_secret))
        AccessPolicies(self, "access", name, graph=graph)


def _schedule(derived: Dump, pull_secret: str | None) -> k8s.CronJobSpec:
    return k8s.CronJobSpec(
        schedule=derived.schedule,
        time_zone="Etc/UTC",
        concurrency_policy="Forbid",
        starting_deadline_seconds=_HOUR,
        successful_jobs_history_limit=3,
        failed_jobs_history_limit=3,
        job_template=k8s.JobTemplateSpec(
            spec=k8s.JobSpec(
                backoff_limit=2,
                active_deadline_seconds=8 * _HOUR,
                # A node that is drained is no fault of the dump.
                pod_failure_policy=k8s.PodFailurePolicy(
                    rules=[
                        k8s.PodFailurePolicyRule(
                            action="Ignore",
                            on_pod_conditions=[
                                k8s.PodFailurePolicyOnPodConditionsPattern(type="DisruptionTarget", status="True")
                            ],
                        )
                    ]
                ),
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(
                        labels={"app": derived.name},
                        annotations={"cluster-autoscaler.kubernetes.io/safe-to-evict": "false"},
                    ),
                    spec=_pod(derived, pull_secret),
                ),
            )
        ),
    )


def _pod(derived: Dump, pull_secret: str | None) -> k8s.PodSpec:
    return k8s.PodSpec(
        image_pull_secrets=[k8s.LocalObjectReference(name=pull_secret)] if pull_secret else None,
        service_account_name=derived.name,
        automount_service_account_token=False,
        enable_service_links=False,
        restart_policy="Never",
        security_context=unprivileged(_USER),
        containers=[_container(derived)],
        volumes=[
            k8s.Volume(name="scripts", config_map=k8s.ConfigMapVolumeSource(name=derived.name)),
            k8s.Volume(
                name="scratch",
                empty_dir=k8s.EmptyDirVolumeSource(size_limit=bridge.quantity(DUMP.ephemeral_storage_limit)),
            ),
        ],
    )


def _container(derived: Dump) -> k8s.Container:
    # The AWS CLI keeps the credentials that it was given below HOME.
    scratch = (Variable("HOME", _SCRATCH), Variable("TMPDIR", _SCRATCH))
    told = (*(Variable(name, value) for name, value in derived.variables), *scratch)
    return k8s.Container(
        name="dump",
        image=derived.image,
        command=["bash", f"{_SCRIPTS}/{derived.script}"],
        env=[variable(one) for one in sorted(told, key=lambda one: one.name)],
        resources=requirements(DUMP),
        security_context=locked_down(),
        volume_mounts=[
            k8s.VolumeMount(name="scripts", mount_path=_SCRIPTS, read_only=True),
            k8s.VolumeMount(name="scratch", mount_path=_SCRATCH),
        ],
    )
