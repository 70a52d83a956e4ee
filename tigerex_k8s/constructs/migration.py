"""The Job that brings a database's indexes up to date, straight on the primary."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.hardened import locked_down, unprivileged
from tigerex_k8s.constructs.pods import requirements
from tigerex_k8s.derive.migration import migration_sql
from tigerex_k8s.graph.companions import MIGRATION
from tigerex_k8s.graph.nodes import migration_name
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.migration import Migration
from tigerex_k8s.model.postgres import Postgres

_POSTGRES_USER = 26  # of the image


class IndexMigration(Construct):
    """A Job that runs *migration* with psql, the ConfigMap with its script, and its policy."""

    def __init__(
        self, scope: Construct, id: str, migration: Migration, *, image: str, database: Postgres, graph: Graph
    ) -> None:
        super().__init__(scope, id)
        app = migration_name(database.name)
        name = f"{app}-v{migration.version}"
        metadata = bridge.metadata(name, graph.namespace)
        k8s.KubeConfigMap(self, "script", metadata=metadata, data={"migration.sql": migration_sql(migration)})
        k8s.KubeJob(
            self,
            "job",
            # The services make the tables.
            metadata=k8s.ObjectMeta(name=name, namespace=graph.namespace, annotations=bridge.wave(1)),
            spec=k8s.JobSpec(
                backoff_limit=6,
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(labels={"app": app}), spec=_pod(image, name, database, graph.namespace)
                ),
            ),
        )
        AccessPolicies(self, "access", app, graph=graph)


def _pod(image: str, script: str, database: Postgres, namespace: str) -> k8s.PodSpec:
    return k8s.PodSpec(
        restart_policy="OnFailure",
        automount_service_account_token=False,
        enable_service_links=False,
        security_context=unprivileged(_POSTGRES_USER),
        containers=[
            k8s.Container(
                name="psql",
                image=image,
                command=["psql", "--no-psqlrc", "--file=/migration/migration.sql"],
                env=[
                    k8s.EnvVar(name="PGDATABASE", value=database.database_name),
                    k8s.EnvVar(name="PGHOST", value=f"{database.name}-rw.{namespace}.svc.cluster.local"),
                    _from(database, "PGPASSWORD", "password"),
                    k8s.EnvVar(name="PGSSLMODE", value="require"),
                    _from(database, "PGUSER", "username"),
                ],
                resources=requirements(MIGRATION),
                security_context=locked_down(),
                volume_mounts=[k8s.VolumeMount(name="script", mount_path="/migration", read_only=True)],
            )
        ],
        volumes=[k8s.Volume(name="script", config_map=k8s.ConfigMapVolumeSource(name=script))],
    )


def _from(database: Postgres, variable: str, key: str) -> k8s.EnvVar:
    selector = k8s.SecretKeySelector(name=database.credentials_name, key=key)
    return k8s.EnvVar(name=variable, value_from=k8s.EnvVarSource(secret_key_ref=selector))
