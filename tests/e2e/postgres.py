"""A real PostgreSQL on loopback, with passwords and TLS as the cluster's has."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.e2e.servers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OWNER = "tigerex"
SCALED = "e2e scaled"  # the property of a test that was made to fit this machine
PASSWORD = "pässword of the 'owner'"  # with what a shell or a URL would trip over
# PostgreSQL refuses to run as root; Debian's package makes this user.
USER = "postgres" if os.geteuid() == 0 else None


@dataclass(frozen=True, slots=True)
class Server:
    """A server at *port*, whose superuser logs in through *sockets*."""

    port: int
    sockets: Path

    def sql(self, text: str, database: str = "postgres") -> str:
        """Return what psql prints for *text*, as the superuser."""
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        done = subprocess.run(
            [*command, f"--dbname={database}"],
            input=text,
            env={**os.environ, "PGHOST": str(self.sockets), "PGPORT": str(self.port), "PGUSER": "postgres"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def create(self, database: str) -> None:
        """Make the owner and its *database*."""
        quoted = PASSWORD.replace("'", "''")
        self.sql(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{quoted}'; CREATE DATABASE {database} OWNER {OWNER};")

    @property
    def client(self) -> dict[str, str]:
        """The variables by which a pod would find the server."""
        return {"PGHOST": "127.0.0.1", "PGPORT": str(self.port)}


def program(name: str) -> str:
    """Return the server program *name*, of the newest PostgreSQL that Debian's packages have installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    chosen = str(found[-1]) if found else shutil.which(name)
    assert chosen, f"{name} is missing; make e2e installs it"
    return chosen


@contextmanager
def server(parameters: Mapping[str, str]) -> Iterator[Server]:
    """Run a server with *parameters* in a folder of its own, which its user can reach."""
    with TemporaryDirectory(prefix="tigerex-postgres-") as folder:
        place = Path(folder)
        shutil.chown(place, USER) if USER else None
        data, port = place / "data", free_port()
        _as_user(
            program("initdb"), "--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "-D", data
        )
        _as_user(
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            *("-keyout", data / "server.key", "-out", data / "server.crt"),
        )
        settings = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": folder, "ssl": "on"}
        options = [word for name, value in {**parameters, **settings}.items() for word in ("-c", f"{name}={value}")]
        here = Server(port, place)

        def ready() -> bool:
            asked = ["pg_isready", "--quiet", "--host", folder, "--port", str(port)]
            return subprocess.run(asked, check=False).returncode == 0

        log = place / "log"
        with running([program("postgres"), "-D", data, *options], ready, log, user=USER):
            yield here


def _as_user(*command: str | Path) -> None:
    done = subprocess.run(command, user=USER, group=USER, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
