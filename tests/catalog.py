"""The declarations that the tests of the graph and of the derivations share."""

from charts.environments import ENVIRONMENTS
from tigerex_k8s.graph.link import link
from tigerex_k8s.graph.values import Graph

ENVIRONMENT_NAMES = tuple(one.name for one in ENVIRONMENTS)


def graph_of(name: str) -> Graph:
    """Return the linked environment called *name*."""
    one = next(one for one in ENVIRONMENTS if one.name == name)
    return link(*one.components, namespace=one.namespace, platform=one.platform)
