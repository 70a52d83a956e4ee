"""What installs the operators agrees with itself, with the cluster and with what the exchange expects of them."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from charts.environments import ENVIRONMENTS
from charts.operators import ARGO_CD, ONE_NODE_OPERATORS
from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tests.support.objects import at, objects, of_kind, texts
from tests.support.platforms import applications, below, cluster, document, releases
from tests.support.structural import mapping, sequence
from tigerex_k8s.graph import nodes

ROOT = Path(__file__).parents[2]
ON_EKS = [one.name for one in ENVIRONMENTS if one.platform.eks]
PINS = sorted(
    {
        (one.name, one.version)
        for environment in ENVIRONMENTS
        for one in (*environment.platform.operators, *ONE_NODE_OPERATORS, ARGO_CD)
    }
)
_NAME = "app.kubernetes.io/name"
_ROLE = "eks.amazonaws.com/role-arn"
_TEMPLATE = ("serviceAccountTemplate", "metadata", "annotations")


def _installed_by_helm(environment: str) -> Iterator[tuple[object, ...]]:
    urls = {
        one["name"]: one["url"]
        for one in map(mapping, sequence(document(f"{environment}-platform", "helmfile.yaml")["repositories"]))
    }
    for one in releases(environment):
        repository, _, chart = str(one["chart"]).rpartition("/")
        (values,) = sequence(one["values"])
        url = str(urls.get(repository, repository)).removeprefix("oci://")
        yield one["name"], one["namespace"], url, chart, one["version"], values


@pytest.mark.parametrize("environment", ON_EKS)
def test_helmfile_and_argo_cd_install_the_same(environment: str) -> None:
    """Whoever takes one way for the other gets the same charts, versions and values."""
    by_argo_cd = [
        (
            at(one, "source", "helm", "releaseName"),
            at(one, "destination", "namespace"),
            at(one, "source", "repoURL"),
            at(one, "source", "chart"),
            at(one, "source", "targetRevision"),
            at(one, "source", "helm", "valuesObject"),
        )
        for one in applications(environment)
    ]

    assert by_argo_cd
    assert by_argo_cd == list(_installed_by_helm(environment))


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_a_release_needs_releases_that_come_before_it(environment: str) -> None:
    """Helmfile refuses a need that is not there, and a circle of them."""
    before: set[str] = set()

    for one in releases(environment):
        assert set(map(str, sequence(one.get("needs")))) <= before
        before.add(f"{one['namespace']}/{one['name']}")


@pytest.mark.parametrize(("name", "version"), PINS)
def test_a_version_is_written_in_one_file(name: str, version: str) -> None:
    """To raise it, one place is changed. Lock files name other packages by the same numbers."""
    listed = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).split()
    locks = re.compile(r"lock|go\.(mod|sum)$")
    sources = (path for path in listed if not path.startswith("dist/") and not locks.search(path))
    whole = re.compile(rf"(?<![\w.]){re.escape(version)}(?![\w.]*\d)")

    found = [path for path in sources if whole.search((ROOT / path).read_text("utf-8", errors="replace"))]

    assert found == ["charts/operators.py"], name


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
@pytest.mark.parametrize(
    ("node", "charts"),
    [
        pytest.param(
            nodes.POSTGRES_OPERATOR, {"cloudnative-pg": ("app.kubernetes.io/name", "cloudnative-pg")}, id="pg"
        ),
        pytest.param(nodes.REDIS_OPERATOR, {"redis-operator": ("name", "redis-operator")}, id="redis"),
        pytest.param(
            nodes.PROXIES,
            {
                "gateway-helm": ("app.kubernetes.io/name", "envoy"),
                "kubernetes-ingress": ("app.kubernetes.io/name", "kubernetes-ingress"),
            },
            id="proxies",
        ),
    ],
)
def test_policies_name_the_operators_where_they_are_installed(
    environment: str, node: str, charts: dict[str, tuple[str, str]]
) -> None:
    """A policy that lets in pods of another namespace cuts the operator off."""
    graph = graph_of(environment)
    installed = {(one.namespace, (charts[one.chart],)) for one in graph.platform.operators if one.chart in charts}
    pods = graph.nodes[node].pods

    assert pods is not None
    assert {(pods.namespace, pods.labels)} == installed


def test_no_chart_is_renamed() -> None:
    """The labels above are what the charts give when nobody overrides them."""
    for environment in ENVIRONMENTS:
        for one in environment.platform.operators:
            assert not {"fullnameOverride", "nameOverride", "namespaceOverride"} & set(one.values)
            assert at(one.values, "redisOperator", "name") in {None, "redis-operator"}


def _asked_for(environment: str) -> set[tuple[object, ...]]:
    """Return namespace and name of each ServiceAccount with a role, and the role's name."""
    ours = {
        (one.namespace, one.name, texts(at(one.body, "metadata", "annotations"))[_ROLE])
        for one in objects(environment)
        if _ROLE in texts(at(one.body, "metadata", "annotations"))
    }
    # CloudNativePG makes the account of a Cluster, under its name.
    made = {
        (one.namespace, one.name, texts(at(one.spec, *_TEMPLATE))[_ROLE])
        for one in of_kind(objects(environment), "Cluster.postgresql.cnpg.io")
        if _ROLE in texts(at(one.spec, *_TEMPLATE))
    }
    theirs = {
        (release["namespace"], account["name"], texts(account["annotations"])[_ROLE])
        for release in releases(environment)
        for account in below(release["values"], "annotations")
        if _ROLE in texts(account["annotations"])
    }
    return {(namespace, name, arn.rpartition("/")[2]) for namespace, name, arn in ours | made | theirs}


@pytest.mark.parametrize("environment", ON_EKS)
def test_every_role_is_made_and_taken_on(environment: str) -> None:
    """A role that nobody makes leaves its pods without AWS; one that nobody takes on is a way in."""
    made = {
        (at(one, "metadata", "namespace"), at(one, "metadata", "name"), one["roleName"])
        for one in map(mapping, sequence(at(cluster(environment), "iam", "serviceAccounts")))
    }

    assert made
    assert made == _asked_for(environment)


def test_without_eks_no_role_is_taken_on() -> None:
    """The same where there is no AWS."""
    assert _asked_for("development") == set()
