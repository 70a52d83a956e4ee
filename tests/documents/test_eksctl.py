"""The ClusterConfig is one that eksctl takes, and its nodes are those that pods ask for."""

import json
import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path

import jsonschema_rs
import pytest

from charts.environments import ENVIRONMENTS
from tests.catalog import graph_of
from tests.support.objects import at, every, objects, texts
from tests.support.platforms import below, cluster
from tests.support.structural import mapping, sequence
from tigerex_k8s.graph.values import Addresses

SCHEMA = Path(__file__).parents[2].parent / "shared" / "crds" / "eksctl" / "schema.json"
ON_EKS = [one.name for one in ENVIRONMENTS if one.platform.eks]

pytestmark = pytest.mark.parametrize("environment", ON_EKS)


@pytest.mark.skipif(not SCHEMA.is_file(), reason="eksctl's schema in ../shared/crds is not here")
def test_the_configuration_satisfies_eksctls_schema(environment: str) -> None:
    """Eksctl refuses a field that it does not know."""
    # A reference is a URI, in which the file leaves bars as they are.
    text = re.sub(r'"#/[^"]*"', lambda found: found[0].replace("|", "%7C"), SCHEMA.read_text("utf-8"))
    validator = jsonschema_rs.validator_for(json.loads(text))

    assert [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(cluster(environment))] == []


def _fits(pod: Mapping[str, object], group: Mapping[str, object]) -> bool:
    tolerated = [(one.get("key"), one.get("value"), one.get("effect")) for one in every(pod, "tolerations")]
    taints = [(one["key"], one["value"], one["effect"]) for one in every(group, "taints")]
    wanted = texts(pod.get("nodeSelector")).items()
    return wanted <= texts(group["labels"]).items() and all(one in tolerated for one in taints)


def test_every_pod_finds_nodes(environment: str) -> None:
    """A label or a taint that is spelled otherwise than the pods spell it leaves them pending."""
    groups = every(cluster(environment), "managedNodeGroups")
    placed = [pod for one in objects(environment) for pod in below(one.body, "nodeSelector")]

    assert placed
    assert [pod for pod in ({}, *placed) if not any(_fits(pod, group) for group in groups)] == []


def test_every_tainted_group_is_asked_for(environment: str) -> None:
    """Nodes that nobody can be placed on only cost."""
    wanted = [pod for one in objects(environment) for pod in below(one.body, "nodeSelector")]
    tainted = [group for group in every(cluster(environment), "managedNodeGroups") if "taints" in group]

    assert tainted
    assert [group["name"] for group in tainted if not any(_fits(pod, group) for pod in wanted)] == []


def test_stores_have_nodes_in_every_zone(environment: str) -> None:
    """A volume cannot leave its zone, so that each zone's nodes grow by themselves."""
    zones = graph_of(environment).platform.zones
    groups = [
        sequence(group["availabilityZones"])
        for group in every(cluster(environment), "managedNodeGroups")
        if texts(group["labels"]) == {"tigerex.com/node-group": "stores"}
    ]

    assert len(zones) == 3
    assert groups == [[zone] for zone in zones]


def test_policies_name_the_addresses_that_the_cluster_has(environment: str) -> None:
    """The API server is an address: the first ClusterIP, and its interfaces in the VPC."""
    config = cluster(environment)
    first = ip_network(str(at(config, "kubernetesNetworkConfig", "serviceIPv4CIDR")))[1]

    assert graph_of(environment).nodes["kubernetes-api"].peers == (
        Addresses(f"{first}/32"),
        Addresses(str(at(config, "vpc", "cidr"))),
    )


def test_the_cni_enforces_policies(environment: str) -> None:
    """Without its setting EKS ignores every NetworkPolicy; as a truth value instead of a text, too."""
    (cni,) = (one for one in every(cluster(environment), "addons") if one["name"] == "vpc-cni")

    assert json.loads(str(cni["configurationValues"])) == {"enableNetworkPolicy": "true"}


def test_addons_do_not_mix_two_ways_to_a_role(environment: str) -> None:
    """Eksctl refuses an addon with fields of IRSA and pod identities."""
    irsa = {"attachPolicy", "attachPolicyARNs", "serviceAccountRoleARN", "wellKnownPolicies"}

    for addon in every(cluster(environment), "addons"):
        assert not (irsa & set(addon) and "podIdentityAssociations" in addon), addon["name"]


def test_nodes_are_private_and_hide_their_role(environment: str) -> None:
    """A pod that reached the metadata service would be the node."""
    hardened = {
        "privateNetworking": True,
        "volumeEncrypted": True,
        "volumeType": "gp3",
        "disableIMDSv1": True,
        "disablePodIMDS": True,
    }

    for group in map(mapping, every(cluster(environment), "managedNodeGroups")):
        assert hardened.items() <= group.items()
