"""The way in by the Gateway API, served by Envoy Gateway.

https://gateway-api.sigs.k8s.io/, https://gateway.envoyproxy.io/docs/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.constructs.certificate import TLS_SECRET
from tigerex_k8s.constructs.envoy import proxies
from tigerex_k8s.derive.exposure import Route, hosts, routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from imports.cert_manager import ClusterIssuerSpecAcmeSolversItemHttp01
    from imports.envoy_gateway import BackendTrafficPolicySpec, ClientTrafficPolicySpec, SecurityPolicySpec
    from imports.gateway_api import GatewaySpec, HTTPRouteSpec, HTTPRouteSpecRulesItemMatchesItem
    from tigerex_k8s.graph.values import Graph

_GATEWAY_API = "gateway.networking.k8s.io/v1"
_ENVOY_API = "gateway.envoyproxy.io/v1alpha1"
_APIS = {
    "BackendTrafficPolicy": _ENVOY_API,
    "ClientTrafficPolicy": _ENVOY_API,
    "EnvoyProxy": _ENVOY_API,
    "Gateway": _GATEWAY_API,
    "HTTPRoute": _GATEWAY_API,
    "SecurityPolicy": _ENVOY_API,
}
_GATEWAY = "tigerex"
_CLASS = "envoy"
# A WebSocket may be silent for an hour; Envoy's own default ends it after five minutes.
_SILENCE = "3600s"


class GatewayRoutes(Construct):
    """GatewayClass, Gateway with its proxies, HTTPS redirect, and a route for every exposure."""

    def __init__(self, scope: Construct, id: str, *, graph: "Graph") -> None:
        super().__init__(scope, id)
        self._namespace = graph.namespace
        controller = {"controllerName": "gateway.envoyproxy.io/gatewayclass-controller"}
        bridge.custom(self, "GatewayClass", _CLASS, api=_GATEWAY_API, namespace=None, spec=controller)
        self._object("EnvoyProxy", _GATEWAY, proxies(_GATEWAY, graph.platform))
        self._object("Gateway", _GATEWAY, _gateway())
        self._object("ClientTrafficPolicy", _GATEWAY, _clients())
        self._object("HTTPRoute", "https-redirect", _redirect(hosts(graph)))
        for route in routes(graph):
            self._object("HTTPRoute", route.name, _routed(route))
            if route.websocket:
                self._object("BackendTrafficPolicy", route.name, _patient(route))
            if route.allow:
                self._object("SecurityPolicy", route.name, _allowed(route))

    def _object(self, kind: str, name: str, spec: "Mapping[str, object]") -> None:
        bridge.custom(self, kind, name, api=_APIS[kind], namespace=self._namespace, spec=spec)


def gateway_solver(namespace: str) -> "ClusterIssuerSpecAcmeSolversItemHttp01":
    """Return where cert-manager puts the route by which Let's Encrypt is answered."""
    return {
        "gatewayHTTPRoute": {
            "parentRefs": [
                {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": _GATEWAY, "namespace": namespace}
            ]
        }
    }


def _gateway() -> "GatewaySpec":
    return {
        "gatewayClassName": _CLASS,
        "infrastructure": {"parametersRef": {"group": "gateway.envoyproxy.io", "kind": "EnvoyProxy", "name": _GATEWAY}},
        "listeners": [
            {"name": "http", "port": 80, "protocol": "HTTP"},
            {
                "name": "https",
                "port": 443,
                "protocol": "HTTPS",
                "tls": {"mode": "Terminate", "certificateRefs": [{"name": TLS_SECRET}]},
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
