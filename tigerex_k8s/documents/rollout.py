"""The scripts by which a workflow deploys, and verifies that it did."""

from collections.abc import Sequence

from tigerex_k8s.derive.pipeline import Build
from tigerex_k8s.model.eks import Eks

_SYNC_MINUTES = 10  # Argo CD asks Git every few minutes
_ROLLOUT_MINUTES = 20
_PROGRAM = ".venv/bin/tigerex-k8s"


def variable(build: Build) -> str:
    """Return the variable that holds the digest of what was pushed."""
    return f"DIGEST_{build.component.upper().replace('-', '_')}"


def released(environment: str, found: Sequence[Build]) -> str:
    """Return the script that writes versions and manifests."""
    commands = (f'{_PROGRAM} release {environment} {one.component} "{_pushed(one)}"' for one in found)
    return _script("make .venv/installed", *commands, f"{_PROGRAM} synth {environment}")


def committed(environment: str) -> str:
    """Return the script that hands them to Argo CD; it succeeds where a run before this one has."""
    return _script(
        "git add charts/releases.yaml dist",
        "git diff --cached --quiet && exit",
        "git -c user.name='TigerEx deployer' -c user.email=deployer@users.noreply.github.com \\",
        f'  commit --quiet --message "Release $VERSION to {environment}"',
        "git push",
    )


def reached(eks: Eks) -> str:
    """Return the script that lets kubectl find the cluster, for the rest of the job alone."""
    return _script(
        'echo "KUBECONFIG=$RUNNER_TEMP/kubeconfig" >> "$GITHUB_ENV"',
        f'aws eks update-kubeconfig --region {eks.region} --name {eks.name} --kubeconfig "$RUNNER_TEMP/kubeconfig"',
    )


def applied(found: Sequence[Build], namespace: str) -> str:
    """Return the script that waits for the images; before that, the status of a rollout is that of the last one."""
    image = "jsonpath={.spec.template.spec.containers[0].image}"
    return _script(
        *(
            f"kubectl wait deployment/{one.component} --namespace={namespace} --timeout={_SYNC_MINUTES}m \\\n"
            f'  --for="{image}={one.image}:{_pushed(one)}"'
            for one in found
        )
    )


def rolled_out(found: Sequence[Build], namespace: str) -> str:
    """Return the script that waits until every pod is a new one."""
    status = f"--namespace={namespace} --timeout={_ROLLOUT_MINUTES}m"
    return _script(*(f"kubectl rollout status deployment/{one.component} {status}" for one in found))


def healthy(urls: Sequence[str]) -> str:
    """Return the script that asks the exchange from outside."""
    curl = "curl --fail --silent --show-error --max-time 10 --retry 5 --retry-all-errors --output /dev/null"
    return _script("for url in \\", *(f"  {url} \\" for url in urls), "; do", f'  {curl} "$url"', "done")


def logs(found: Sequence[Build], namespace: str) -> str:
    """Return the script that shows what the pods say."""
    return _script(
        f"kubectl get pods --namespace={namespace} || true",
        *(f"kubectl logs deployment/{one.component} --namespace={namespace} --tail=100 || true" for one in found),
    )


def _pushed(build: Build) -> str:
    return f"$VERSION@${variable(build)}"


def _script(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
