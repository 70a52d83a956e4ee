"""The GitHub workflow that tests, builds and deploys the exchange, for the repository that holds its source.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

from collections.abc import Mapping, Sequence

from tigerex_k8s.derive.pipeline import Build, builds, health_urls, registry
from tigerex_k8s.documents import rollout
from tigerex_k8s.graph.values import Graph
from tigerex_k8s.model.eks import Eks

Document = Mapping[str, object]

# By major version: nobody here would notice that a commit has to be replaced.
_CHECKOUT = "actions/checkout@v7"
_NODE = "actions/setup-node@v7"
_PYTHON = "actions/setup-python@v7"
_APP_TOKEN = "actions/create-github-app-token@v3"
_BUILDX = "docker/setup-buildx-action@v4"
_LOGIN = "docker/login-action@v4"
_METADATA = "docker/metadata-action@v6"
_BUILD = "docker/build-push-action@v7"
_AWS = "aws-actions/configure-aws-credentials@v6"

ROLE = "deploy"
"""The purpose of the IAM role by which the workflow reads how a deployment goes."""

_TAGS = """\
type=semver,pattern={{version}}
type=sha,prefix=main-,enable={{is_default_branch}}
"""
_HEADER = """\
# Made by tigerex-k8s synth in {repository}, and to be copied to .github/workflows/deploy.yml of the
# repository that holds the exchange's source.
#
# The last job runs on a runner of one's own, labelled {cluster}, in the cluster's VPC: the API server is
# reached from there and from the company alone. It has aws, git, kubectl and make.
# AWS is reached by OIDC, as the role {role}. The one secret is the key of the GitHub App that reads
# and writes the contents of {repository}.
# Actions are pinned by major version; whoever wants commits lets Dependabot or Renovate pin the copy.
"""
_TESTS = {
    "Install dependencies": "npm ci",
    "Run tests": "npm test",
    "Run security audit": "npm audit --audit-level moderate",
    "Run ESLint": "npm run lint",
    "Run TypeScript check": "npm run type-check",
}


def header(eks: Eks, repository: str) -> str:
    """Return what a reader of the workflow has to know, as comments."""
    return _HEADER.format(cluster=eks.name, repository=repository, role=eks.role_name(ROLE))


def workflow(environment: str, repository: str, graph: Graph, eks: Eks) -> Document:
    """Return the workflow that deploys *environment*: *graph* in *eks*, through the *repository* of its manifests."""
    found = builds(graph)
    return {
        "name": "Deploy TigerEx",
        "on": {"push": {"branches": ["main"], "tags": ["v*"]}, "pull_request": {"branches": ["main"]}},
        "permissions": {},
        "jobs": {
            "test": _test(),
            "build": _build(repository, found),
            "deploy": {
                **_deploy(environment, found, eks),
                "steps": [
                    *_commit(environment, repository, found),
                    *_verify(
                        [one for one in found if one.service],
                        health_urls(graph),
                        eks=eks,
                        namespace=graph.namespace,
                    ),
                ],
            },
        },
    }


def _test() -> Document:
    return {
        "runs-on": "ubuntu-latest",
        "timeout-minutes": 20,
        "permissions": {"contents": "read"},
        "concurrency": {
            # A newer commit of a pull request replaces the older; what is pushed is tested each for itself.
            "group": "test-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}",
            "cancel-in-progress": True,
        },
        "steps": [
            {"uses": _CHECKOUT, "with": {"persist-credentials": False}},
            {"uses": _NODE, "with": {"node-version": "24", "cache": "npm"}},
            *({"name": name, "run": command} for name, command in _TESTS.items()),
        ],
    }


def _build(repository: str, found: Sequence[Build]) -> Document:
    return {
        "needs": "test",
        "if": "github.event_name == 'push'",
        "runs-on": "ubuntu-latest",
        "timeout-minutes": 30,
        "permissions": {"contents": "read", "packages": "write"},
        "strategy": {"matrix": {"include": [_row(one, repository) for one in found]}},
        # Each run of the matrix adds a digest of its own; they agree on the version.
        "outputs": {
            "version": "${{ steps.meta.outputs.version }}",
            **{one.component: f"${{{{ steps.digest.outputs.{one.component} }}}}" for one in found},
        },
        "steps": [
            *_source(repository),
            {"uses": _BUILDX},
            {"uses": _LOGIN, "with": _login(registry(found))},
            {
                "id": "meta",
                "uses": _METADATA,
                "with": {"images": "${{ matrix.image }}", "flavor": "latest=false", "tags": _TAGS},
            },
            {"id": "push", "uses": _BUILD, "with": _push()},
            {
                "id": "digest",
                "name": "Pass the digest on",
                "env": {"COMPONENT": "${{ matrix.component }}", "DIGEST": "${{ steps.push.outputs.digest }}"},
                "run": 'echo "$COMPONENT=$DIGEST" >> "$GITHUB_OUTPUT"',
            },
        ],
    }


def _source(repository: str) -> tuple[Document, ...]:
    """Return the steps that fetch what is built: this repository, or that of the manifests with a token for it."""
    elsewhere = {"if": "matrix.source != github.repository"}
    fetched = {
        "repository": "${{ matrix.source }}",
        "token": "${{ steps.token.outputs.token || github.token }}",
        "persist-credentials": False,
    }
    return (
        {**elsewhere, "id": "token", "uses": _APP_TOKEN, "with": _app(repository, contents="read")},
        {"uses": _CHECKOUT, "with": fetched},
    )


def _app(repository: str, *, contents: str) -> Document:
    """Return what asks a GitHub App for a token: what a workflow gets itself is for its own repository alone."""
    owner, _, name = repository.partition("/")
    return {
        "client-id": "${{ vars.DEPLOYER_CLIENT_ID }}",
        "private-key": "${{ secrets.DEPLOYER_PRIVATE_KEY }}",
        "owner": owner,
        "repositories": name,
        "permission-contents": contents,
    }


def _row(build: Build, repository: str) -> Document:
    return {
        "component": build.component,
        "source": "${{ github.repository }}" if build.service else repository,
        "image": build.image,
        "dockerfile": build.dockerfile,
        "arguments": "\n".join(f"{name}={value}" for name, value in build.arguments),
    }


def _login(host: str) -> Document:
    return {"registry": host, "username": "${{ github.actor }}", "password": "${{ github.token }}"}


def _push() -> Document:
    """Return what is pushed; each image has a cache of its own, else they would throw away each other's."""
    return {
        "context": ".",
        "file": "${{ matrix.dockerfile }}",
        "push": True,
        "tags": "${{ steps.meta.outputs.tags }}",
        "labels": "${{ steps.meta.outputs.labels }}",
        "build-args": "${{ matrix.arguments }}",
        "cache-from": "type=gha,scope=${{ matrix.component }}",
        "cache-to": "type=gha,mode=max,scope=${{ matrix.component }}",
    }


