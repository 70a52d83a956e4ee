"""An EKS cluster: where it is, which addresses it has, and which nodes."""

from ipaddress import ip_network
from typing import Annotated

from pydantic import Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.names import AccountNumber, Cidr, MinorVersion, Name


class Eks(Declaration):
    """The cluster *name* in an AWS account, as eksctl makes it.

    version: of Kubernetes, such as ``1.35``.
    cidr: of the VPC; left out, 10.0.0.0/16. service_cidr: of ClusterIPs; left out, EKS's own 172.20.0.0/16. Policies
    name both, since the API server is a Service without a selector.
    api_access: ranges from which the API is reached over the internet; left out, it is reached from the VPC alone.
    log_retention_days: of the control plane's logs; left out, 90.
    https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
    """

    name: Name
    account: AccountNumber
    region: Name
    version: MinorVersion
    cidr: Cidr = "10.0.0.0/16"
    service_cidr: Cidr = "172.20.0.0/16"
    api_access: Many[Cidr] = ()
    log_retention_days: Annotated[int, Field(ge=1)] = 90

    @property
    def api_address(self) -> Cidr:
        """The ClusterIP of the API server: the first of the range."""
        return f"{ip_network(self.service_cidr)[1]}/32"

    def role_name(self, purpose: str) -> str:
        """Return the name of the IAM role for *purpose*; its account is told apart by the cluster."""
        return f"{self.name}-{purpose}"

    def role(self, purpose: str) -> str:
        """Return the ARN of the IAM role for *purpose*."""
        return f"arn:aws:iam::{self.account}:role/{self.role_name(purpose)}"
