"""The five services of the exchange."""

from typing import Annotated

from pydantic import Field

from tigerex_k8s.exchange.stores import CACHE, CONFIG, DATABASE, SECRETS
from tigerex_k8s.model.base import Many
from tigerex_k8s.model.endpoint import Endpoint
from tigerex_k8s.model.exposure import Exposure
from tigerex_k8s.model.monitoring import Objective
from tigerex_k8s.model.names import AbsolutePath, Name, Percent
from tigerex_k8s.model.needs import Need, calls, writes
from tigerex_k8s.model.probes import HttpProbes, TcpProbes
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.scale import Elastic, Fixed
from tigerex_k8s.model.secret import SecretKey
from tigerex_k8s.model.service import Service

# A port of its own, so that no route from the internet leads to the figures.
METRICS = Endpoint(name="metrics", port=9464, metrics_path="/metrics")


class ApiGateway(Service):
    """The public API: 4 to 12 pods at ``api.<domain>``."""

    name: Name = "api-gateway"
    offers: Many[Endpoint] = (Endpoint(name="http", port=8080), METRICS)
    needs: Many[Need] = (
        calls("trading-engine", "http"),
        calls("wallet-service"),
        writes(DATABASE, as_="DATABASE_URL"),
        writes(CACHE, as_="REDIS_CLUSTER"),
    )
    secrets: Many[SecretKey] = (SecretKey(secret=SECRETS, key="JWT_SECRET_KEY"),)
    config: Many[Name] = (CONFIG,)
    priority: Name | None = "tigerex-standard"
    scale: Fixed | Elastic = Elastic(minimum=4, maximum=12)
    resources: Resources = Resources(cpu="1", memory="2Gi", cpu_limit="2", memory_limit="4Gi")
    exposures: Many[Exposure] = (Exposure(endpoint="http", hosts=("api",)),)
    owner: Name = "api"
    objective: Objective | None = Objective(percent=99.9, seconds=0.5)


class TradingEngine(Service):
    """The matching engine: 2 to 8 pods, each on a node of its own, and the WebSocket at ``api.<domain>/ws``."""

    name: Name = "trading-engine"
    offers: Many[Endpoint] = (
        Endpoint(name="http", port=8002),
        Endpoint(name="ws", port=8003, scheme="ws"),
        METRICS,
    )
    needs: Many[Need] = (
        calls("internet"),
        calls("wallet-service"),
        writes(DATABASE, as_="DATABASE_URL"),
        writes(CACHE, as_="REDIS_CLUSTER"),
    )
    secrets: Many[SecretKey] = tuple(
        SecretKey(secret=SECRETS, key=key)
        for key in ("BINANCE_API_KEY", "BINANCE_API_SECRET", "OKX_API_KEY", "OKX_API_SECRET", "OKX_PASSPHRASE")
    )
    config: Many[Name] = (CONFIG,)
    priority: Name | None = "tigerex-critical"
    scale: Fixed | Elastic = Elastic(minimum=2, maximum=8, cpu_percent=80)
    resources: Resources = Resources(cpu="8", memory="16Gi", cpu_limit="16", memory_limit="32Gi")
    exposures: Many[Exposure] = (Exposure(endpoint="ws", hosts=("api",), path="/ws", websocket=True),)
    node_group: Name | None = "engine"
    max_surge: Annotated[int, Field(ge=1)] | Percent = 1
    owner: Name = "trading"
    objective: Objective | None = Objective(percent=99.9, seconds=0.1)


class WalletService(Service):
    """Deposits and withdrawals: 3 to 6 pods that only the exchange itself reaches."""

    name: Name = "wallet-service"
    offers: Many[Endpoint] = (Endpoint(name="http", port=8004), METRICS)
    needs: Many[Need] = (writes(DATABASE, as_="DATABASE_URL"), writes(CACHE, as_="REDIS_CLUSTER"))
    secrets: Many[SecretKey] = (SecretKey(secret=SECRETS, key="ENCRYPTION_KEY"),)
    config: Many[Name] = (CONFIG,)
    priority: Name | None = "tigerex-critical"
    scale: Fixed | Elastic = Elastic(minimum=3, maximum=6)
    resources: Resources = Resources(cpu="1", memory="2Gi", cpu_limit="2", memory_limit="4Gi")
    owner: Name = "wallet"


class WebApp(Service):
    """The website: 3 to 12 pods at the domain itself and at ``www``.

    The server side uses API_INTERNAL_URL. ``env`` gets the NEXT_PUBLIC_* variables of the environment's domain; Next.js
    inlines them when the image is built, so that there they have to be the same.
    """

    name: Name = "web-app"
    offers: Many[Endpoint] = (Endpoint(name="http", port=3000), METRICS)
    needs: Many[Need] = (calls("api-gateway", as_="API_INTERNAL_URL"),)
    config: Many[Name] = (CONFIG,)
    priority: Name | None = "tigerex-standard"
    scale: Fixed | Elastic = Elastic(minimum=3, maximum=12)
    resources: Resources = Resources(cpu="0.5", memory="1Gi", cpu_limit="1", memory_limit="2Gi")
    probes: HttpProbes | TcpProbes = HttpProbes(live="/api/health", ready="/api/health")
    exposures: Many[Exposure] = (Exposure(endpoint="http", hosts=("@", "www")),)
    writable: Many[AbsolutePath] = ("/tmp", "/app/.next/cache")
    owner: Name = "web"


class AdminDashboard(Service):
    """The back office: 2 to 4 pods. Exposed only where it is said to whom: no range of addresses is a safe default."""

    name: Name = "admin-dashboard"
    offers: Many[Endpoint] = (Endpoint(name="http", port=3000), METRICS)
    needs: Many[Need] = (calls("api-gateway", as_="API_INTERNAL_URL"),)
    config: Many[Name] = (CONFIG,)
    priority: Name | None = "tigerex-standard"
    scale: Fixed | Elastic = Elastic(minimum=2, maximum=4)
    resources: Resources = Resources(cpu="0.5", memory="1Gi", cpu_limit="1", memory_limit="2Gi")
    probes: HttpProbes | TcpProbes = HttpProbes(live="/api/health", ready="/api/health")
    writable: Many[AbsolutePath] = ("/tmp", "/app/.next/cache")
    owner: Name = "web"
