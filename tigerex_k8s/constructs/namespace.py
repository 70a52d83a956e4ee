"""The namespace of the exchange, with the strictest Pod Security level."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from tigerex_k8s.constructs import bridge

_MODES = ("audit", "enforce", "warn")


class RestrictedNamespace(Construct):
    """A namespace whose pods have to satisfy ``restricted``.

    https://kubernetes.io/docs/concepts/security/pod-security-standards/
    """

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(scope, id)
        labels = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in _MODES}
        k8s.KubeNamespace(self, "namespace", metadata=bridge.metadata(name, labels=labels))
