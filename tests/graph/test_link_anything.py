"""Linking answers every catalog, whatever is in it."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.support.catalogs import components, platforms, sound
from tigerex_k8s import CatalogError, Platform, link
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.environment import Component


def _linked(declared: Sequence[Component], platform: Platform) -> Graph | tuple[str, ...]:
    """Return the graph, or what is said against the catalog; no other exception is an answer."""
    try:
        return link(*declared, namespace="shop", platform=platform)
    except CatalogError as error:
        return error.problems


@given(declared=components, platform=platforms)
def test_a_catalog_is_linked_or_answered(declared: Sequence[Component], platform: Platform) -> None:
    """With at least one sentence, a line each."""
    found = _linked(declared, platform)

    if not isinstance(found, Graph):
        assert found
        assert all(problem and "\n" not in problem for problem in found)


@given(declared=sound(), platform=platforms)
def test_a_sound_catalog_is_linked(declared: Sequence[Component], platform: Platform) -> None:
    """With every declaration in it, and an edge for every need."""
    graph = _linked(declared, platform)

    assert isinstance(graph, Graph)
    assert {one.name for one in declared} <= graph.nodes.keys()
    needs = [(name, need) for name, one in graph.services.items() for need in one.needs]
    assert sorted(needs, key=str) == sorted(((e.source, e.need) for e in graph.edges if e.need), key=str)


@given(declared=components | sound(), platform=platforms, chance=st.randoms(use_true_random=False))
def test_another_order_links_to_the_same_graph_or_the_same_answer(
    declared: Sequence[Component], platform: Platform, chance: random.Random
) -> None:
    """A catalog is a set, and the author of a long one sorts it."""
    other = chance.sample(declared, len(declared))

    assert _linked(other, platform) == _linked(declared, platform)
