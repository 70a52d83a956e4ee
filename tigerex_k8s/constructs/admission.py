"""The admission policy over images."""

from constructs import Construct

from tigerex_k8s.constructs import bridge
from tigerex_k8s.derive.admission import validations
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.graph.watching import namespaces

_API = "admissionregistration.k8s.io/v1"
# Pods that are there before the policy are never asked.
_FIRST = bridge.wave(-1)


class ImageAdmission(Construct):
    """A ValidatingAdmissionPolicy on pods and its binding to the namespaces of ours; wants Kubernetes 1.30."""

    def __init__(self, scope: Construct, id: str, *, graph: Graph) -> None:
        super().__init__(scope, id)
        name = f"{graph.namespace}-images"
        bridge.custom(
            self,
            "ValidatingAdmissionPolicy",
            name,
            api=_API,
            namespace=None,
            spec={
                "failurePolicy": "Fail",
                "matchConstraints": {
                    "resourceRules": [
                        {
                            "apiGroups": [""],
                            "apiVersions": ["v1"],
                            "operations": ["CREATE", "UPDATE"],
                            "resources": ["pods", "pods/ephemeralcontainers"],
                        }
                    ]
                },
                "validations": [{"expression": one.expression, "message": one.message} for one in validations(graph)],
            },
            annotations=_FIRST,
        )
        key = "kubernetes.io/metadata.name"
        ours = {"key": key, "operator": "In", "values": list(namespaces(graph))}
        selector = {"matchExpressions": [ours]}
        bridge.custom(
            self,
            "ValidatingAdmissionPolicyBinding",
            name,
            api=_API,
            namespace=None,
            spec={
                "policyName": name,
                "validationActions": ["Deny"],
                "matchResources": {"namespaceSelector": selector},
            },
            annotations=_FIRST,
        )
