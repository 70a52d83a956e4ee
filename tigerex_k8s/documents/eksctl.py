"""The configuration that eksctl makes a cluster from.

https://docs.aws.amazon.com/eks/latest/eksctl/schema.html
"""

import json
from collections.abc import Mapping

from tigerex_k8s.derive.cluster import Nodes, nodes
from tigerex_k8s.derive.placement import GROUP_KEY
from tigerex_k8s.derive.roles import Role, roles
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks

Document = Mapping[str, object]

_CNI_POLICY = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
_AUTOSCALER = "k8s.io/cluster-autoscaler"


def cluster_config(graph: Graph, eks: Eks) -> Document:
    """Return the ClusterConfig of *eks*: network, nodes, IAM roles, addons and logs."""
    return {
        "apiVersion": "eksctl.io/v1alpha5",
        "kind": "ClusterConfig",
        "metadata": {"name": eks.name, "region": eks.region, "version": eks.version},
        # eksctl gives each zone a public and a private subnet.
        "availabilityZones": list(graph.platform.zones),
        "vpc": {
            "cidr": eks.cidr,
            "nat": {"gateway": "HighlyAvailable"},
            "clusterEndpoints": {"privateAccess": True, "publicAccess": bool(eks.api_access)},
            **({"publicAccessCIDRs": list(eks.api_access)} if eks.api_access else {}),
        },
        "kubernetesNetworkConfig": {"ipFamily": "IPv4", "serviceIPv4CIDR": eks.service_cidr},
        "iam": {"withOIDC": True, "serviceAccounts": [_role(one, eks) for one in roles(graph)]},
        # All that is wanted is listed; eksctl would add a metrics-server to what the operators install.
        "addonsConfig": {"disableDefaultAddons": True},
        "addons": _addons(),
        "managedNodeGroups": [_group(one, eks) for one in nodes(graph.platform)],
        "cloudWatch": {"clusterLogging": {"enableTypes": ["all"], "logRetentionInDays": eks.log_retention_days}},
    }


def _role(role: Role, eks: Eks) -> Document:
    """Return a role alone: its ServiceAccount comes with the manifests or the chart that use it."""
    return {
        "metadata": {"name": role.account, "namespace": role.namespace},
        "roleName": eks.role_name(role.purpose),
        "roleOnly": True,
        **({"wellKnownPolicies": {role.policy: True}} if role.policy else {"attachPolicy": _policy(role)}),
    }


def _policy(role: Role) -> Document:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": list(one.actions), "Resource": list(one.resources)} for one in role.statements
        ],
    }


def _addons() -> list[Document]:
    """Return the addons; without its setting the CNI ignores every NetworkPolicy."""
    return [
        {"name": "aws-ebs-csi-driver", "wellKnownPolicies": {"ebsCSIController": True}},
        {"name": "coredns"},
        {"name": "kube-proxy"},
        {
            "name": "vpc-cni",
            "attachPolicyARNs": [_CNI_POLICY],
            "configurationValues": json.dumps({"enableNetworkPolicy": "true"}),
        },
    ]


def _group(group: Nodes, eks: Eks) -> Document:
    """Return a node group in private subnets, whose pods do not reach the metadata service with the node's role."""
    taint = {"key": GROUP_KEY, "value": group.group, "effect": "NoSchedule"}
    return {
        "name": group.name,
        "amiFamily": "AmazonLinux2023",
        "instanceType": group.instance_type,
        "minSize": group.minimum,
        "maxSize": group.maximum,
        "desiredCapacity": group.minimum,
        "availabilityZones": list(group.zones),
        "privateNetworking": True,
        "volumeType": "gp3",
        "volumeSize": 100,
        "volumeEncrypted": True,
        "disableIMDSv1": True,
        "disablePodIMDS": True,
        "labels": {GROUP_KEY: group.group},
        **({"taints": [taint]} if group.dedicated else {}),
        "tags": {f"{_AUTOSCALER}/enabled": "true", f"{_AUTOSCALER}/{eks.name}": "owned"},
        # Labels and taints become tags too, by which the autoscaler knows a group that has no node.
        "propagateASGTags": True,
        "updateConfig": {"maxUnavailable": 1},
    }
