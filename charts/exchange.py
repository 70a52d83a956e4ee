"""The catalog: services and stores of the exchange."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from charts.sizes import Sizes
from tigerex_k8s import Backup, Bucket, Expiry, Exposure, PostgresBackup
from tigerex_k8s.exchange.services import AdminDashboard, ApiGateway, TradingEngine, WalletService, WebApp
from tigerex_k8s.exchange.stores import (
    ExchangeConfig,
    ExchangeMonitoring,
    ExchangePostgres,
    ExchangeRedis,
    ExchangeSecrets,
)
from tigerex_k8s.model.environment import Component


class BucketNames(NamedTuple):
    """The buckets of an environment; a name is taken for everybody once it is taken."""

    files: str
    backups: str
    logs: str


class Restored(NamedTuple):
    """The database goes on from an archive, into one of another name; docs/restore.md says how that is done."""

    source: str
    archive: str
    until: datetime | None = None


def exchange(
    domain: str,
    images: Mapping[str, str],
    sizes: Sizes,
    *,
    database: str,
    company: tuple[str, ...],
    config: Mapping[str, str],
    buckets: BucketNames | None,
    restored: Restored | None,
    watched: bool,
) -> tuple[Component, ...]:
    """Return what every environment runs at *domain*, from its *images*, in its *sizes*.

    The back office is reached from the address ranges of the *company*; *config* is what every service reads;
    without *buckets* nothing is backed up, and without *watched* there is no monitoring.
    """
    return (
        AdminDashboard(
            image=images["admin-dashboard"],
            exposures=(Exposure(endpoint="http", hosts=("admin",), allow=company),),
            **sizes.admin_dashboard,
        ),
        ApiGateway(image=images["api-gateway"], **sizes.api_gateway),
        TradingEngine(image=images["trading-engine"], **sizes.trading_engine),
        WalletService(image=images["wallet-service"], **sizes.wallet_service),
        WebApp(
            image=images["web-app"],
            env={"NEXT_PUBLIC_API_URL": f"https://api.{domain}", "NEXT_PUBLIC_WS_URL": f"wss://api.{domain}"},
            **sizes.web_app,
        ),
        ExchangeConfig(values=config),
        ExchangePostgres(
            image=images["postgres"],
            database=database,
            backup=_archived(images, buckets, restored),
            recover_from=restored.source if restored else None,
            until=restored.until if restored else None,
            **sizes.postgres,
        ),
        ExchangeRedis(
            image=images["redis"],
            exporter_image=images["redis-exporter"],
            backup=Backup(bucket=buckets.backups, image=images["backup"]) if buckets else None,
            **sizes.redis,
        ),
        ExchangeSecrets(),
        *_buckets(buckets),
        *([_monitoring(images)] if watched else []),
    )


def _monitoring(images: Mapping[str, str]) -> ExchangeMonitoring:
    return ExchangeMonitoring(
        prometheus=images["prometheus"],
        alertmanager=images["alertmanager"],
        grafana=images["grafana"],
        reloader=images["config-reloader"],
    )


def _archived(
    images: Mapping[str, str], buckets: BucketNames | None, restored: Restored | None
) -> PostgresBackup | None:
    if buckets is None:
        return None
    archive = restored.archive if restored else None
    return PostgresBackup(bucket=buckets.backups, image=images["backup"], archive=archive)


def _buckets(names: BucketNames | None) -> tuple[Bucket, ...]:
    if names is None:
        return ()
    return (
        Bucket(name=names.files),
        Bucket(name=names.backups),
        Bucket(name=names.logs, expire=(Expiry(prefix="", days=365),)),
    )
