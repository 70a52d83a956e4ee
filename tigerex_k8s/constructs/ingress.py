"""The way in by Ingresses, served by HAProxy's controller.

An Ingress matches hosts and paths alone: a WebSocket is told by its path, not by its Upgrade header as on a Gateway.
https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md
"""

from typing import TYPE_CHECKING

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs.certificate import TLS_SECRET
from tigerex_k8s.derive.exposure import Route, annotations, routes

if TYPE_CHECKING:
    from imports.cert_manager import ClusterIssuerSpecAcmeSolversItemHttp01
    from tigerex_k8s.graph.values import Graph

_CLASS = "haproxy"


class IngressRoutes(Construct):
    """One Ingress for every exposure; their annotations differ, so that one for all would not do."""

    def __init__(self, scope: Construct, id: str, *, graph: "Graph") -> None:
        super().__init__(scope, id)
        for route in routes(graph):
            k8s.KubeIngress(
                self,
                route.name,
                metadata=k8s.ObjectMeta(name=route.name, namespace=graph.namespace, annotations=annotations(route)),
                spec=k8s.IngressSpec(
                    ingress_class_name=_CLASS,
                    rules=[_rule(host, route) for host in route.hosts],
                    tls=[k8s.IngressTls(hosts=list(route.hosts), secret_name=TLS_SECRET)],
                ),
            )


def ingress_solver() -> "ClusterIssuerSpecAcmeSolversItemHttp01":
    """Return which controller serves the Ingress by which Let's Encrypt is answered."""
    return {"ingress": {"ingressClassName": _CLASS, "serviceType": "ClusterIP"}}


def _rule(host: str, route: Route) -> k8s.IngressRule:
    backend = k8s.IngressServiceBackend(name=route.service, port=k8s.ServiceBackendPort(number=route.port))
    path = k8s.HttpIngressPath(path=route.path, path_type="Prefix", backend=k8s.IngressBackend(service=backend))
    return k8s.IngressRule(host=host, http=k8s.HttpIngressRuleValue(paths=[path]))