def _deploy(environment: str, found: Sequence[Build], eks: Eks) -> Document:
    """Return the job without its steps.

    It runs in the VPC, since the API server is reached from there and from the company alone. Deployments go one after
    the other; of those that wait, the newest goes on.
    """
    return {
        "needs": "build",
        "runs-on": ["self-hosted", eks.name],
        "timeout-minutes": 60,
        "environment": environment,
        "concurrency": {"group": f"deploy-{environment}", "cancel-in-progress": False},
        "permissions": {"id-token": "write"},
        "env": {
            "VERSION": "${{ needs.build.outputs.version }}",
            **{rollout.variable(one): f"${{{{ needs.build.outputs.{one.component} }}}}" for one in found},
        },
    }


def _commit(environment: str, repository: str, found: Sequence[Build]) -> tuple[Document, ...]:
    """Return the steps that write the new versions to where Argo CD reads them."""
    source = {"repository": repository, "ref": "main", "token": "${{ steps.token.outputs.token }}"}
    return (
        {"id": "token", "uses": _APP_TOKEN, "with": _app(repository, contents="write")},
        {"uses": _CHECKOUT, "with": source},
        {"uses": _PYTHON, "with": {"python-version": "3.14"}},
        {"name": "Release", "run": rollout.released(environment, found)},
        {"name": "Commit", "run": rollout.committed(environment)},
    )


def _verify(found: Sequence[Build], urls: Sequence[str], *, eks: Eks, namespace: str) -> tuple[Document, ...]:
    """Return the steps that look whether what was pushed is what runs."""
    return (
        {"uses": _AWS, "with": {"role-to-assume": eks.role(ROLE), "aws-region": eks.region}},
        {"name": "Reach the cluster", "run": rollout.reached(eks)},
        {"name": "Wait until Argo CD has applied it", "run": rollout.applied(found, namespace)},
        {"name": "Verify the rollout", "run": rollout.rolled_out(found, namespace)},
        {"name": "Run health checks", "run": rollout.healthy(urls)},
        {"name": "Show what went wrong", "if": "failure()", "run": rollout.logs(found, namespace)},
    )
