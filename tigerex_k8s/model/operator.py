"""What is installed beside the exchange as Helm charts, and what brings it and the exchange into clusters."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.names import ChartRepository, ChartVersion, GitRepository, Name, Sentence


class Allowed(Declaration):
    """*actions* of AWS that are allowed on *resources*, which are ARNs."""

    actions: Many[Sentence] = Field(min_length=1)
    resources: Many[Sentence] = Field(min_length=1)


class OwnPolicy(Declaration):
    """An IAM role for the ServiceAccount *account*, which may do what *statements* allow."""

    account: Name
    statements: Many[Allowed] = Field(min_length=1)


class WellKnownPolicy(Declaration):
    """An IAM role for the ServiceAccount *account*, with a *policy* that eksctl knows by name.

    https://docs.aws.amazon.com/eks/latest/eksctl/iamserviceaccounts.html
    """

    account: Name
    policy: Literal["autoScaler", "awsLoadBalancerController", "externalDNS"]


class Operator(Declaration):
    """A Helm *chart* of *repository*, installed as the release *name* into *namespace*, which is made for it.

    values: of the chart; left out, its own defaults.
    wave: those of a lower wave are installed, and well, before it; left out, 0.
    role: left out, it calls nothing of AWS. Its ARN is ``eks.role(name)``, for the ServiceAccount in *values*.
    """

    name: Name
    namespace: Name
    repository: ChartRepository
    chart: Name
    version: ChartVersion
    values: Mapping[str, JsonValue] = Field(default_factory=dict)
    wave: Annotated[int, Field(ge=0)] = 0
    role: OwnPolicy | WellKnownPolicy | None = None


class Delivery(Declaration):
    """Argo CD, installed as *argo_cd* says, keeps clusters equal to ``dist/`` of the Git *repository*.

    revision: branch, tag or commit that is followed; left out, ``main``.
    deploys: environment that a push to the exchange's source is deployed to; left out, no workflow is made for that.
    """

    repository: GitRepository
    argo_cd: Operator
    revision: Sentence = "main"
    deploys: Name | None = None
