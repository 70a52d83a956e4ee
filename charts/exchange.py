"""The catalog: services and stores of the exchange."""

from tigerex_k8s import Exposure
from tigerex_k8s.exchange.services import AdminDashboard, ApiGateway, TradingEngine, WalletService, WebApp
from tigerex_k8s.exchange.stores import ExchangeConfig, ExchangePostgres, ExchangeRedis, ExchangeSecrets
from tigerex_k8s.model.environment import Component

VERSION = "4.0.0"
# The address ranges of the company: a documentation range until the real ones are written here.
COMPANY = ("203.0.113.0/24",)


def exchange(domain: str) -> tuple[Component, ...]:
    """Return what every environment runs at *domain*."""
    return (
        AdminDashboard(
            image=f"ghcr.io/tigerex/admin-dashboard:{VERSION}",
            exposures=(Exposure(endpoint="http", hosts=("admin",), allow=COMPANY),),
        ),
        ApiGateway(image=f"ghcr.io/tigerex/api-gateway:{VERSION}"),
        TradingEngine(image=f"ghcr.io/tigerex/trading-engine:{VERSION}"),
        WalletService(image=f"ghcr.io/tigerex/wallet-service:{VERSION}"),
        WebApp(
            image=f"ghcr.io/tigerex/web-app:{VERSION}",
            env={"NEXT_PUBLIC_API_URL": f"https://api.{domain}", "NEXT_PUBLIC_WS_URL": f"wss://api.{domain}"},
        ),
        ExchangeConfig(),
        ExchangePostgres(node_group="stores"),
        ExchangeRedis(
            image="quay.io/opstree/redis:v7.0.15",
            exporter_image="quay.io/opstree/redis-exporter:v1.44.0",
            node_group="stores",
        ),
        ExchangeSecrets(),
    )
