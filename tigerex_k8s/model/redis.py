"""A Redis Cluster, used as a cache: nothing of record lives in it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from tigerex_k8s.model.backup import Backup
from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.image import image_reference
from tigerex_k8s.model.names import Name, Quantity
from tigerex_k8s.model.patch import Patch
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.secret import SecretKey


class Redis(Declaration):
    """A cluster of *leaders*, each with a follower on another node unless ``followers`` is False.

    name: of the cluster, and the start of the names of all that belongs to it.
    image, exporter_image: of the server and of the metrics exporter.
    storage: of each node's volume; has no safe default.
    leaders: left out, 3, the least that Redis Cluster takes.
    storage_class: left out, the cluster's default.
    password: left out, the key ``password`` of the Secret ``<name>-client``.
    resources: of each node; left out, 500m and 2Gi. Four fifths of the memory limit hold data, least recently used
    keys make room.
    node_group: left out, any node without a taint.
    priority: name of a PriorityClass; left out, the cluster's default.
    backup: left out, none; it is a cache.
    patches: changes that no field can say; left out, none.
    """

    name: Name
    image: Annotated[str, AfterValidator(image_reference)]
    exporter_image: Annotated[str, AfterValidator(image_reference)]
    storage: Quantity
    leaders: Annotated[int, Field(ge=3)] = 3
    followers: bool = True
    storage_class: Name | None = None
    password: SecretKey | None = None
    resources: Resources = Resources(cpu="500m", memory="2Gi", cpu_limit="1", memory_limit="2Gi")
    node_group: Name | None = None
    priority: Name | None = None
    backup: Backup | None = None
    patches: Many[Patch] = ()

    @property
    def password_key(self) -> SecretKey:
        """Where the password is kept."""
        return self.password or SecretKey(secret=f"{self.name}-client", key="password")
