"""NetworkPolicies of the nodes that are ours, and the denial that stands under them."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.network import Policy, Rule, policy
from tigerex_k8s.graph.values import Addresses, Graph, Pods, Port


class AccessPolicies(Construct):
    """One NetworkPolicy for each node of *names*: what it may receive and send."""

    def __init__(self, scope: Construct, id: str, *names: str, graph: Graph) -> None:
        super().__init__(scope, id)
        for name in names:
            _network_policy(self, policy(graph, name))


class DefaultDeny(Construct):
    """Deny every pod of the namespace what no other policy allows, in both directions."""

    def __init__(self, scope: Construct, id: str, *, namespace: str) -> None:
        super().__init__(scope, id)
        k8s.KubeNetworkPolicy(
            self,
            "policy",
            metadata=bridge.metadata("default-deny", namespace),
            spec=k8s.NetworkPolicySpec(pod_selector=k8s.LabelSelector(), policy_types=["Ingress", "Egress"]),
        )


def _network_policy(scope: Construct, derived: Policy) -> None:
    namespace = derived.pods.namespace
    k8s.KubeNetworkPolicy(
        scope,
        derived.name,
        metadata=bridge.metadata(derived.name, namespace),
        spec=k8s.NetworkPolicySpec(
            pod_selector=_selector(derived.pods),
            policy_types=["Ingress", "Egress"],
            ingress=[
                k8s.NetworkPolicyIngressRule(from_=_peers(rule, namespace), ports=_ports(rule.ports))
                for rule in derived.ingress
            ],
            egress=[
                k8s.NetworkPolicyEgressRule(to=_peers(rule, namespace), ports=_ports(rule.ports))
                for rule in derived.egress
            ],
        ),
    )


def _selector(pods: Pods) -> k8s.LabelSelector:
    having = [_requirement(*pods.having)] if pods.having else None
    return k8s.LabelSelector(match_labels=dict(pods.labels) or None, match_expressions=having)


def _requirement(key: str, values: tuple[str, ...]) -> k8s.LabelSelectorRequirement:
    if values:
        return k8s.LabelSelectorRequirement(key=key, operator="In", values=list(values))
    return k8s.LabelSelectorRequirement(key=key, operator="Exists")


def _peers(rule: Rule, namespace: str) -> list[k8s.NetworkPolicyPeer]:
    return [_peer(one, namespace) for one in rule.peers]


def _peer(peer: Pods | Addresses, namespace: str) -> k8s.NetworkPolicyPeer:
    if isinstance(peer, Addresses):
        return k8s.NetworkPolicyPeer(ip_block=k8s.IpBlock(cidr=peer.cidr, except_=list(peer.without) or None))
    if peer.namespace == namespace:
        return k8s.NetworkPolicyPeer(pod_selector=_selector(peer))
    # The one label that every namespace has: https://kubernetes.io/docs/reference/labels-annotations-taints/
    other = k8s.LabelSelector(match_labels={"kubernetes.io/metadata.name": peer.namespace})
    return k8s.NetworkPolicyPeer(namespace_selector=other, pod_selector=_selector(peer))


def _ports(ports: tuple[Port, ...]) -> list[k8s.NetworkPolicyPort]:
    return [k8s.NetworkPolicyPort(port=bridge.number(port.number), protocol=port.protocol) for port in ports]
