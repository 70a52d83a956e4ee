"""What dist/ tells Redis, told to a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.catalog import ENVIRONMENT_NAMES
from tests.e2e import redis
from tests.support.objects import objects, of_kind, texts

if TYPE_CHECKING:
    from pathlib import Path

_MEBIBYTE = 1024 * 1024


def _said(value: str) -> str:
    """Return *value* as Redis answers it: in bytes where it is an amount of memory."""
    return str(int(value.removesuffix("mb")) * _MEBIBYTE) if value.endswith("mb") else value


@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_the_configuration_starts_a_server_and_is_what_it_says(environment: str, tmp_path: Path) -> None:
    """A setting that is refused would keep every node from starting."""
    configs = {one.name: one for one in of_kind(objects(environment), "ConfigMap")}
    written = texts(configs["tigerex-redis-cluster-config"].body["data"])["redis-additional.conf"]
    asked = dict(line.split(" ", 1) for line in written.splitlines())

    with redis.node(tmp_path, written) as port:
        found = {name: redis.cli(port, "CONFIG", "GET", name).split("\n", 1)[1] for name in asked}

    assert asked
    assert found == {name: _said(value) for name, value in asked.items()}
