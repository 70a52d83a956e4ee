"""TigerEx on Kubernetes: declare services and stores, link them, synthesize plain YAML.

Every public name is importable from here and loads on first use (PEP 562), so that importing the package costs
nothing and starts no Node.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tigerex_k8s.constructs.access import AccessPolicies
    from tigerex_k8s.constructs.build import build
    from tigerex_k8s.constructs.postgres import PostgresCluster
    from tigerex_k8s.constructs.redis import RedisCluster
    from tigerex_k8s.constructs.secrets import SecretSync
    from tigerex_k8s.constructs.workload import Workload
    from tigerex_k8s.errors import CatalogError, DeclarationError, TigerexError
    from tigerex_k8s.graph.link import link
    from tigerex_k8s.model.config import Config
    from tigerex_k8s.model.endpoint import Endpoint
    from tigerex_k8s.model.environment import Environment
    from tigerex_k8s.model.exemption import Exemption
    from tigerex_k8s.model.exposure import Exposure
    from tigerex_k8s.model.needs import calls, reads, writes
    from tigerex_k8s.model.patch import Patch
    from tigerex_k8s.model.platform import (
        GP3,
        IO2,
        Aws,
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

_HOME = {
    "AccessPolicies": "constructs.access",
    "Aws": "model.platform",
    "BASELINE": "model.postgres",
    "CatalogError": "errors",
    "Config": "model.config",
    "DeclarationError": "errors",
    "Elastic": "model.scale",
    "Endpoint": "model.endpoint",
    "Environment": "model.environment",
    "Exemption": "model.exemption",
    "Exposure": "model.exposure",
    "Fixed": "model.scale",
    "GP3": "model.platform",
    "HttpProbes": "model.probes",
    "IO2": "model.platform",
    "KubernetesApi": "model.platform",
    "LetsEncrypt": "model.platform",
    "NodeGroup": "model.platform",
    "OPTIMIZED": "model.postgres",
    "Patch": "model.patch",
    "Platform": "model.platform",
    "Pooler": "model.postgres",
    "Postgres": "model.postgres",
    "PostgresCluster": "constructs.postgres",
    "PostgresTuning": "model.postgres",
    "PriorityClass": "model.platform",
    "Redis": "model.redis",
    "RedisCluster": "constructs.redis",
    "Resources": "model.resources",
    "Secret": "model.secret",
    "SecretKey": "model.secret",
    "SecretSync": "constructs.secrets",
    "SelfSigned": "model.platform",
    "Service": "model.service",
    "StorageClass": "model.platform",
    "TcpProbes": "model.probes",
    "TigerexError": "errors",
    "Workload": "constructs.workload",
    "build": "constructs.build",
    "calls": "model.needs",
    "link": "graph.link",
    "reads": "model.needs",
    "writes": "model.needs",
}

__all__ = [
    "BASELINE",
    "GP3",
    "IO2",
    "OPTIMIZED",
    "AccessPolicies",
    "Aws",
    "CatalogError",
    "Config",
    "DeclarationError",
    "Elastic",
    "Endpoint",
    "Environment",
    "Exemption",
    "Exposure",
    "Fixed",
    "HttpProbes",
    "KubernetesApi",
    "LetsEncrypt",
    "NodeGroup",
    "Patch",
    "Platform",
    "Pooler",
    "Postgres",
    "PostgresCluster",
    "PostgresTuning",
    "PriorityClass",
    "Redis",
    "RedisCluster",
    "Resources",
    "Secret",
    "SecretKey",
    "SecretSync",
    "SelfSigned",
    "Service",
    "StorageClass",
    "TcpProbes",
    "TigerexError",
    "Workload",
    "build",
    "calls",
    "link",
    "reads",
    "writes",
]


def __getattr__(name: str) -> object:
    """Load *name* from the module that it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'tigerex_k8s' has no attribute '{name}'")
    return getattr(import_module(f"tigerex_k8s.{_HOME[name]}"), name)
