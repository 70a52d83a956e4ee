"""The way in: a certificate for every exposed host, and the routes by the platform's routing."""

from constructs import Construct

from tigerex_k8s.constructs.access import AccessPolicies
from tigerex_k8s.constructs.certificate import HostCertificate
from tigerex_k8s.constructs.gateway import GatewayRoutes, gateway_solver
from tigerex_k8s.constructs.ingress import IngressRoutes, ingress_solver
from tigerex_k8s.derive.exposure import hosts
from tigerex_k8s.graph import nodes
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.platform import LetsEncrypt, SelfSigned

_ROUTES = {"gateway": GatewayRoutes, "ingress": IngressRoutes}


class ExposedServices(Construct):
    """Certificate with its *issuer*, routes of every exposure, and the policy of cert-manager's solver."""

    def __init__(self, scope: Construct, id: str, issuer: LetsEncrypt | SelfSigned, *, graph: Graph) -> None:
        super().__init__(scope, id)
        namespace, routing = graph.namespace, graph.platform.routing
        solver = gateway_solver(namespace) if routing == "gateway" else ingress_solver()
        HostCertificate(self, "certificate", issuer, hosts=hosts(graph), namespace=namespace, solver=solver)
        _ROUTES[routing](self, routing, graph=graph)
        AccessPolicies(self, "solver", *({nodes.ACME_SOLVER} & graph.nodes.keys()), graph=graph)
