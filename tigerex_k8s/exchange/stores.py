"""The stores of the exchange, and what its services share."""

from collections.abc import Mapping

from tigerex_k8s.model.base import Many
from tigerex_k8s.model.config import Config
from tigerex_k8s.model.migration import Index, Migration
from tigerex_k8s.model.monitoring import Monitoring
from tigerex_k8s.model.names import Identifier, Name, Quantity, SecretKeyName, Sentence, VariableName
from tigerex_k8s.model.postgres import OPTIMIZED, Postgres, PostgresTuning
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.resources import Resources
from tigerex_k8s.model.secret import Secret, SecretKey

DATABASE = "tigerex-postgres-cluster"
CACHE = "tigerex-redis-cluster"
SECRETS = "tigerex-secrets"
CONFIG = "tigerex-config"
CONFIG_VALUES: Mapping[str, str] = {
    "API_RATE_LIMIT": "1000",
    "ENABLE_METRICS": "true",
    "ENABLE_TRACING": "true",
    "LOG_LEVEL": "info",
    "NODE_ENV": "production",
}


class ExchangePostgres(Postgres):
    """The exchange's database: three instances of 32Gi with the guide's optimized parameters.

    32Gi carry 16 connections: 8 for buffers, 6 for autovacuum and 2 for the rest leave 16, at two times ``work_mem``.
    """

    name: Name = DATABASE
    storage: Quantity = "500Gi"
    storage_class: Name | None = "io2"
    database: Identifier | None = "tigerex_prod"
    owner: Identifier | None = "tigerex"
    credentials: Name | None = "postgres-credentials"
    url: SecretKey | None = SecretKey(secret=SECRETS, key="DATABASE_URL")
    priority: Name | None = "tigerex-critical"
    migration: Migration | None = Migration(
        version=1,
        indexes=(
            Index(name="idx_trades_user_id", table="trades", columns=("user_id",)),
            Index(name="idx_trades_created_at", table="trades", columns=("created_at",)),
            Index(name="idx_orders_status", table="orders", columns=("status",)),
            Index(name="idx_orders_trading_pair", table="orders", columns=("trading_pair",)),
        ),
        analyze=("trades", "orders", "users"),
    )
    tuning: PostgresTuning = OPTIMIZED
    resources: Resources = Resources(cpu="4", memory="32Gi", cpu_limit="8", memory_limit="32Gi")


class ExchangeRedis(Redis):
    """The exchange's cache: three pairs of 20Gi, of which 16 hold data."""

    name: Name = CACHE
    storage: Quantity = "100Gi"
    storage_class: Name | None = "io2"
    priority: Name | None = "tigerex-critical"
    password: SecretKey | None = SecretKey(secret=SECRETS, key="REDIS_CLUSTER_PASSWORD")
    resources: Resources = Resources(cpu="2", memory="20Gi", cpu_limit="4", memory_limit="20Gi")


class ExchangeSecrets(Secret):
    """The keys that services read directly; the stores' credentials follow from the edges."""

    name: Name = SECRETS
    keys: Many[SecretKeyName] = (
        "BINANCE_API_KEY",
        "BINANCE_API_SECRET",
        "ENCRYPTION_KEY",
        "JWT_SECRET_KEY",
        "OKX_API_KEY",
        "OKX_API_SECRET",
        "OKX_PASSPHRASE",
    )


class ExchangeConfig(Config):
    """The plain values that every service reads."""

    name: Name = CONFIG
    values: Mapping[VariableName, str] = CONFIG_VALUES


class ExchangeMonitoring(Monitoring):
    """The exchange's Prometheus with 100Gi, Alertmanager and Grafana."""

    storage: Quantity = "100Gi"
    storage_class: Name | None = "gp3"
    runbooks: Sentence = "https://github.com/tigerex/tigerex-k8s/blob/main/docs/runbooks"
