"""TigerEx on Kubernetes: declare services and stores, link them, synthesize plain YAML.

Every public name is importable from here and loads on first use (PEP 562), so that importing the package costs
nothing and starts no Node.
"""

from importlib import import_module

TYPE_CHECKING = False  # as in typing, whose import would be most of the start of the command line
if TYPE_CHECKING:
    from tigerex_k8s.bump import release
    from tigerex_k8s.constructs.access import AccessPolicies, DefaultDeny
    from tigerex_k8s.constructs.admission import ImageAdmission
    from tigerex_k8s.constructs.buckets import Buckets
    from tigerex_k8s.constructs.build import build
    from tigerex_k8s.constructs.config import SharedConfig
    from tigerex_k8s.constructs.exposure import ExposedServices
    from tigerex_k8s.constructs.namespace import RestrictedNamespace
    from tigerex_k8s.constructs.objects import ObjectBackups
    from tigerex_k8s.constructs.postgres import PostgresCluster
    from tigerex_k8s.constructs.priority import Priorities
    from tigerex_k8s.constructs.redis import RedisCluster
    from tigerex_k8s.constructs.secrets import SecretSync
    from tigerex_k8s.constructs.storage import VolumeClasses
    from tigerex_k8s.constructs.workload import Workload
    from tigerex_k8s.errors import CatalogError, ChartsError, DeclarationError, OutputError, ReleasesError, TigerexError
    from tigerex_k8s.exchange.services import AdminDashboard, ApiGateway, TradingEngine, WalletService, WebApp
    from tigerex_k8s.exchange.stores import ExchangeConfig, ExchangePostgres, ExchangeRedis, ExchangeSecrets
    from tigerex_k8s.graph.link import link
    from tigerex_k8s.model.backup import Backup, ObjectBackup, PostgresBackup
    from tigerex_k8s.model.bucket import Bucket, Expiry
    from tigerex_k8s.model.config import Config
    from tigerex_k8s.model.eks import Eks
    from tigerex_k8s.model.endpoint import Endpoint
    from tigerex_k8s.model.environment import Environment
    from tigerex_k8s.model.exemption import Exemption
    from tigerex_k8s.model.exposure import Exposure
    from tigerex_k8s.model.migration import Index, Migration
    from tigerex_k8s.model.needs import calls, reads, writes
    from tigerex_k8s.model.operator import Allowed, Delivery, Operator, OwnPolicy, WellKnownPolicy
    from tigerex_k8s.model.patch import Patch
    from tigerex_k8s.model.platform import (
        GP3,
        IO2,
        KubernetesApi,
        LetsEncrypt,
        NodeGroup,
        Platform,
        PriorityClass,
        SelfSigned,
        StorageClass,
    )
    from tigerex_k8s.model.postgres import BASELINE, OPTIMIZED, Pooler, Postgres, PostgresTuning
    from tigerex_k8s.model.probes import HttpProbes, TcpProbes
    from tigerex_k8s.model.redis import Redis
    from tigerex_k8s.model.resources import Resources
    from tigerex_k8s.model.scale import Elastic, Fixed
    from tigerex_k8s.model.secret import Secret, SecretKey
    from tigerex_k8s.model.service import Service
    from tigerex_k8s.releases import read_releases

