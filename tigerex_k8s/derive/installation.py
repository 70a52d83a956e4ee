"""The order in which operators are installed."""

from collections.abc import Iterable
from dataclasses import dataclass

from tigerex_k8s.model.operator import Operator


@dataclass(frozen=True, slots=True)
class Installation:
    """An *operator*, and the *needs* that are there before it, as ``namespace/name``."""

    operator: Operator
    needs: tuple[str, ...]


def installations(operators: Iterable[Operator]) -> tuple[Installation, ...]:
    """Derive what is installed, sorted by wave and name; each needs those of the wave before its own."""
    ordered = sorted(operators, key=lambda one: (one.wave, one.name))
    waves = sorted({one.wave for one in ordered})
    before = dict(zip(waves[1:], waves, strict=False))
    return tuple(
        Installation(
            one,
            tuple(f"{other.namespace}/{other.name}" for other in ordered if other.wave == before.get(one.wave)),
        )
        for one in ordered
    )
