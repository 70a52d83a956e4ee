"""Which images the exchange's namespace admits, in CEL.

Pod Security Admission says nothing about images, so a ValidatingAdmissionPolicy does.
https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
"""

from dataclasses import dataclass

from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.image import repository

_CONTAINERS = (
    "(object.spec.containers + object.spec.?initContainers.orValue([]) + object.spec.?ephemeralContainers.orValue([]))"
)


@dataclass(frozen=True, slots=True)
class Validation:
    """A CEL expression that has to hold, and what is said where it does not."""

    expression: str
    message: str


def validations(graph: Graph) -> tuple[Validation, ...]:
    """Derive what every pod's images have to satisfy; digests are asked for once a release carries them."""
    registries = sorted(graph.platform.registries)
    listed = " || ".join(f"c.image.startsWith('{one}/')" for one in registries)
    pinned = sorted({repository(one.image) for one in graph.services.values() if "@" in one.image})
    by_digest = (
        Validation(
            f"{_CONTAINERS}.all(c, !(c.image.startsWith('{one}:') || c.image.startsWith('{one}@'))"
            " || c.image.contains('@sha256:'))",
            f"{one} runs by digest, as released",
        )
        for one in pinned
    )
    return (
        Validation(f"{_CONTAINERS}.all(c, {listed})", f"images come from {', '.join(registries)}"),
        Validation(
            f"{_CONTAINERS}.all(c, c.image.contains('@')"
            " || c.image.matches(':[^/]+$') && !c.image.endsWith(':latest'))",
            "an image names one version, and not latest",
        ),
        *by_digest,
    )
