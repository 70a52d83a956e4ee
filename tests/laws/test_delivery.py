"""What Argo CD is told to bring is there, and its projects allow that and little more."""

from fnmatch import fnmatchcase

import pytest

from charts.environments import ENVIRONMENTS
from tests.support.objects import DIST, Object, at, every, objects, of_kind, texts
from tests.support.platforms import document, releases
from tests.support.structural import sequence
from tigerex_k8s.derive.delivery import IN_CLUSTER

DELIVERED = [one.name for one in ENVIRONMENTS if one.platform.delivery]
APPLICATIONS = [
    pytest.param(one, id=one.name)
    for folder in ("delivery", *(f"{name}-platform" for name in DELIVERED))
    for one in of_kind(objects(folder), "Application.argoproj.io")
]


def _project(name: str) -> Object:
    (found,) = (one for one in of_kind(objects("delivery"), "AppProject.argoproj.io") if one.name == name)
    return found


def _allowed(one: Object, project: Object) -> bool:
    """Tell whether *project* may hold *one*, by its group and kind."""
    kind, _, group = one.kind.partition(".")
    listed = every(project.spec, "namespaceResourceWhitelist" if one.namespace else "clusterResourceWhitelist")
    return any(each["group"] in {"*", group} and each["kind"] in {"*", kind} for each in listed)


@pytest.mark.parametrize("environment", DELIVERED)
def test_the_project_may_hold_every_object_of_the_exchange(environment: str) -> None:
    """Argo CD refuses the whole Application for one kind that is not listed."""
    project = _project("tigerex")

    assert [str(one) for one in objects(environment) if not _allowed(one, project)] == []


def test_the_project_lists_nothing_that_no_exchange_holds() -> None:
    """What is listed and not needed is what a stolen token may do."""
    held = [one for name in DELIVERED for one in objects(name)]
    project = _project("tigerex")
    listed = [
        (field, each)
        for field in ("clusterResourceWhitelist", "namespaceResourceWhitelist")
        for each in every(project.spec, field)
    ]

    def needed(field: str, each: object) -> bool:
        alone = Object({"kind": "AppProject", "apiVersion": "", "spec": {field: [each]}})
        return any(_allowed(one, alone) for one in held)

    assert [each for field, each in listed if not needed(field, each)] == []


@pytest.mark.parametrize("environment", DELIVERED)
def test_objects_go_where_the_project_may_go(environment: str) -> None:
    """The same for a namespace that is not listed."""
    namespaces = {at(one, "namespace") for one in every(_project("tigerex").spec, "destinations")}

    assert {one.namespace for one in objects(environment)} - {None} <= namespaces


@pytest.mark.parametrize("application", APPLICATIONS)
def test_every_application_stays_within_its_project(application: Object) -> None:
    """Its source and its destination are both allowed, or nothing is installed."""
    project = _project(str(application.spec["project"])).spec
    cluster, namespace = (str(at(application.spec, "destination", key)) for key in ("name", "namespace"))

    assert at(application.spec, "source", "repoURL") in sequence(project["sourceRepos"])
    assert any(
        fnmatchcase(cluster, str(one["name"])) and one["namespace"] == namespace
        for one in every(project, "destinations")
    )


@pytest.mark.parametrize("application", APPLICATIONS)
def test_what_an_application_points_to_is_there(application: Object) -> None:
    """A folder of this repository, or a chart; and a cluster that somebody makes."""
    source = application.spec["source"]
    clusters = {at(document(f"{name}-platform", "cluster.yaml"), "metadata", "name") for name in DELIVERED}

    assert at(application.spec, "destination", "name") in {*clusters, IN_CLUSTER}
    assert at(source, "chart") or [*(DIST.parent / str(at(source, "path"))).glob("*.k8s.yaml")]


@pytest.mark.parametrize("environment", DELIVERED)
def test_waves_are_numbers_in_quotes(environment: str) -> None:
    """An annotation is a text; and Argo CD reads this one as a number."""
    waves = [
        at(one.body, "metadata", "annotations", "argocd.argoproj.io/sync-wave")
        for one in objects(f"{environment}-platform")
    ]

    assert all(isinstance(wave, str) and wave.isdigit() for wave in waves)
    assert {*waves} == {"0", "1", "2", "3"}


def test_argo_cd_is_told_when_an_application_is_healthy() -> None:
    """Else every wave of Applications begins at once."""
    (argo_cd,) = every(document("delivery", "helmfile.yaml"), "releases")
    (values,) = every(argo_cd, "values")

    assert argo_cd["namespace"] == "argocd"
    assert [*texts(at(values, "configs", "cm"))] == ["resource.customizations.health.argoproj.io_Application"]


def test_without_delivery_there_are_releases_and_a_chart_alone() -> None:
    """A cluster of one's own has no Argo CD, and is not made by eksctl."""
    assert releases("development")
    assert {path.name for path in (DIST / "development-platform").iterdir()} == {"chart", "helmfile.yaml"}
