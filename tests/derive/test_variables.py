"""What a service needs is told to it in its environment."""

from tigerex_k8s import Config, Endpoint, Postgres, Redis, Secret, SecretKey, Service, calls, link, reads, writes
from tigerex_k8s.derive.variables import configuration, variables
from tigerex_k8s.model.environment import Component
from tigerex_k8s.model.needs import Need

IMAGE = "ghcr.io/acme/x:1"
ORDERS = Service(
    name="orders", image=IMAGE, offers=(Endpoint(name="http", port=80), Endpoint(name="feed", port=81, scheme="ws"))
)
DATABASE = Postgres(name="orders-db", storage="1Gi")
CACHE = Redis(name="cache", image=IMAGE, exporter_image=IMAGE, storage="1Gi")


def _told(*needs: Need) -> dict[str, str | SecretKey]:
    return _environment(Service(name="web", image=IMAGE, needs=needs))


def _environment(web: Service, *others: Component) -> dict[str, str | SecretKey]:
    graph = link(web, ORDERS, DATABASE, CACHE, *others, namespace="shop")
    found = variables(graph, web)
    assert [one.name for one in found] == sorted({one.name for one in found})
    return {one.name: one.value for one in found}


def test_a_call_gives_the_url_of_the_first_endpoint() -> None:
    """In full, since a short name is asked for in every search domain first."""
    assert _told(calls("orders")) == {"ORDERS_URL": "http://orders.shop.svc.cluster.local:80"}


def test_a_call_gives_the_url_of_the_endpoint_that_it_names() -> None:
    """With that endpoint's scheme, in the variable that the caller names."""
    assert _told(calls("orders", "feed", as_="FEED")) == {"FEED": "ws://orders.shop.svc.cluster.local:81"}


def test_a_database_gives_its_url_from_a_secret() -> None:
    """Whether it is read or written."""
    url = SecretKey(secret="orders-db-client", key="url")

    assert _told(reads("orders-db")) == {"ORDERS_DB_URL": url}
    assert _told(writes("orders-db", as_="DATABASE_URL")) == {"DATABASE_URL": url}


def test_a_cache_gives_host_port_and_password() -> None:
    """Redis Cluster's clients ask any leader for the rest."""
    password = SecretKey(secret="cache-client", key="password")

    assert _told(writes("cache")) == {
        "CACHE_HOST": "cache-leader.shop.svc.cluster.local",
        "CACHE_PASSWORD": password,
        "CACHE_PORT": "6379",
    }
    assert _told(reads("cache", as_="LRU")).keys() == {"LRU_HOST", "LRU_PASSWORD", "LRU_PORT"}


def test_the_internet_gives_nothing() -> None:
    """It has no URL."""
    assert _told(calls("internet")) == {}


def test_plain_values_and_secrets_stand_beside_what_needs_give() -> None:
    """A secret's variable has the name of its key."""
    key = SecretKey(secret="keys", key="API_KEY")
    web = Service(name="web", image=IMAGE, needs=(calls("orders"),), env={"ZONE": "a"}, secrets=(key,))

    assert _environment(web, Secret(name="keys", keys=("API_KEY",))) == {
        "API_KEY": key,
        "ORDERS_URL": "http://orders.shop.svc.cluster.local:80",
        "ZONE": "a",
    }


def test_configuration_is_written_out_with_the_last_word_of_the_last_config() -> None:
    """As the kubelet resolves it; on the pods, it rolls them when a value changes."""
    web = Service(name="web", image=IMAGE, config=("common", "own"))
    configs = (Config(name="common", values={"B": "1", "A": "1"}), Config(name="own", values={"B": "2"}))

    assert configuration(link(web, *configs, namespace="shop"), web) == "A=1, B=2"
    assert configuration(link(ORDERS, namespace="shop"), ORDERS) is None
