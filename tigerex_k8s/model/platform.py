"""The cluster around the exchange, as far as its objects depend on it."""

from typing import Annotated, Literal

from pydantic import Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.names import Cidr, Host, Name, PortNumber, Sentence


class NodeGroup(Declaration):
    """Nodes labelled ``tigerex.com/node-group: <name>``; ``dedicated`` ones carry the taint of the same key."""

    name: Name
    dedicated: bool = False


class KubernetesApi(Declaration):
    """Where pods reach the API server; a Service without a selector, so policies name its addresses.

    service: the ClusterIP's range; left out, the first address of EKS's default range. endpoints: where it is served
    behind that, at ``port``; left out, the guide's VPC, 443.
    """

    service: Cidr = "172.20.0.1/32"
    endpoints: Cidr = "10.0.0.0/16"
    port: PortNumber = 443


class Aws(Declaration):
    """The account and region; ``secrets_role`` is the IAM role that reads Secrets Manager for External Secrets."""

    account: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    region: Name
    secrets_role: Name


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
    aws: left out, Secrets are made by hand.
    storage_classes: that are made; left out, none.
    priorities: that services and stores may name; left out, none.
    registries: hosts and paths that images may come from; left out, any, and no admission policy is made.
    pull_secret: name of the Secret that services' images are pulled with; left out, the registry is public.
    zones: left out, pods are spread over hosts alone.
    """

    domain: Host | None = None
    issuer: LetsEncrypt | SelfSigned | None = None
    routing: Literal["gateway", "ingress"] = "gateway"
    node_groups: Many[NodeGroup] = ()
    zones: Many[Name] = ()
    api: KubernetesApi = KubernetesApi()
    aws: Aws | None = None
    storage_classes: Many[StorageClass] = ()
    priorities: Many[PriorityClass] = ()
    registries: Many[Sentence] = ()
    pull_secret: Name | None = None
