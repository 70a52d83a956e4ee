"""``release``: one component gets another version in charts/releases.yaml."""

from pathlib import Path

import click

from tigerex_k8s.bump import release as write


def release(environment: str, component: str, version: str) -> None:
    """Write *version* of *component* into the releases of *environment*, and say what it was before."""
    done = write(Path.cwd() / "charts" / "releases.yaml", environment, component, version)
    said = f"{done.before}, unchanged" if done.before == done.now else f"{done.before}, now {done.now}"
    click.echo(f"{environment} {component}: {said}", err=True)
