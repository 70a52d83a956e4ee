"""A real Redis Cluster on loopback."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.e2e.servers import free_port, running, wait

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PASSWORD = "pässword:of/'the'#cache"  # redis-cli could not import with a space in it; docs/restore.md says so
_HOST = "127.0.0.1"
_SLOTS = 8  # where, in a line of CLUSTER NODES, they begin


@dataclass(frozen=True, slots=True)
class Cluster:
    """The nodes that listen at *ports*."""

    ports: tuple[int, ...]

    def cli(self, *arguments: str, port: int | None = None, said: str | None = None) -> str:
        """Return what redis-cli prints for *arguments*, or for each line that is *said* to it."""
        return cli(port or self.ports[0], *arguments, said=said)

    def masters(self) -> list[int]:
        """Return the ports of the masters, in the order of their slots."""
        nodes = [line.split() for line in self.cli("CLUSTER", "NODES").splitlines()]
        masters = [one for one in nodes if "master" in one[2] and len(one) > _SLOTS]
        in_order = sorted(masters, key=lambda one: int(one[_SLOTS].partition("-")[0]))
        return [int(one[1].split("@")[0].rpartition(":")[2]) for one in in_order]

    def sending(self, port: int) -> bool:
        """Tell whether the node at *port* is sending all that it has to somebody who asked for it."""
        return "rdb_bgsave_in_progress:1" in self.cli("INFO", "persistence", port=port)

    def contents(self) -> dict[str, str]:
        """Return every key of every master with its value, as Redis itself writes it down."""
        found: dict[str, str] = {}
        for port in self.masters():
            keys = self.cli("--scan", port=port).splitlines()
            dumped = self.cli("--no-raw", port=port, said="".join(f"DUMP {key}\n" for key in keys)).splitlines()
            found |= dict(zip(keys, dumped, strict=True))
        return found

    def wipe(self) -> None:
        """Remove every key."""
        for port in self.masters():
            self.cli("FLUSHALL", port=port)

    @property
    def client(self) -> Mapping[str, str]:
        """The variables by which a pod would find the cluster."""
        return {"REDIS_HOST": _HOST, "REDIS_PORT": str(self.ports[0])}


def cli(port: int, *arguments: str, said: str | None = None) -> str:
    """Return what redis-cli prints for *arguments* at *port*."""
    done = subprocess.run(
        ["redis-cli", "-e", "-h", _HOST, "-p", str(port), *arguments],
        input=said,
        env={**os.environ, "REDISCLI_AUTH": PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@contextmanager
def node(folder: Path, configuration: str, *options: str) -> Iterator[int]:
    """Run a Redis with *configuration* and *options*, and give its port."""
    port = free_port()
    place = folder / str(port)
    place.mkdir(parents=True)
    (place / "redis.conf").write_text(configuration)
    own = ("--port", str(port), "--bind", _HOST, "--dir", str(place), "--requirepass", PASSWORD, "--daemonize", "no")
    command = ["redis-server", str(place / "redis.conf"), *own, *options]

    def ready() -> bool:
        asked = ["redis-cli", "-e", "-p", str(port), "PING"]
        env = {**os.environ, "REDISCLI_AUTH": PASSWORD}
        return subprocess.run(asked, env=env, capture_output=True, check=False).returncode == 0

    with running(command, ready, place / "log"):
        yield port


@contextmanager
def cluster(folder: Path, configuration: str) -> Iterator[Cluster]:
    """Run three masters with a replica each."""
    gossip = ("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--masterauth", PASSWORD)
    with ExitStack() as stack:
        ports = tuple(stack.enter_context(node(folder, configuration, *gossip)) for _ in range(6))
        addresses = [f"{_HOST}:{port}" for port in ports]
        cli(ports[0], "--cluster", "create", *addresses, "--cluster-replicas", "1", "--cluster-yes")
        wait(lambda: all("cluster_state:ok" in cli(port, "CLUSTER", "INFO") for port in ports))
        yield Cluster(ports)
