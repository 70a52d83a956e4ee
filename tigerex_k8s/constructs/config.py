"""ConfigMaps that services read as variables."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.graph.values import Graph


class SharedConfig(Construct):
    """One ConfigMap for each declared Config."""

    def __init__(self, scope: Construct, id: str, *, graph: Graph) -> None:
        super().__init__(scope, id)
        for config in graph.configs.values():
            metadata = bridge.metadata(config.name, graph.namespace)
            k8s.KubeConfigMap(self, config.name, metadata=metadata, data=dict(config.values))
