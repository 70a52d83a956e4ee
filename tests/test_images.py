"""The image of the dumps fits the stores that it dumps."""

import re
from pathlib import Path

import pytest

from charts.environments import RELEASES

_DOCKERFILE = (Path(__file__).parents[1] / "images" / "backup" / "Dockerfile").read_text()
_BACKED_UP = sorted(environment for environment, images in RELEASES.items() if "backup" in images)


def _argument(name: str) -> str:
    found = re.search(rf"^ARG {name}=(\S+)$", _DOCKERFILE, re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("environment", _BACKED_UP)
def test_pg_dump_is_as_new_as_the_server(environment: str) -> None:
    """An older one refuses to dump a newer server."""
    major = re.search(r":(\d+)\.", RELEASES[environment]["postgres"])

    assert major is not None
    assert _argument("POSTGRES_MAJOR") == major[1]


@pytest.mark.parametrize("environment", _BACKED_UP)
def test_redis_is_the_version_of_the_server(environment: str) -> None:
    """What a newer one loads and hands on, an older server refuses."""
    assert RELEASES[environment]["redis"].endswith(f":v{_argument('REDIS_VERSION')}")
