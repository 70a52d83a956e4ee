"""Secrets fetched by External Secrets from AWS Secrets Manager.

https://external-secrets.io/latest/provider/aws-secrets-manager/
"""

from typing import TYPE_CHECKING

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.roles import SECRETS_READER
from tigerex_k8s.derive.secrets import SyncedSecret, synced_secrets
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks

if TYPE_CHECKING:
    from imports.external_secrets import ExternalSecretSpec

_API = "external-secrets.io/v1"
_STORE = "aws-secrets-manager"


class SecretSync(Construct):
    """A SecretStore with a ServiceAccount for its AWS role, and one ExternalSecret for each Secret referred to."""

    def __init__(self, scope: Construct, id: str, eks: Eks, *, graph: Graph) -> None:
        super().__init__(scope, id)
        k8s.KubeServiceAccount(
            self,
            "reader",
            metadata=k8s.ObjectMeta(
                name=SECRETS_READER,
                namespace=graph.namespace,
                annotations={"eks.amazonaws.com/role-arn": eks.role("external-secrets")},
            ),
            automount_service_account_token=False,
        )
        provider = {
            "service": "SecretsManager",
            "region": eks.region,
            "auth": {"jwt": {"serviceAccountRef": {"name": SECRETS_READER}}},
        }
        bridge.custom(
            self, "SecretStore", _STORE, api=_API, namespace=graph.namespace, spec={"provider": {"aws": provider}}
        )
        for secret in synced_secrets(graph):
            bridge.custom(
                self, "ExternalSecret", secret.name, api=_API, namespace=graph.namespace, spec=_synced(secret)
            )


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
