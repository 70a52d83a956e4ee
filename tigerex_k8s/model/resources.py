"""What a container asks for and may use at most."""

from typing import Self

from pydantic import model_validator

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import Quantity, amount


class Resources(Declaration):
    """Requests and limits of one container, as Kubernetes quantities.

    ``cpu`` and ``memory`` are requests; left out, 250m and 512Mi. A limit that is left out is 1 CPU, 512Mi memory.
    ``ephemeral_storage`` bounds logs and writable folders; left out, 256Mi are asked for and 1Gi allowed.
    https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
    """

    cpu: Quantity = "250m"
    memory: Quantity = "512Mi"
    cpu_limit: Quantity = "1"
    memory_limit: Quantity = "512Mi"
    ephemeral_storage: Quantity = "256Mi"
    ephemeral_storage_limit: Quantity = "1Gi"

    @model_validator(mode="after")
    def _limits_carry_requests(self) -> Self:
        problems = [
            f"{field} {asked} is above {field}_limit {limit}"
            for field, asked, limit in (
                ("cpu", self.cpu, self.cpu_limit),
                ("memory", self.memory, self.memory_limit),
                ("ephemeral_storage", self.ephemeral_storage, self.ephemeral_storage_limit),
            )
            if amount(asked) > amount(limit)
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self
