"""The generated workflow deploys what it has pushed, and sees that it runs."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from tests.catalog import graph_of
from tests.support.objects import every
from tests.support.structural import mapping
from tigerex_k8s.documents.workflow import workflow

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
SERVICES = ["admin-dashboard", "api-gateway", "trading-engine", "wallet-service", "web-app"]
COMPONENTS = sorted([*SERVICES, "backup"])
DIGESTS = {name: f"sha256:{number:064x}" for number, name in enumerate(COMPONENTS, 1)}
VERSION = "main-1a2b3c4"


@pytest.fixture(scope="module")
def document() -> Mapping[str, object]:
    """Return the workflow of production."""
    graph = graph_of("production")
    assert graph.platform.eks
    return workflow("production", "tigerex/tigerex-k8s", graph, graph.platform.eks)


def _job(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    return mapping(mapping(document["jobs"])[name])


def _steps(job: object) -> list[Mapping[str, object]]:
    return every(job, "steps")


def _said(document: Mapping[str, object], key: str) -> list[object]:
    """Return what the steps of all jobs say under *key*."""
    return [step[key] for job in mapping(document["jobs"]).values() for step in _steps(job) if key in step]


def _script(document: Mapping[str, object], step: str) -> str:
    return next(str(one["run"]) for one in _steps(_job(document, "deploy")) if one.get("name") == step)


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_what_is_written_satisfies_the_public_schema(schema: str) -> None:
    """GitHub refuses what does not, and waits six hours for a job without a timeout."""
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, "dist/delivery/deploy.yml"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_every_declared_service_is_built_and_deployed(document: Mapping[str, object]) -> None:
    """And what else is ours: each from its own Dockerfile, to the repository that the manifests name."""
    rows = every(_job(document, "build"), "strategy", "matrix", "include")

    services = {
        (name, "${{ github.repository }}", f"ghcr.io/tigerex/{name}", f"{name}/Dockerfile") for name in SERVICES
    }
    assert {(one["component"], one["source"], one["image"], one["dockerfile"]) for one in rows} == {
        *services,
        ("backup", "tigerex/tigerex-k8s", "ghcr.io/tigerex/backup", "images/backup/Dockerfile"),
    }
    assert re.findall(r"release production (\S+) ", _script(document, "Release")) == COMPONENTS


def test_dockerfiles_beside_the_manifests_are_there(document: Mapping[str, object]) -> None:
    """Those of the services are the exchange's own business."""
    rows = every(_job(document, "build"), "strategy", "matrix", "include")

    ours = [str(one["dockerfile"]) for one in rows if one["source"] == "tigerex/tigerex-k8s"]
    assert ours
    assert [path for path in ours if not (ROOT / path).is_file()] == []


def test_what_nextjs_inlines_is_given_to_the_build(document: Mapping[str, object]) -> None:
    """A browser would else be sent to nowhere, whatever the pods are told."""
    rows = every(_job(document, "build"), "strategy", "matrix", "include")

    assert {str(one["component"]): one["arguments"] for one in rows if one["arguments"]} == {
        "web-app": "NEXT_PUBLIC_API_URL=https://api.tigerex.com\nNEXT_PUBLIC_WS_URL=wss://api.tigerex.com"
    }


def test_digests_go_from_the_build_to_the_deployment(document: Mapping[str, object]) -> None:
    """Each under its name, since the runs of a matrix share one set of outputs."""
    outputs, given = mapping(_job(document, "build")["outputs"]), mapping(_job(document, "deploy")["env"])

    assert outputs.keys() == {"version", *COMPONENTS}
    assert {name: outputs[name] for name in COMPONENTS} == {
        name: f"${{{{ steps.digest.outputs.{name} }}}}" for name in COMPONENTS
    }
    assert set(given.values()) == {f"${{{{ needs.build.outputs.{name} }}}}" for name in outputs}


def test_each_job_may_do_what_it_does_and_no_more(document: Mapping[str, object]) -> None:
    """AWS is reached by OIDC: the one secret is the key of the App that may write to the manifests' repository."""
    jobs = mapping(document["jobs"])

    assert document["permissions"] == {}
    assert {name: mapping(job)["permissions"] for name, job in jobs.items()} == {
        "test": {"contents": "read"},
        "build": {"contents": "read", "packages": "write"},
        "deploy": {"id-token": "write"},
    }
    assert {*re.findall(r"secrets\.\w+", json.dumps(document))} == {"secrets.DEPLOYER_PRIVATE_KEY"}
    tokens = [one for job in jobs.values() for one in every(job, "steps") if one.get("id") == "token"]
    assert [mapping(one["with"])["permission-contents"] for one in tokens] == ["read", "write"]


