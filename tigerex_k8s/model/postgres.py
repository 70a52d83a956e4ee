"""A PostgreSQL database: a CloudNativePG cluster behind a PgBouncer pooler."""

from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from tigerex_k8s.model.backup import PostgresBackup
from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.image import image_reference
from tigerex_k8s.model.migration import Migration
from tigerex_k8s.model.names import Identifier, Name, PostgresMemory, Quantity, amount, postgres_bytes
from tigerex_k8s.model.patch import Patch
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.secret import SecretKey

_AUTOVACUUM_WORKERS = 3  # PostgreSQL's default; each may take maintenance_work_mem
_WORK_MEM_EACH = 2  # a query sorts and hashes
_REST = 16  # the part of the memory that the operator, the kernel and idle connections have


class PostgresTuning(Declaration):
    """Server parameters, in PostgreSQL's own units; each is passed on under its own name.

    Left out, a parameter has the value of the guide's first cluster.
    https://www.postgresql.org/docs/current/runtime-config.html
    """

    max_connections: Annotated[int, Field(ge=10)] = 500
    shared_buffers: PostgresMemory = "4GB"
    effective_cache_size: PostgresMemory = "12GB"
    work_mem: PostgresMemory = "256MB"
    maintenance_work_mem: PostgresMemory = "1GB"
    checkpoint_completion_target: Annotated[float, Field(gt=0, le=1)] = 0.9
    wal_buffers: PostgresMemory = "16MB"
    default_statistics_target: Annotated[int, Field(ge=1)] = 100


BASELINE = PostgresTuning()
"""The guide's cluster as it is created; wants an instance with 16Gi."""

OPTIMIZED = PostgresTuning(
    max_connections=1000,
    shared_buffers="8GB",
    effective_cache_size="24GB",
    work_mem="512MB",
    maintenance_work_mem="2GB",
    wal_buffers="64MB",
)
"""The guide's performance chapter; wants an instance with 32Gi."""


class Pooler(Declaration):
    """PgBouncer in transaction mode, between the services and the database.

    ``instances`` share the connections that the database's memory carries; left out, 2. ``clients`` is how many may
    wait for them at each instance; left out, 1000.
    """

    instances: Annotated[int, Field(ge=1)] = 2
    clients: Annotated[int, Field(ge=1)] = 1000
    resources: Resources = Resources(cpu="250m", memory="256Mi", cpu_limit="1", memory_limit="256Mi")


class Postgres(Declaration):
    """A database that services reach with :func:`reads` or :func:`writes`.

    name: of the cluster, and the start of the names of all that belongs to it.
    storage: of each instance's volume; has no safe default.
    instances: one primary, and the rest standbys; left out, 3. From three on, a standby confirms every commit; with
    one, no disruption budget is made.
    image: left out, the operator's default.
    storage_class: left out, the cluster's default.
    database, owner: left out, the name with ``_`` for ``-``.
    credentials: Secret with the owner's name and password; left out, ``<name>-credentials``.
    url: where clients find the URL; left out, the key ``url`` of the Secret ``<name>-client``.
    tuning: left out, BASELINE.
    resources: of each instance; left out, 1 CPU and 16Gi, which BASELINE wants.
    node_group: left out, any node without a taint.
    priority: name of a PriorityClass; left out, the cluster's default.
    migration: indexes; left out, none. It runs with psql from *image*, which it needs.
    backup: left out, none.
    recover_from: name of the archive, in backup's bucket, that a new cluster starts from; left out, an empty database.
    until: the moment that is recovered; left out, the archive's last.
    patches: changes that no field can say; left out, none.
    """

    name: Name
    storage: Quantity
    instances: Annotated[int, Field(ge=1)] = 3
    image: Annotated[str, AfterValidator(image_reference)] | None = None
    storage_class: Name | None = None
    database: Identifier | None = None
    owner: Identifier | None = None
    credentials: Name | None = None
    url: SecretKey | None = None
    tuning: PostgresTuning = BASELINE
    pooler: Pooler = Pooler()
    resources: Resources = Resources(cpu="1", memory="16Gi", cpu_limit="2", memory_limit="16Gi")
    node_group: Name | None = None
    priority: Name | None = None
    migration: Migration | None = None
    backup: PostgresBackup | None = None
    recover_from: Name | None = None
    until: AwareDatetime | None = None
    patches: Many[Patch] = ()

    @model_validator(mode="after")
    def _migration_has_an_image(self) -> Self:
        if self.migration and self.image is None:
            raise ValueError("migration needs image, whose psql runs it")
        return self

    @model_validator(mode="after")
    def _recovery_is_whole(self) -> Self:
        if self.until and self.recover_from is None:
            raise ValueError("until says which moment; say with recover_from which archive it is in")
        if self.recover_from and self.backup is None:
            raise ValueError(f"recover_from needs backup, in whose bucket '{self.recover_from}' is")
        if self.recover_from and self.recover_from == self.archive_name:
            raise ValueError(
                f"recover_from '{self.recover_from}' is also the archive that the new cluster would write to, where"
                f" each history spoils the other; give backup another archive, such as '{self.recover_from}-2'"
            )
        return self

    @model_validator(mode="after")
    def _memory_carries_connections(self) -> Self:
        if self.server_connections < self.pooler.instances:
            tuning = self.tuning
            raise ValueError(
                f"beside {tuning.shared_buffers} shared_buffers and {_AUTOVACUUM_WORKERS} times"
                f" {tuning.maintenance_work_mem} maintenance_work_mem, a memory_limit of {self.resources.memory_limit}"
                f" carries {max(0, self.server_connections)} of {self.pooler.instances} connections with"
                f" {_WORK_MEM_EACH} times {tuning.work_mem} work_mem, one for each instance of the pooler"
            )
        return self

    @property
    def server_connections(self) -> int:
        """How many connections at work the memory carries, beside buffers, autovacuum and a sixteenth for the rest."""
        memory = int(amount(self.resources.memory_limit))
        buffers = postgres_bytes(self.tuning.shared_buffers)
        autovacuum = _AUTOVACUUM_WORKERS * postgres_bytes(self.tuning.maintenance_work_mem)
        each = _WORK_MEM_EACH * postgres_bytes(self.tuning.work_mem)
        return (memory - buffers - autovacuum - memory // _REST) // each

    @property
    def archive_name(self) -> str:
        """The name of the archive in the bucket of its backup."""
        return (self.backup.archive if self.backup else None) or self.name

    @property
    def database_name(self) -> str:
        """The name of the database in the cluster."""
        return self.database or self.name.replace("-", "_")

    @property
    def owner_name(self) -> str:
        """The role that owns the database."""
        return self.owner or self.name.replace("-", "_")

    @property
    def credentials_name(self) -> str:
        """The Secret that the owner logs in with."""
        return self.credentials or f"{self.name}-credentials"

    @property
    def url_key(self) -> SecretKey:
        """Where clients find the URL."""
        return self.url or SecretKey(secret=f"{self.name}-client", key="url")
