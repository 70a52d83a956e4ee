"""Secrets fetched by External Secrets from AWS Secrets Manager.

https://external-secrets.io/latest/provider/aws-secrets-manager/
"""

from typing import TYPE_CHECKING

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.roles import SECRETS_READER
from tigerex_k8s.derive.secrets import SyncedNamespace, SyncedSecret, synced_namespaces
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks

if TYPE_CHECKING:
    from imports.external_secrets import ExternalSecretSpec

_API = "external-secrets.io/v1"
_STORE = "aws-secrets-manager"


class SecretSync(Construct):
    """In each namespace a SecretStore with its AWS role, and an ExternalSecret for each Secret that is referred to."""

    def __init__(self, scope: Construct, id: str, eks: Eks, *, graph: Graph) -> None:
        super().__init__(scope, id)
        for derived in synced_namespaces(graph):
            _store(Construct(self, derived.namespace), derived, eks)


def _store(scope: Construct, derived: SyncedNamespace, eks: Eks) -> None:
    namespace = derived.namespace
    k8s.KubeServiceAccount(
        scope,
        "reader",
        metadata=k8s.ObjectMeta(
            name=SECRETS_READER,
            namespace=namespace,
            annotations={"eks.amazonaws.com/role-arn": eks.role(derived.purpose)},
        ),
        automount_service_account_token=False,
    )
    auth = {"jwt": {"serviceAccountRef": {"name": SECRETS_READER}}}
    provider = {"aws": {"service": "SecretsManager", "region": eks.region, "auth": auth}}
    bridge.custom(scope, "SecretStore", _STORE, api=_API, namespace=namespace, spec={"provider": provider})
    for secret in derived.secrets:
        bridge.custom(scope, "ExternalSecret", secret.name, api=_API, namespace=namespace, spec=_synced(secret))


def _synced(secret: SyncedSecret) -> "ExternalSecretSpec":
    return {
        "refreshInterval": "1h",
        "secretStoreRef": {"kind": "SecretStore", "name": _STORE},
        "target": {
            "name": secret.name,
            "creationPolicy": "Owner",
            "template": {"type": secret.type, "data": secret.data, "metadata": {"labels": secret.labels}},
        },
        "data": [
            {"secretKey": one.variable, "remoteRef": {"key": one.key, "property": one.property}}
            for one in secret.fetched
        ],
    }
