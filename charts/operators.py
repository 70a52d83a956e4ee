"""What is installed beside the exchange, and in which version; no other file names one.

A link leads to each chart's source. A version is raised after its notes and its values were read.
"""

from pydantic import JsonValue

from tigerex_k8s import Allowed, Eks, Operator, OwnPolicy, WellKnownPolicy

Values = dict[str, JsonValue]

_CLOUDNATIVE_PG = "https://cloudnative-pg.github.io/charts"


def _asks(cpu: str, memory: str, *, at_most: str | None = None) -> Values:
    """Return what a container asks for; memory is bounded, since a leak must not take the node along."""
    return {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": at_most or memory}}


def _account(eks: Eks, name: str) -> Values:
    """Return the ServiceAccount by which the operator *name* takes on its AWS role."""
    return {"create": True, "name": name, "annotations": {"eks.amazonaws.com/role-arn": eks.role(name)}}


def _cert_manager(*, replicas: int, gateway: bool) -> Operator:
    # https://github.com/cert-manager/cert-manager/tree/master/deploy/charts/cert-manager
    config: Values = {"apiVersion": "controller.config.cert-manager.io/v1alpha1", "kind": "ControllerConfiguration"}
    return Operator(
        name="cert-manager",
        namespace="cert-manager",
        repository="oci://quay.io/jetstack/charts",
        chart="cert-manager",
        version="v1.21.1",
        wave=1,  # it serves routes of a Gateway only if their kinds are there when it starts
        values={
            "crds": {"enabled": True},
            **({"config": {**config, "enableGatewayAPI": True}} if gateway else {}),
            "resources": _asks("20m", "96Mi", at_most="256Mi"),
            "webhook": {"replicaCount": replicas, "resources": _asks("10m", "48Mi", at_most="128Mi")},
            "cainjector": {"resources": _asks("20m", "128Mi", at_most="384Mi")},
            "startupapicheck": {"resources": _asks("10m", "32Mi", at_most="128Mi")},
        },
    )


def _cloudnative_pg(*, replicas: int) -> Operator:
    # https://github.com/cloudnative-pg/charts/tree/main/charts/cloudnative-pg
    return Operator(
        name="cloudnative-pg",
        namespace="cnpg-system",
        repository=_CLOUDNATIVE_PG,
        chart="cloudnative-pg",
        version="0.29.0",
        wave=2,
        values={"replicaCount": replicas, "resources": _asks("50m", "128Mi", at_most="512Mi")},
    )


def _redis_operator(*, replicas: int) -> Operator:
    # https://github.com/OT-CONTAINER-KIT/redis-operator/tree/main/charts/redis-operator
    return Operator(
        name="redis-operator",
        namespace="redis-operator",
        repository="https://ot-container-kit.github.io/helm-charts",
        chart="redis-operator",
        version="0.26.1",
        wave=2,
        values={
            # The webhook keeps a leader and its follower apart; cert-manager makes its certificate.
            "redisOperator": {"name": "redis-operator", "webhook": True},
            "certmanager": {"enabled": True},
            "replicas": replicas,
            "resources": _asks("50m", "128Mi", at_most="512Mi"),
        },
    )


def _metrics_server(*, replicas: int, args: list[JsonValue]) -> Operator:
    # https://github.com/kubernetes-sigs/metrics-server/tree/master/charts/metrics-server
    return Operator(
        name="metrics-server",
        namespace="metrics-server",
        repository="https://kubernetes-sigs.github.io/metrics-server",
        chart="metrics-server",
        version="3.13.1",
        values={"args": args, "replicas": replicas, "resources": _asks("50m", "96Mi", at_most="256Mi")},
    )


def _barman_cloud() -> Operator:
    # https://github.com/cloudnative-pg/charts/tree/main/charts/plugin-barman-cloud
    return Operator(
        name="plugin-barman-cloud",
        namespace="cnpg-system",
        repository=_CLOUDNATIVE_PG,
        chart="plugin-barman-cloud",
        version="0.7.1",
        wave=3,
        values={"resources": _asks("50m", "128Mi", at_most="256Mi")},
    )


def _external_secrets() -> Operator:
    # https://github.com/external-secrets/external-secrets/tree/main/deploy/charts/external-secrets
    return Operator(
        name="external-secrets",
        namespace="external-secrets",
        repository="https://charts.external-secrets.io",
        chart="external-secrets",
        version="2.9.0",
        wave=1,
        values={
            "installCRDs": True,
            "replicaCount": 2,
            "leaderElect": True,
            "resources": _asks("50m", "128Mi", at_most="512Mi"),
            "webhook": {"replicaCount": 2, "resources": _asks("10m", "64Mi", at_most="256Mi")},
            "certController": {"resources": _asks("10m", "96Mi", at_most="256Mi")},
        },
    )


def _envoy_gateway() -> Operator:
    # https://github.com/envoyproxy/gateway/tree/main/charts/gateway-helm, which brings the Gateway API's kinds
    return Operator(
        name="envoy-gateway",
        namespace="envoy-gateway-system",
        repository="oci://docker.io/envoyproxy",
        chart="gateway-helm",
        version="v1.9.0",
        values={
            "deployment": {"replicas": 2, "envoyGateway": {"resources": _asks("100m", "256Mi", at_most="1Gi")}},
        },
    )


def _load_balancer_controller(eks: Eks) -> Operator:
    # https://github.com/aws/eks-charts/tree/master/stable/aws-load-balancer-controller
    name = "aws-load-balancer-controller"
    return Operator(
        name=name,
        namespace=name,
        repository="https://aws.github.io/eks-charts",
        chart=name,
        version="3.5.0",
        role=WellKnownPolicy(account=name, policy="awsLoadBalancerController"),
        values={
            "clusterName": eks.name,
            "region": eks.region,
            # Pods do not reach the metadata service, which would say the VPC; eksctl tags what it makes.
            "vpcTags": {"alpha.eksctl.io/cluster-name": eks.name},
            # It would stand in the way of every new Service while the controller is away; ours say what they want.
            "enableServiceMutatorWebhook": False,
            "replicaCount": 2,
            "serviceAccount": _account(eks, name),
            "resources": _asks("100m", "128Mi", at_most="512Mi"),
        },
    )


def _cluster_autoscaler(eks: Eks) -> Operator:
    # https://github.com/kubernetes/autoscaler/tree/master/charts/cluster-autoscaler; its minor version is Kubernetes'
    name = "cluster-autoscaler"
    return Operator(
        name=name,
        namespace=name,
        repository="https://kubernetes.github.io/autoscaler",
        chart=name,
        version="9.59.0",
        role=WellKnownPolicy(account=name, policy="autoScaler"),
        values={
            "autoDiscovery": {"clusterName": eks.name},
            "awsRegion": eks.region,
            "extraArgs": {"balance-similar-node-groups": True, "expander": "least-waste"},
            "rbac": {"serviceAccount": _account(eks, name)},
            "resources": _asks("100m", "384Mi", at_most="1Gi"),
        },
    )


def _external_dns(eks: Eks, domain: str) -> Operator:
    # https://github.com/kubernetes-sigs/external-dns/tree/master/charts/external-dns
    name = "external-dns"
    return Operator(
        name=name,
        namespace=name,
        repository="https://kubernetes-sigs.github.io/external-dns",
        chart=name,
        version="1.21.1",
        wave=1,
        role=WellKnownPolicy(account=name, policy="externalDNS"),
        values={
            "provider": {"name": "aws"},
            "sources": ["gateway-httproute", "ingress"],
            "domainFilters": [domain],
            # It removes what it made, which it knows by the owner; other records of the domain stay.
            "policy": "sync",
            "registry": "txt",
            "txtOwnerId": eks.name,
            "serviceAccount": _account(eks, name),
            "resources": _asks("20m", "96Mi", at_most="256Mi"),
        },
    )


def _kube_state_metrics() -> Operator:
    # https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-state-metrics
    name = "kube-state-metrics"
    return Operator(
        name=name,
        namespace=name,
        repository="https://prometheus-community.github.io/helm-charts",
        chart=name,
        version="7.4.0",
        values={"resources": _asks("50m", "128Mi", at_most="512Mi")},
    )


def _velero(eks: Eks, backups: str) -> Operator:
    # https://github.com/vmware-tanzu/helm-charts/tree/main/charts/velero
    keeping = (
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
    )
    plugin: Values = {
        "name": "velero-plugin-for-aws",
        "image": "velero/velero-plugin-for-aws:v1.14.2",
        "volumeMounts": [{"name": "plugins", "mountPath": "/target"}],
    }
    return Operator(
        name="velero",
        namespace="velero",
        repository="https://vmware-tanzu.github.io/helm-charts",
        chart="velero",
        version="12.1.0",
        wave=1,
        role=OwnPolicy(
            account="velero",
            statements=(
                Allowed(actions=("s3:ListBucket",), resources=(f"arn:aws:s3:::{backups}",)),
                Allowed(actions=keeping, resources=(f"arn:aws:s3:::{backups}/velero/*",)),
            ),
        ),
        values={
            # Where to and when are objects of the exchange; volumes have backups of their own.
            "backupsEnabled": False,
            "snapshotsEnabled": False,
            "credentials": {"useSecret": False},
            "initContainers": [plugin],
            "serviceAccount": {"server": _account(eks, "velero")},
            "resources": _asks("100m", "256Mi", at_most="1Gi"),
        },
    )


def _ack_s3(eks: Eks, buckets: tuple[str, ...]) -> Operator:
    # https://github.com/aws-controllers-k8s/s3-controller/tree/main/helm
    # Without s3:DeleteBucket: what holds backups is taken down by a person.
    asked = ("s3:CreateBucket", "s3:GetBucket*", "s3:ListBucket", "s3:PutBucket*")
    settings = ("s3:Get*Configuration", "s3:Put*Configuration")
    made = tuple(f"arn:aws:s3:::{one}" for one in buckets)
    return Operator(
        name="ack-s3",
        namespace="ack-system",
        repository="oci://public.ecr.aws/aws-controllers-k8s",
        chart="s3-chart",
        version="1.10.0",
        wave=1,
        role=OwnPolicy(
            account="ack-s3",
            statements=(
                Allowed(actions=("s3:ListAllMyBuckets",), resources=("*",)),
                Allowed(actions=(*asked, *settings), resources=made),
            ),
        ),
        values={
            "aws": {"region": eks.region},
            "deletionPolicy": "retain",
            "serviceAccount": _account(eks, "ack-s3"),
            "resources": _asks("50m", "96Mi", at_most="256Mi"),
        },
    )


def _haproxy() -> Operator:
    # https://github.com/haproxytech/helm-charts/tree/main/kubernetes-ingress
    return Operator(
        name="haproxy",
        namespace="haproxy-controller",
        repository="https://haproxytech.github.io/helm-charts",
        chart="kubernetes-ingress",
        version="1.52.1",
        values={
            "controller": {
                # On the ports of the node itself, so that https://tigerex.localhost needs no load balancer.
                "kind": "DaemonSet",
                "daemonset": {"useHostPort": True},
                "service": {"type": "ClusterIP"},
                "ingressClass": "haproxy",
                "ingressClassResource": {"name": "haproxy"},
                "resources": _asks("50m", "128Mi", at_most="256Mi"),
            },
            "crdjob": {"resources": _asks("10m", "64Mi", at_most="128Mi")},
        },
    )


def eks_operators(eks: Eks, domain: str, *, buckets: tuple[str, ...], backups: str) -> tuple[Operator, ...]:
    """Return what production and staging have, for *eks* that serves *domain* and makes *buckets*.

    *backups* is the one of them that backups are kept in.
    """
    return (
        _ack_s3(eks, buckets),
        _barman_cloud(),
        _cert_manager(replicas=2, gateway=True),
        _cloudnative_pg(replicas=2),
        _cluster_autoscaler(eks),
        _envoy_gateway(),
        _external_dns(eks, domain),
        _external_secrets(),
        _kube_state_metrics(),
        _load_balancer_controller(eks),
        _metrics_server(replicas=2, args=[]),
        _redis_operator(replicas=2),
        _velero(eks, backups),
    )


ONE_NODE_OPERATORS = (
    _cert_manager(replicas=1, gateway=False),
    _cloudnative_pg(replicas=1),
    _haproxy(),
    # A kubelet of kind signs its own certificate.
    _metrics_server(replicas=1, args=["--kubelet-insecure-tls"]),
    _redis_operator(replicas=1),
)

# An Application is healthy when what it installed is; Argo CD stopped saying so by itself, and a wave of Applications
# waits for nothing without it: https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app
_APPLICATION_HEALTH = """\
local health = (obj.status or {}).health or {}
return {status = health.status or "Progressing", message = health.message or ""}
"""

# https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd
ARGO_CD = Operator(
    name="argo-cd",
    namespace="argocd",
    repository="oci://ghcr.io/argoproj/argo-helm",
    chart="argo-cd",
    version="10.1.1",
    values={"configs": {"cm": {"resource.customizations.health.argoproj.io_Application": _APPLICATION_HEALTH}}},
)
