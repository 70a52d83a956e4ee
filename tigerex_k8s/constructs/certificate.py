"""The certificate of every exposed host, and who issues it.

https://cert-manager.io/docs/configuration/
"""

from typing import TYPE_CHECKING

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.model.platform import LetsEncrypt, SelfSigned

if TYPE_CHECKING:
    from imports.cert_manager import CertificateSpec, ClusterIssuerSpec, ClusterIssuerSpecAcmeSolversItemHttp01

TLS_SECRET = "tigerex-tls"
_API = "cert-manager.io/v1"
_NAMES = {LetsEncrypt: "letsencrypt-prod", SelfSigned: "self-signed"}


class HostCertificate(Construct):
    """A ClusterIssuer, and one Certificate for *hosts*; *solver* says how Let's Encrypt gets its answers."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        issuer: LetsEncrypt | SelfSigned,
        *,
        hosts: tuple[str, ...],
        namespace: str,
        solver: "ClusterIssuerSpecAcmeSolversItemHttp01",
    ) -> None:
        super().__init__(scope, id)
        name = _NAMES[type(issuer)]
        bridge.custom(self, "ClusterIssuer", name, api=_API, namespace=None, spec=_issuer(issuer, name, solver))
        bridge.custom(
            self, "Certificate", TLS_SECRET, api=_API, namespace=namespace, spec=_certificate(hosts, issuer=name)
        )


def _issuer(
    issuer: LetsEncrypt | SelfSigned, name: str, solver: "ClusterIssuerSpecAcmeSolversItemHttp01"
) -> "ClusterIssuerSpec":
    if isinstance(issuer, SelfSigned):
        return {"selfSigned": {}}
    return {
        "acme": {
            "email": issuer.email,
            "server": "https://acme-v02.api.letsencrypt.org/directory",
            "privateKeySecretRef": {"name": f"{name}-account"},
            "solvers": [{"http01": solver}],
        }
    }


def _certificate(hosts: tuple[str, ...], *, issuer: str) -> "CertificateSpec":
    return {
        "secretName": TLS_SECRET,
        "dnsNames": list(hosts),
        "issuerRef": {"group": "cert-manager.io", "kind": "ClusterIssuer", "name": issuer},
        "privateKey": {"algorithm": "ECDSA", "size": 256, "rotationPolicy": "Always"},
    }
