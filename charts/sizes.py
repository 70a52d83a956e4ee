"""How large each component is where it is not as large as the guide says."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypedDict

from tigerex_k8s import BASELINE, DeclarationError, Elastic, Fixed, Pooler, PostgresTuning, Resources
from tigerex_k8s.errors import did_you_mean

Traffic = Literal["high", "normal"]


class ServiceSize(TypedDict, total=False):
    """Replicas, resources and nodes of a service; what is left out is the guide's."""

    scale: Fixed | Elastic
    resources: Resources
    node_group: str | None


class PostgresSize(TypedDict, total=False):
    """The same of the database."""

    instances: int
    storage: str
    storage_class: str | None
    resources: Resources
    tuning: PostgresTuning
    pooler: Pooler
    node_group: str | None


class RedisSize(TypedDict, total=False):
    """The same of the cache."""

    followers: bool
    storage: str
    storage_class: str | None
    resources: Resources
    node_group: str | None


class Sizes(NamedTuple):
    """The size of every component of one environment."""

    admin_dashboard: ServiceSize
    api_gateway: ServiceSize
    trading_engine: ServiceSize
    wallet_service: ServiceSize
    web_app: ServiceSize
    postgres: PostgresSize
    redis: RedisSize


_NORMAL = Sizes(
    admin_dashboard={},
    api_gateway={},
    trading_engine={},
    wallet_service={},
    web_app={},
    postgres={"node_group": "stores"},
    redis={"node_group": "stores"},
)
_PRODUCTION: Mapping[str, Sizes] = {
    "normal": _NORMAL,
    "high": _NORMAL._replace(
        api_gateway={"scale": Elastic(minimum=8, maximum=16)},
        trading_engine={"scale": Elastic(minimum=4, maximum=8, cpu_percent=80)},
        web_app={"scale": Elastic(minimum=6, maximum=12)},
    ),
}


def production(*, traffic: Traffic) -> Sizes:
    """Return the sizes of production while *traffic* is expected; docs/scaling.md says what follows."""
    if traffic not in _PRODUCTION:
        raise DeclarationError(f"production has no traffic '{traffic}'{did_you_mean(traffic, _PRODUCTION)}")
    return _PRODUCTION[traffic]


STAGING = Sizes(
    admin_dashboard={"scale": Elastic(minimum=2, maximum=3)},
    api_gateway={"scale": Elastic(minimum=2, maximum=4)},
    trading_engine={
        "scale": Elastic(minimum=2, maximum=3, cpu_percent=80),
        "resources": Resources(cpu="4", memory="8Gi", cpu_limit="8", memory_limit="16Gi"),
    },
    wallet_service={"scale": Elastic(minimum=2, maximum=3)},
    web_app={"scale": Elastic(minimum=2, maximum=4)},
    postgres={
        "storage": "100Gi",
        "resources": Resources(cpu="2", memory="16Gi", cpu_limit="4", memory_limit="16Gi"),
        "tuning": BASELINE,
        "node_group": "stores",
    },
    redis={
        "storage": "20Gi",
        "resources": Resources(cpu="500m", memory="5Gi", cpu_limit="1", memory_limit="5Gi"),
        "node_group": "stores",
    },
)

_SMALL = Resources(cpu="100m", memory="256Mi", cpu_limit="1", memory_limit="512Mi")

# One node with 4 CPU and 8 GiB, and the operators on it too.
DEVELOPMENT = Sizes(
    admin_dashboard={"scale": Fixed(replicas=1), "resources": _SMALL},
    api_gateway={"scale": Fixed(replicas=1), "resources": _SMALL},
    trading_engine={"scale": Fixed(replicas=1), "resources": _SMALL, "node_group": None},
    wallet_service={"scale": Fixed(replicas=1), "resources": _SMALL},
    web_app={"scale": Fixed(replicas=1), "resources": _SMALL},
    postgres={
        "instances": 1,
        "storage": "5Gi",
        "storage_class": None,
        "resources": Resources(cpu="250m", memory="1Gi", cpu_limit="1", memory_limit="1Gi"),
        "tuning": PostgresTuning(
            max_connections=100,
            shared_buffers="256MB",
            effective_cache_size="512MB",
            work_mem="8MB",
            maintenance_work_mem="64MB",
        ),
        "pooler": Pooler(
            instances=1, resources=Resources(cpu="50m", memory="64Mi", cpu_limit="500m", memory_limit="128Mi")
        ),
    },
    redis={
        "followers": False,
        "storage": "1Gi",
        "storage_class": None,
        "resources": Resources(cpu="50m", memory="128Mi", cpu_limit="500m", memory_limit="128Mi"),
    },
)
