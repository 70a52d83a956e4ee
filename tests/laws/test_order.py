"""The order in which things are declared is nobody's business."""

import random
from collections.abc import Mapping
from functools import cache

import pytest

from charts.environments import ENVIRONMENTS
from tests.support.synthesis import synthesized
from tigerex_k8s.graph.link import link
from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.environment import Environment

# Where an order means something, and what.
ORDERED: Mapping[str, str] = {
    "columns": "of an index, the first of which decides what it is good for",
    "config": "a later Config's values take precedence",
    "offers": "the first endpoint is probed, and is what callers get that name none",
}


def _shuffled(value: object, chance: random.Random) -> object:
    """Return *value* with everything in another order that may be declared in one."""
    if isinstance(value, Declaration):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return type(value)(**{name: one if name in ORDERED else _shuffled(one, chance) for name, one in fields.items()})
    if isinstance(value, tuple):
        return tuple(chance.sample([_shuffled(one, chance) for one in value], len(value)))
    if isinstance(value, Mapping):
        return dict(chance.sample([(name, _shuffled(one, chance)) for name, one in value.items()], len(value)))
    return value


def _made(environment: object) -> Mapping[str, str]:
    assert isinstance(environment, Environment)
    return synthesized(link(*environment.components, namespace=environment.namespace, platform=environment.platform))


@cache
def _as_declared(name: str) -> Mapping[str, str]:
    return _made(next(one for one in ENVIRONMENTS if one.name == name))


@pytest.mark.node
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda one: one.name)
def test_another_order_gives_the_same_bytes(environment: Environment, seed: int) -> None:
    """Whoever sorts a list in charts/ has no diff in dist/ to explain."""
    chance = random.Random(seed)  # noqa: S311  # an order, nothing secret
    other = _shuffled(environment, chance)

    assert other != environment
    assert _made(other) == _as_declared(environment.name)


def test_an_order_that_means_something_is_one_of_a_field() -> None:
    """An exception that no field needs any more would hide the next one of that name."""
    fields = {name for one in _declarations(Declaration) for name in one.model_fields}

    assert ORDERED.keys() <= fields


def _declarations(of: type[Declaration]) -> set[type[Declaration]]:
    return {of}.union(*(_declarations(one) for one in of.__subclasses__()))
