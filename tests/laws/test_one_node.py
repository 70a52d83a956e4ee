"""Development fits one small node, operators and control plane included."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tests.catalog import graph_of
from tests.support.objects import Object, at, every, objects
from tests.support.platforms import below
from tests.support.structural import mapping
from tigerex_k8s.model.names import amount

Asked = tuple[Decimal, Decimal]

MEBIBYTE = 1024**2
# The system sees some 7.5 % less than the nominal 8 GiB, and the kubelet evicts pods for its last 100 Mi.
NODE: Asked = (Decimal(4), (Decimal(8192) * Decimal("0.925") - 100) * MEBIBYTE)
# A kubeadm control plane with etcd and CoreDNS, and a network DaemonSet with kube-proxy.
CONTROL_PLANE: tuple[Asked, ...] = (
    (Decimal("0.950"), Decimal(290) * MEBIBYTE),
    (Decimal("0.100"), Decimal(50) * MEBIBYTE),
)
# For a second pod of everything that is being updated at once.
HEADROOM = Decimal("0.25")


def _requests(value: object) -> Iterator[Asked]:
    for one in below(value, "requests"):
        found = mapping(one["requests"])
        if "cpu" in found:
            yield amount(str(found["cpu"])), amount(str(found["memory"]))


def _times(count: int, asked: Iterator[Asked]) -> list[Asked]:
    return [*asked] * count


def _of(one: Object) -> list[Asked]:
    """Return what the pods of *one* ask for, a container each."""
    spec = one.spec
    if one.kind == "RedisCluster.redis.redis.opstreelabs.in":
        nodes = sum(int(str(at(spec, role, "replicas"))) for role in ("redisLeader", "redisFollower"))
        server, exporter = at(spec, "kubernetesConfig", "resources"), at(spec, "redisExporter", "resources")
        return _times(nodes, _requests([{"resources": server}, {"resources": exporter}]))
    if one.kind == "Cluster.postgresql.cnpg.io":
        return _times(int(str(spec["instances"])), _requests({"resources": spec["resources"]}))
    if one.kind in {"Deployment.apps", "Job.batch", "Pooler.postgresql.cnpg.io"}:
        count = int(str(spec.get("replicas", spec.get("instances", 1))))
        return _times(count, _requests(every(spec, "template", "spec", "containers")))
    return []


def _sum(asked: list[Asked]) -> Asked:
    return sum((cpu for cpu, _ in asked), Decimal()), sum((memory for _, memory in asked), Decimal())


def test_development_fits_four_cpus_and_eight_gibibytes() -> None:
    """Whoever follows docs/development.md sees every pod start."""
    exchange = [asked for one in objects("development") for asked in _of(one)]
    operators = [asked for one in graph_of("development").platform.operators for asked in _requests(one.values)]

    cpu, memory = _sum([*exchange, *operators, *CONTROL_PLANE])

    assert len(exchange) >= 5 + 1 + 1 + 3 * 2
    assert cpu <= NODE[0] * (1 - HEADROOM)
    assert memory <= NODE[1] * (1 - HEADROOM)


def test_every_operator_says_what_it_asks_for() -> None:
    """One that says nothing is scheduled anywhere, and evicted first."""
    silent = [one.name for one in graph_of("development").platform.operators if not list(_requests(one.values))]

    assert silent == []


def test_nothing_runs_in_development_that_is_not_counted() -> None:
    """A kind with pods that the sum above does not know would hide behind it."""
    counted = {str(one) for one in objects("development") if _of(one)}
    running: Mapping[str, bool] = {
        str(one): True for one in objects("development") if any(_requests(one.body)) and one.kind != "LimitRange"
    }

    assert set(running) == counted
