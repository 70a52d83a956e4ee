"""The quota lets everything run at its largest, and bounds what runs beside it."""

from tigerex_k8s import Elastic, Fixed, Platform, Pooler, Postgres, Redis, Resources, Service, link
from tigerex_k8s.derive.quota import quota

ONE = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
IMAGE = "ghcr.io/acme/x:1"


def _quota(*components: Service | Postgres | Redis) -> dict[str, str]:
    return dict(quota(link(*components, namespace="shop", platform=Platform())))


def test_a_service_counts_at_its_maximum_with_new_and_going_pods() -> None:
    """20 at most, 5 above while updating, 5 that are going; a tenth more, rounded up."""
    found = _quota(Service(name="web", image=IMAGE, scale=Elastic(minimum=2, maximum=20), resources=ONE))

    assert found == {
        "limits.cpu": "66",
        "limits.memory": "66Gi",
        "persistentvolumeclaims": "0",
        "pods": "33",
        "requests.cpu": "33",
        "requests.memory": "33Gi",
        "requests.storage": "0Gi",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
    }


def test_a_surge_is_rounded_up_as_the_deployment_does() -> None:
    """A quarter of two pods is one pod."""
    assert _quota(Service(name="web", image=IMAGE, scale=Fixed(replicas=2)))["pods"] == "5"
    assert _quota(Service(name="web", image=IMAGE, scale=Fixed(replicas=2), max_surge=2))["pods"] == "7"


def test_a_database_counts_an_instance_more_which_joins() -> None:
    """Else a lost instance could not be replaced while its volume is still there."""
    found = _quota(
        Postgres(
            name="orders",
            storage="10Gi",
            instances=3,
            resources=Resources(cpu="1", memory="16Gi", cpu_limit="2", memory_limit="16Gi"),
            pooler=Pooler(instances=2, resources=ONE),
        )
    )

    assert {name: found[name] for name in ("requests.memory", "requests.storage", "persistentvolumeclaims")} == {
        "requests.memory": "74Gi",  # a tenth above 4 times 16 and 3 times 1
        "requests.storage": "44Gi",  # a tenth above 4 times 10
        "persistentvolumeclaims": "4",
    }


def test_a_cache_counts_both_of_every_pair_and_both_of_their_volumes() -> None:
    """The second volume keeps the table of the cluster's nodes."""
    pairs = Redis(name="cache", image=IMAGE, exporter_image=IMAGE, storage="9Gi", leaders=5)
    single = Redis(name="cache", image=IMAGE, exporter_image=IMAGE, storage="9Gi", leaders=5, followers=False)

    assert (_quota(pairs)["persistentvolumeclaims"], _quota(pairs)["requests.storage"]) == ("20", "110Gi")
    assert (_quota(single)["persistentvolumeclaims"], _quota(single)["requests.storage"]) == ("10", "55Gi")