_HOME = {
    "AccessPolicies": "constructs.access",
    "AdminDashboard": "exchange.services",
    "Allowed": "model.operator",
    "ApiGateway": "exchange.services",
    "BASELINE": "model.postgres",
    "Backup": "model.backup",
    "Bucket": "model.bucket",
    "Buckets": "constructs.buckets",
    "CatalogError": "errors",
    "ChartsError": "errors",
    "Config": "model.config",
    "DeclarationError": "errors",
    "DefaultDeny": "constructs.access",
    "Delivery": "model.operator",
    "Eks": "model.eks",
    "Elastic": "model.scale",
    "Endpoint": "model.endpoint",
    "Environment": "model.environment",
    "ExchangeConfig": "exchange.stores",
    "ExchangePostgres": "exchange.stores",
    "ExchangeRedis": "exchange.stores",
    "ExchangeSecrets": "exchange.stores",
    "Exemption": "model.exemption",
    "Expiry": "model.bucket",
    "ExposedServices": "constructs.exposure",
    "Exposure": "model.exposure",
    "Fixed": "model.scale",
    "GP3": "model.platform",
    "HttpProbes": "model.probes",
    "IO2": "model.platform",
    "ImageAdmission": "constructs.admission",
    "Index": "model.migration",
    "KubernetesApi": "model.platform",
    "LetsEncrypt": "model.platform",
    "Migration": "model.migration",
    "NodeGroup": "model.platform",
    "OPTIMIZED": "model.postgres",
    "ObjectBackup": "model.backup",
    "ObjectBackups": "constructs.objects",
    "Operator": "model.operator",
    "OutputError": "errors",
    "OwnPolicy": "model.operator",
    "Patch": "model.patch",
    "Platform": "model.platform",
    "Pooler": "model.postgres",
    "Postgres": "model.postgres",
    "PostgresBackup": "model.backup",
    "PostgresCluster": "constructs.postgres",
    "PostgresTuning": "model.postgres",
    "Priorities": "constructs.priority",
    "PriorityClass": "model.platform",
    "Redis": "model.redis",
    "RedisCluster": "constructs.redis",
    "ReleasesError": "errors",
    "Resources": "model.resources",
    "RestrictedNamespace": "constructs.namespace",
    "Secret": "model.secret",
    "SecretKey": "model.secret",
    "SecretSync": "constructs.secrets",
    "SelfSigned": "model.platform",
    "Service": "model.service",
    "SharedConfig": "constructs.config",
    "StorageClass": "model.platform",
    "TcpProbes": "model.probes",
    "TigerexError": "errors",
    "TradingEngine": "exchange.services",
    "VolumeClasses": "constructs.storage",
    "WalletService": "exchange.services",
    "WebApp": "exchange.services",
    "WellKnownPolicy": "model.operator",
    "Workload": "constructs.workload",
    "build": "constructs.build",
    "calls": "model.needs",
    "link": "graph.link",
    "read_releases": "releases",
    "reads": "model.needs",
    "release": "bump",
    "writes": "model.needs",
}

__all__ = [
    "BASELINE",
    "GP3",
    "IO2",
    "OPTIMIZED",
    "AccessPolicies",
    "AdminDashboard",
    "Allowed",
    "ApiGateway",
    "Backup",
    "Bucket",
    "Buckets",
    "CatalogError",
    "ChartsError",
    "Config",
    "DeclarationError",
    "DefaultDeny",
    "Delivery",
    "Eks",
    "Elastic",
    "Endpoint",
    "Environment",
    "ExchangeConfig",
    "ExchangePostgres",
    "ExchangeRedis",
    "ExchangeSecrets",
    "Exemption",
    "Expiry",
    "ExposedServices",
    "Exposure",
    "Fixed",
    "HttpProbes",
    "ImageAdmission",
    "Index",
    "KubernetesApi",
    "LetsEncrypt",
    "Migration",
    "NodeGroup",
    "ObjectBackup",
    "ObjectBackups",
    "Operator",
    "OutputError",
    "OwnPolicy",
    "Patch",
    "Platform",
    "Pooler",
    "Postgres",
    "PostgresBackup",
    "PostgresCluster",
    "PostgresTuning",
    "Priorities",
    "PriorityClass",
    "Redis",
    "RedisCluster",
    "ReleasesError",
    "Resources",
    "RestrictedNamespace",
    "Secret",
    "SecretKey",
    "SecretSync",
    "SelfSigned",
    "Service",
    "SharedConfig",
    "StorageClass",
    "TcpProbes",
    "TigerexError",
    "TradingEngine",
    "VolumeClasses",
    "WalletService",
    "WebApp",
    "WellKnownPolicy",
    "Workload",
    "build",
    "calls",
    "link",
    "read_releases",
    "reads",
    "release",
    "writes",
]


def __getattr__(name: str) -> object:
    """Load *name* from the module that it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'tigerex_k8s' has no attribute '{name}'")
    return getattr(import_module(f"tigerex_k8s.{_HOME[name]}"), name)