def test_no_expression_is_written_into_a_script(document: Mapping[str, object]) -> None:
    """The name of a branch could be a command; variables are not read as such."""
    scripts = [str(one) for one in _said(document, "run")]

    assert len(scripts) > 5
    assert not [one for one in scripts if "${{" in one]


def test_actions_are_pinned(document: Mapping[str, object]) -> None:
    """Another major version may ask for other inputs."""
    used = [str(one) for one in _said(document, "uses")]

    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+", one)] == []


@pytest.fixture(scope="module")
def deployed(document: Mapping[str, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clone of this repository after the deploy job has run in it, with programs that note what they are told.

    Git and our own program are the real ones.
    """
    folder = tmp_path_factory.mktemp("deploy")
    clone = folder / "clone"
    shutil.copytree(ROOT / "charts", clone / "charts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "dist", clone / "dist", symlinks=True)
    (clone / ".gitignore").write_text(".venv\n__pycache__\n")
    (clone / ".venv").symlink_to(BIN.parent)
    (clone / "Makefile").touch()
    (folder / "bin").mkdir()
    for program in ("aws", "curl", "kubectl"):
        path = folder / "bin" / program
        path.write_text(f'#!/bin/sh\necho {program} "$@" >> "{folder}/said"\n')
        path.chmod(0o755)
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
    _git(clone, "init", "--quiet", "--initial-branch=main")
    _git(clone, "remote", "add", "origin", str(folder / "origin"))
    _git(clone, "add", ".")
    _git(clone, "commit", "--quiet", "--message", "Before")
    _git(clone, "push", "--quiet", "--set-upstream", "origin", "main")
    for step in _steps(_job(document, "deploy")):
        if "run" in step and "if" not in step:
            _run(clone, str(step["run"]), folder)
    return folder


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=test", "-c", "user.email=test@localhost", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def _run(clone: Path, script: str, folder: Path) -> None:
    """Run *script* as a runner does."""
    environment = {
        **os.environ,
        "PATH": f"{folder}/bin:{os.environ['PATH']}",
        "RUNNER_TEMP": str(folder),
        "GITHUB_ENV": str(folder / "env"),
        "VERSION": VERSION,
        **{f"DIGEST_{name.upper().replace('-', '_')}": digest for name, digest in DIGESTS.items()},
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _images(clone: Path) -> Iterator[tuple[str, str]]:
    for name in SERVICES:
        for one in yaml.safe_load_all((clone / "dist" / "production" / f"40-{name}.k8s.yaml").read_text()):
            if one["kind"] == "Deployment":
                yield name, one["spec"]["template"]["spec"]["containers"][0]["image"]


@pytest.mark.node
def test_the_job_commits_what_was_pushed_and_waits_for_exactly_that(deployed: Path) -> None:
    """The image that runs is the image that was tested."""
    said = (deployed / "said").read_text().splitlines()

    fresh = deployed / "fresh"
    _git(deployed, "clone", "--quiet", "origin", "fresh")
    images = dict(_images(fresh))
    assert images == {name: f"ghcr.io/tigerex/{name}:{VERSION}@{DIGESTS[name]}" for name in SERVICES}
    backup = (fresh / "dist" / "production" / "30-postgres.k8s.yaml").read_text()
    assert f"image: ghcr.io/tigerex/backup:{VERSION}@{DIGESTS['backup']}\n" in backup
    assert _git(fresh, "log", "-1", "--format=%an: %s").strip() == f"TigerEx deployer: Release {VERSION} to production"
    waits = (re.fullmatch(r"kubectl wait deployment/(\S+) .*containers\[0\].image}=(\S+)", one) for one in said)
    assert {one[1]: one[2] for one in waits if one} == images
    assert [one for one in said if "rollout status" in one] == [
        f"kubectl rollout status deployment/{name} --namespace=tigerex-production --timeout=20m" for name in SERVICES
    ]
    assert [one.split()[-1] for one in said if one.startswith("curl ")] == [
        "https://api.tigerex.com/health",
        "https://tigerex.com/api/health",
        "https://www.tigerex.com/api/health",
    ]


@pytest.mark.node
def test_a_second_run_of_the_same_commits_nothing(document: Mapping[str, object], deployed: Path) -> None:
    """A deployment that failed half-way is run again."""
    before = _git(deployed / "origin", "rev-parse", "main")

    for step in ("Release", "Commit"):
        _run(deployed / "clone", _script(document, step), deployed)

    assert _git(deployed / "origin", "rev-parse", "main") == before
