"""The cluster around the exchange, as far as its objects depend on it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tigerex_k8s.model.backup import ObjectBackup
from tigerex_k8s.model.base import Declaration, Many, Named
from tigerex_k8s.model.eks import Eks
from tigerex_k8s.model.names import Cidr, Host, InstanceType, Name, PortNumber, Sentence
from tigerex_k8s.model.operator import Delivery, Operator

PRIVATE_RANGES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")


class NodeGroup(Declaration):
    """Nodes labelled ``tigerex.com/node-group: <name>``; ``dedicated`` ones carry the taint of the same key.

    instance_type: of EC2, such as ``m5.2xlarge``; EKS needs it. minimum, maximum: number of nodes; left out, 1.
    per_zone: as many in each zone, for volumes that cannot leave theirs; left out, the zones share the number.
    """

    name: Name
    dedicated: bool = False
    instance_type: InstanceType | None = None
    minimum: Annotated[int, Field(ge=1)] = 1
    maximum: Annotated[int, Field(ge=1)] = 1
    per_zone: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}")
        return self


class KubernetesApi(Declaration):
    """Where pods reach the API server; a Service without a selector, so policies name its addresses.

    service: its ClusterIP; left out, kubeadm's. endpoints: where it is served behind that, at ``port``; left out, any
    private address, 6443.
    """

    service: Cidr = "10.96.0.1/32"
    endpoints: Many[Cidr] = PRIVATE_RANGES
    port: PortNumber = 6443


class StorageClass(Declaration):
    """A class of EBS volumes, named after its type; ``iops_per_gib`` left out is the type's own."""

    name: Literal["gp3", "io2"]
    iops_per_gib: Annotated[int, Field(ge=1)] | None = None


GP3 = StorageClass(name="gp3")
IO2 = StorageClass(name="io2", iops_per_gib=10)


class PriorityClass(Declaration):
    """A priority, higher *value* first; pods of a lower one make room for it.

    https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
    """

    name: Name
    value: Annotated[int, Field(ge=1, le=1_000_000_000)]


class LetsEncrypt(Declaration):
    """Certificates that browsers trust; *email* is where an expiring one is announced."""

    email: Sentence


class SelfSigned(Declaration):
    """Certificates that sign themselves, for a cluster that Let's Encrypt cannot reach."""


class Platform(Declaration):
    """What surrounds the exchange in one cluster.

    domain: that relative hosts end in; left out, nothing can be exposed.
    issuer: of the certificate for every exposed host; left out, nothing can be exposed.
    routing: ``gateway`` is the Gateway API by Envoy Gateway, ``ingress`` are Ingresses by HAProxy's controller; left
    out, ``gateway``.
    node_groups: that services and stores may name; left out, none.
    eks: left out, it is no cluster of ours to make, and Secrets are made by hand.
    api: left out, EKS's where there is one, and else kubeadm's.
    storage_classes: that are made; left out, none.
    priorities: that services and stores may name; left out, none.
    registries: hosts and paths that images may come from; left out, any, and no admission policy is made.
    monitoring: ``prometheus`` makes a Prometheus and an Alertmanager where a Monitoring is declared, ``operator`` makes
    what the cluster's prometheus-operator reads; left out, ``prometheus``.
    pull_secret: name of the Secret that services' images are pulled with; left out, the registry is public.
    zones: left out, pods are spread over hosts alone.
    operators: that are installed beside the exchange; left out, none.
    object_backup: how Velero keeps the exchange's objects; left out, it does not.
    delivery: left out, ``dist/`` is applied by hand.
    """

    domain: Host | None = None
    issuer: LetsEncrypt | SelfSigned | None = None
    routing: Literal["gateway", "ingress"] = "gateway"
    node_groups: Named[NodeGroup] = ()
    zones: Many[Name] = ()
    api: KubernetesApi | None = None
    eks: Eks | None = None
    storage_classes: Named[StorageClass] = ()
    priorities: Named[PriorityClass] = ()
    registries: Many[Sentence] = ()
    monitoring: Literal["prometheus", "operator"] = "prometheus"
    pull_secret: Name | None = None
    operators: Named[Operator] = ()
    object_backup: ObjectBackup | None = None
    delivery: Delivery | None = None

    @model_validator(mode="after")
    def _eks_is_whole(self) -> Self:
        if self.eks is None:
            return self
        problems = [
            f"node group '{one.name}' has no instance_type" for one in self.node_groups if not one.instance_type
        ]
        if self.api is not None:
            problems.append("api and eks both say where the API is; leave out api")
        if not self.zones:
            problems.append("eks has no zones")
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @model_validator(mode="after")
    def _operators_fit(self) -> Self:
        problems = []
        if self.eks is None:
            roles = sorted(one.name for one in self.operators if one.role)
            problems += [f"operator '{name}' has a role, which needs eks" for name in roles]
            problems += ["delivery needs eks, whose name is the cluster's"] if self.delivery else []
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def kubernetes_api(self) -> KubernetesApi:
        """Where pods reach the API server."""
        if self.eks is None:
            return self.api or KubernetesApi()
        return KubernetesApi(service=self.eks.api_address, endpoints=(self.eks.cidr,), port=443)
