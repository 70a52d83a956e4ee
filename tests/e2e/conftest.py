"""What the end-to-end tests share; `make e2e` installs what they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.catalog import graph_of
from tests.e2e import postgres, s3
from tests.e2e.jobs import ENVIRONMENT
from tigerex_k8s.derive.roles import roles

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = __file__.rpartition("/")[0]
BUCKET = "tigerex-backups"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is below this folder."""
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """Run a PostgreSQL with its own defaults."""
    with postgres.server({}) as one:
        yield one


@pytest.fixture
def database(server: postgres.Server) -> Iterator[str]:
    """Make the production's database, empty."""
    server.create("tigerex_prod")
    yield "tigerex_prod"
    server.sql(f"DROP DATABASE tigerex_prod WITH (FORCE); DROP ROLE {postgres.OWNER};")


@pytest.fixture(scope="session")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[s3.Store]:
    """Serve the bucket to each ServiceAccount that dumps, with the rights of its role and no more."""
    users = {one.account: one.statements for one in roles(graph_of(ENVIRONMENT)) if one.account.endswith("-dump")}
    with s3.store(tmp_path_factory.mktemp("s3"), BUCKET, users) as one:
        yield one


@pytest.fixture
def store(bucket: s3.Store) -> s3.Store:
    """Empty the bucket."""
    bucket.clear()
    return bucket


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was made smaller because this machine is."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if report.when == "call" and name == postgres.SCALED:
                terminalreporter.write_line(f"scaled: {value}")
