"""The way in: one Gateway, a certificate for its hosts, and a route for each exposure.

https://gateway-api.sigs.k8s.io/, https://gateway.envoyproxy.io/docs/, https://cert-manager.io/docs/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.exposure import Route, hosts, routes

if TYPE_CHECKING:
    from imports.cert_manager import CertificateSpec, ClusterIssuerSpec
    from imports.envoy_gateway import BackendTrafficPolicySpec, ClientTrafficPolicySpec, SecurityPolicySpec
    from imports.gateway_api import GatewaySpec, HTTPRouteSpec, HTTPRouteSpecRulesItemMatchesItem
    from tigerex_k8s.graph.values import Graph

_GATEWAY_API = "gateway.networking.k8s.io/v1"
_ENVOY_API = "gateway.envoyproxy.io/v1alpha1"
_CERTS_API = "cert-manager.io/v1"
_GATEWAY = "tigerex"
_CLASS = "envoy"
_TLS_SECRET = "tigerex-tls"
_ISSUER = "letsencrypt-prod"
# A WebSocket may be silent for an hour; Envoy's own default ends it after five minutes.
_SILENCE = "3600s"


class GatewayExposure(Construct):
    """GatewayClass, Gateway, certificate with its issuer, HTTPS redirect, and routes of every exposure.

    *email* is where Let's Encrypt writes when a certificate is about to expire.
    """

    def __init__(self, scope: Construct, id: str, *, email: str, graph: "Graph") -> None:
        super().__init__(scope, id)
        namespace = graph.namespace
        bridge.custom(
            self,
            "GatewayClass",
            _CLASS,
            api=_GATEWAY_API,
            namespace=None,
            spec={"controllerName": "gateway.envoyproxy.io/gatewayclass-controller"},
        )
        bridge.custom(self, "ClusterIssuer", _ISSUER, api=_CERTS_API, namespace=None, spec=_issuer(email, namespace))
        bridge.custom(
            self,
            "Certificate",
            _TLS_SECRET,
            api=_CERTS_API,
            namespace=namespace,
            spec=_certificate(graph),
        )
        bridge.custom(self, "Gateway", _GATEWAY, api=_GATEWAY_API, namespace=namespace, spec=_gateway())
        bridge.custom(self, "ClientTrafficPolicy", _GATEWAY, api=_ENVOY_API, namespace=namespace, spec=_clients())
        bridge.custom(
            self, "HTTPRoute", "https-redirect", api=_GATEWAY_API, namespace=namespace, spec=_redirect(hosts(graph))
        )
        for route in routes(graph):
            self._route(route, namespace)

    def _route(self, route: Route, namespace: str) -> None:
        bridge.custom(self, "HTTPRoute", route.name, api=_GATEWAY_API, namespace=namespace, spec=_routed(route))
        if route.websocket:
            bridge.custom(
                self, "BackendTrafficPolicy", route.name, api=_ENVOY_API, namespace=namespace, spec=_patient(route)
            )
        if route.allow:
            bridge.custom(self, "SecurityPolicy", route.name, api=_ENVOY_API, namespace=namespace, spec=_allowed(route))


def _issuer(email: str, namespace: str) -> "ClusterIssuerSpec":
    parent = {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": _GATEWAY, "namespace": namespace}
    return {
        "acme": {
            "email": email,
            "server": "https://acme-v02.api.letsencrypt.org/directory",
            "privateKeySecretRef": {"name": f"{_ISSUER}-account"},
            "solvers": [{"http01": {"gatewayHTTPRoute": {"parentRefs": [parent]}}}],  # type: ignore[list-item]  # one literal a level
        }
    }


def _certificate(graph: "Graph") -> "CertificateSpec":
    return {
        "secretName": _TLS_SECRET,
        "dnsNames": list(hosts(graph)),
        "issuerRef": {"group": "cert-manager.io", "kind": "ClusterIssuer", "name": _ISSUER},
        "privateKey": {"algorithm": "ECDSA", "size": 256, "rotationPolicy": "Always"},
    }


def _gateway() -> "GatewaySpec":
    return {
        "gatewayClassName": _CLASS,
        "listeners": [
            {"name": "http", "port": 80, "protocol": "HTTP"},
            {
                "name": "https",
                "port": 443,
                "protocol": "HTTPS",
                "tls": {"mode": "Terminate", "certificateRefs": [{"name": _TLS_SECRET}]},
            },
        ],
    }


def _clients() -> "ClientTrafficPolicySpec":
    return {
        "targetRefs": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": _GATEWAY}],
        "tls": {"minVersion": "1.2"},
        "timeout": {"http": {"streamIdleTimeout": _SILENCE}},
    }


def _redirect(names: tuple[str, ...]) -> "HTTPRouteSpec":
    return {
        "hostnames": list(names),
        "parentRefs": [{"name": _GATEWAY, "sectionName": "http"}],
        "rules": [
            {"filters": [{"type": "RequestRedirect", "requestRedirect": {"scheme": "https", "statusCode": 301}}]}
        ],
    }


def _routed(route: Route) -> "HTTPRouteSpec":
    matches: list[HTTPRouteSpecRulesItemMatchesItem] = [{"path": {"type": "PathPrefix", "value": route.path}}]
    if route.websocket:
        matches.append({"headers": [{"type": "Exact", "name": "Upgrade", "value": "websocket"}]})
    return {
        "hostnames": list(route.hosts),
        "parentRefs": [{"name": _GATEWAY, "sectionName": "https"}],
        "rules": [{"matches": matches, "backendRefs": [{"name": route.service, "port": route.port}]}],
    }


def _patient(route: Route) -> "BackendTrafficPolicySpec":
    return {
        "targetRefs": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": route.name}],
        "timeout": {"http": {"requestTimeout": "0s", "streamIdleTimeout": _SILENCE}},
    }


def _allowed(route: Route) -> "SecurityPolicySpec":
    return {
        "targetRefs": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": route.name}],
        "authorization": {
            "defaultAction": "Deny",
            "rules": [{"name": "company", "action": "Allow", "principal": {"clientCIDRs": list(route.allow)}}],
        },
    }
