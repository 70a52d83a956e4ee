"""The proxies of a Gateway: how many, where, and the load balancer in front of them.

https://gateway.envoyproxy.io/docs/tasks/operations/customize-envoyproxy/
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imports.envoy_gateway import (
        EnvoyProxySpec,
        EnvoyProxySpecProviderKubernetesEnvoyDeploymentPod,
        EnvoyProxySpecProviderKubernetesEnvoyService,
    )
    from tigerex_k8s.model.platform import Platform

# https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
_NLB = "service.beta.kubernetes.io/aws-load-balancer"


def proxies(gateway: str, platform: "Platform") -> "EnvoyProxySpec":
    """Return two to six proxies for *gateway*, never all of them disturbed at once."""
    return {
        "provider": {
            "type": "Kubernetes",
            "kubernetes": {
                "envoyDeployment": {
                    "container": {
                        "resources": {
                            "requests": {"cpu": "250m", "memory": "512Mi"},
                            "limits": {"cpu": "1", "memory": "1Gi"},
                        }
                    },
                    "pod": _pod(gateway, platform),
                },
                "envoyHpa": {
                    "minReplicas": 2,
                    "maxReplicas": 6,
                    "metrics": [
                        {
                            "type": "Resource",
                            "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}},
                        }
                    ],
                },
                "envoyPDB": {"maxUnavailable": 1},
                "envoyService": _load_balancer() if platform.eks else {"type": "LoadBalancer"},
            },
        },
        # Longer than the load balancer takes to notice that a proxy goes.
        "shutdown": {"drainTimeout": "120s", "minDrainDuration": "30s"},
    }


def _pod(gateway: str, platform: "Platform") -> "EnvoyProxySpecProviderKubernetesEnvoyDeploymentPod":
    key = "topology.kubernetes.io/zone" if len(platform.zones) > 1 else "kubernetes.io/hostname"
    return {
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": key,
                "whenUnsatisfiable": "ScheduleAnyway",
                "nodeTaintsPolicy": "Honor",
                "labelSelector": {"matchLabels": {"gateway.envoyproxy.io/owning-gateway-name": gateway}},
            }
        ]
    }


def _load_balancer() -> "EnvoyProxySpecProviderKubernetesEnvoyService":
    """Return a Network Load Balancer that keeps the client's address, which routes' allow-lists compare."""
    return {
        "type": "LoadBalancer",
        "annotations": {
            f"{_NLB}-type": "external",
            f"{_NLB}-scheme": "internet-facing",
            f"{_NLB}-nlb-target-type": "ip",
            f"{_NLB}-target-group-attributes": "preserve_client_ip.enabled=true",
            # As long as a WebSocket may be silent; the load balancer's own default is 350 seconds.
            f"{_NLB}-listener-attributes.TCP-443": "tcp.idle_timeout.seconds=3600",
        },
    }
