"""The catalog: services and stores of the exchange."""

from collections.abc import Mapping

from tigerex_k8s import Exposure
from tigerex_k8s.exchange.services import AdminDashboard, ApiGateway, TradingEngine, WalletService, WebApp
from tigerex_k8s.exchange.stores import ExchangeConfig, ExchangePostgres, ExchangeRedis, ExchangeSecrets
from tigerex_k8s.model.environment import Component

# The address ranges of the company: a documentation range until the real ones are written here.
COMPANY = ("203.0.113.0/24",)


def exchange(domain: str, images: Mapping[str, str]) -> tuple[Component, ...]:
    """Return what every environment runs at *domain*, from its *images*."""
    return (
        AdminDashboard(
            image=images["admin-dashboard"],
            exposures=(Exposure(endpoint="http", hosts=("admin",), allow=COMPANY),),
        ),
        ApiGateway(image=images["api-gateway"]),
        TradingEngine(image=images["trading-engine"]),
        WalletService(image=images["wallet-service"]),
        WebApp(
            image=images["web-app"],
            env={"NEXT_PUBLIC_API_URL": f"https://api.{domain}", "NEXT_PUBLIC_WS_URL": f"wss://api.{domain}"},
        ),
        ExchangeConfig(),
        ExchangePostgres(image=images["postgres"], node_group="stores"),
        ExchangeRedis(image=images["redis"], exporter_image=images["redis-exporter"], node_group="stores"),
        ExchangeSecrets(),
    )
