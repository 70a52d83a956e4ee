"""The one door to cdk8s: derived values become objects, each created once and complete."""

from tigerex_k8s._node import choose_node

choose_node()
