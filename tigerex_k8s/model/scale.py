"""How many pods a service has: a number, or bounds that an autoscaler works within."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tigerex_k8s.model.base import Declaration

Replicas = Annotated[int, Field(ge=1)]


class Fixed(Declaration):
    """Always *replicas* pods; no autoscaler is made."""

    replicas: Replicas


class Elastic(Declaration):
    """Between *minimum* and *maximum* pods, owned by a HorizontalPodAutoscaler.

    ``cpu_percent`` is the average CPU use, in percent of the request, that it aims at; left out, 70.
    https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
    """

    minimum: Replicas
    maximum: Replicas
    cpu_percent: Annotated[int, Field(ge=1, le=100)] = 70

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}")
        return self
