"""Routes from the internet: hosts, paths and the services behind them."""

from dataclasses import dataclass

from tigerex_k8s.graph.values import Graph


@dataclass(frozen=True, slots=True)
class Route:
    """Requests for *hosts* below *path* go to *port* of *service*; none of *allow* stands for everybody."""

    name: str
    hosts: tuple[str, ...]
    path: str
    service: str
    port: int
    websocket: bool
    allow: tuple[str, ...]


def routes(graph: Graph) -> tuple[Route, ...]:
    """Derive the routes, sorted by service and endpoint."""
    return tuple(
        Route(
            name=f"{service.name}-{exposure.endpoint}",
            hosts=tuple(sorted(_absolute(host, graph.platform.domain or "") for host in exposure.hosts)),
            path=exposure.path,
            service=service.name,
            port=next(e.port for e in service.offers if e.name == exposure.endpoint),
            websocket=exposure.websocket,
            allow=tuple(sorted(exposure.allow)),
        )
        for service in graph.services.values()
        for exposure in sorted(service.exposures, key=lambda exposure: exposure.endpoint)
    )


def hosts(graph: Graph) -> tuple[str, ...]:
    """Derive every host that is served, sorted."""
    return tuple(sorted({host for route in routes(graph) for host in route.hosts}))


def _absolute(host: str, domain: str) -> str:
    return domain if host == "@" else f"{host}.{domain}"


def annotations(route: Route) -> dict[str, str]:
    """Derive what an Ingress of *route* asks of HAProxy's controller."""
    return {
        "haproxy.org/ssl-redirect": "true",
        "haproxy.org/ssl-redirect-code": "301",
        **({"haproxy.org/timeout-tunnel": "3600s"} if route.websocket else {}),
        **({"haproxy.org/allow-list": ", ".join(route.allow)} if route.allow else {}),
    }
