"""Catalogs that nobody would write: some contradict themselves, and some do not."""

from hypothesis import strategies as st

from tigerex_k8s import (
    Config,
    Endpoint,
    Exposure,
    Platform,
    Postgres,
    Redis,
    Secret,
    SecretKey,
    SelfSigned,
    Service,
    calls,
    writes,
)
from tigerex_k8s.model.environment import Component
from tigerex_k8s.model.needs import Need

IMAGE = "ghcr.io/acme/x:1"
# Few, so that they meet; two are the platform's own.
_NAMES = st.sampled_from(("a", "b", "c", "d", "a-pooler", "internet"))
_ENDPOINTS = st.sampled_from(("http", "grpc", "feed"))
_PORTS = {"http": 80, "grpc": 81, "feed": 82}


def _tuples(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most, unique=True).map(tuple)


_needs = st.builds(
    Need,
    verb=st.sampled_from(("calls", "reads", "writes")),
    target=_NAMES,
    endpoint=st.none() | _ENDPOINTS,
    as_=st.none() | st.sampled_from(("A", "B")),
)
_offers = st.sets(_ENDPOINTS).map(
    lambda names: tuple(Endpoint(name=name, port=_PORTS[name], metrics_path="/metrics") for name in sorted(names))
)
_exposures = st.builds(Exposure, endpoint=_ENDPOINTS, hosts=st.sampled_from((("@",), ("www",), ("@", "www"))))
_services = st.builds(
    Service,
    name=_NAMES,
    image=st.just(IMAGE),
    offers=_offers,
    needs=_tuples(_needs),
    exposures=_tuples(_exposures, most=2),
    config=_tuples(_NAMES, most=2),
    secrets=_tuples(st.builds(SecretKey, secret=_NAMES, key=st.sampled_from(("K", "L"))), most=2),
    node_group=st.none() | _NAMES,
)
_others = st.one_of(
    st.builds(Postgres, name=_NAMES, storage=st.just("1Gi")),
    st.builds(Redis, name=_NAMES, image=st.just(IMAGE), exporter_image=st.just(IMAGE), storage=st.just("1Gi")),
    st.builds(Config, name=_NAMES, values=st.just({"A": "1"})),
    st.builds(Secret, name=_NAMES, keys=st.just(("K",))),
)

components: st.SearchStrategy[list[Component]] = st.lists(st.one_of(_services, _others), max_size=6)


def _need(one: Component) -> Need:
    if isinstance(one, Service):
        return calls(one.name) if one.offers else calls("internet")
    return writes(one.name)


@st.composite
def sound(draw: st.DrawFn) -> tuple[Component, ...]:
    """Draw a catalog that can be linked: whoever needs something needs what was drawn before it."""
    drawn: list[Component] = []
    for name in draw(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1)):
        met = [_need(one) for one in drawn]
        needs = tuple(draw(st.lists(st.sampled_from(met), max_size=4, unique=True))) if met else ()
        kinds: tuple[Component, ...] = (
            Service(name=name, image=IMAGE, needs=needs, offers=draw(_offers)),
            Postgres(name=name, storage="1Gi"),
            Redis(name=name, image=IMAGE, exporter_image=IMAGE, storage="1Gi"),
        )
        drawn.append(draw(st.sampled_from(kinds)))
    return tuple(drawn)


platforms = st.sampled_from((Platform(), Platform(domain="shop.example", issuer=SelfSigned())))
