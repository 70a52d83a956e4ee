"""Routes come from exposures, with hosts in full."""

from tigerex_k8s import Endpoint, Exposure, Platform, SelfSigned, Service, link
from tigerex_k8s.derive.exposure import Route, annotations, hosts, routes
from tigerex_k8s.graph.values import Graph

IMAGE = "ghcr.io/acme/x:1"
OFFERS = (Endpoint(name="http", port=80), Endpoint(name="feed", port=81))


def _graph(*services: Service) -> Graph:
    return link(*services, namespace="shop", platform=Platform(domain="shop.example", issuer=SelfSigned()))


def _service(name: str, *exposures: Exposure) -> Service:
    return Service(name=name, image=IMAGE, offers=OFFERS, exposures=exposures)


def test_hosts_are_relative_to_the_domain() -> None:
    """As in a zone file, so that an environment is moved by one word."""
    (route,) = routes(_graph(_service("web", Exposure(endpoint="http", hosts=("www", "@")))))

    assert route == Route(
        name="web-http",
        hosts=("shop.example", "www.shop.example"),
        path="/",
        service="web",
        port=80,
        websocket=False,
        allow=(),
    )


def test_routes_are_sorted_and_hosts_are_listed_once() -> None:
    """One certificate names them all."""
    graph = _graph(
        _service("web", Exposure(endpoint="http", hosts=("@",))),
        _service(
            "api",
            Exposure(endpoint="http", hosts=("api",)),
            Exposure(endpoint="feed", hosts=("api",), path="/ws", websocket=True),
        ),
    )

    assert [(route.name, route.port) for route in routes(graph)] == [
        ("api-feed", 81),
        ("api-http", 80),
        ("web-http", 80),
    ]
    assert hosts(graph) == ("api.shop.example", "shop.example")


def test_nothing_exposed_has_no_host() -> None:
    """And so no certificate."""
    assert hosts(_graph(_service("web"))) == ()


def test_haproxy_is_told_what_a_route_asks_for() -> None:
    """Patience for a WebSocket, an allow-list where there is one, HTTPS always."""
    plain, guarded = routes(
        _graph(
            _service("web", Exposure(endpoint="http", hosts=("@",))),
            _service(
                "admin",
                Exposure(
                    endpoint="feed", hosts=("admin",), websocket=True, allow=("203.0.113.0/24", "198.51.100.0/24")
                ),
            ),
        )
    )[::-1]

    https = {"haproxy.org/ssl-redirect": "true", "haproxy.org/ssl-redirect-code": "301"}
    assert annotations(plain) == https
    assert annotations(guarded) == {
        **https,
        "haproxy.org/allow-list": "198.51.100.0/24, 203.0.113.0/24",
        "haproxy.org/timeout-tunnel": "3600s",
    }
