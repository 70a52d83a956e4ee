"""The dump of the cache, out of dist/, from a real Redis Cluster to a real S3 API and back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e import faults, redis
from tests.e2e.jobs import Job, cron_job, script
from tests.e2e.servers import wait
from tests.support.pages import block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.s3 import Store

_NAME = "tigerex-redis-cluster-dump"
_DAY = 86400
_KEYS = 1200
_SEED = "".join(
    f"SET text:{n} '{n} Ünïcødé'\nSET binary:{n} \"\\x00\\xff\\r\\n{n}\"\nHSET hash:{n} a {n} b {n * n}\n"
    f"RPUSH list:{n} {n} {n + 1}\nZADD set:{n} {n} member\nSET short:{n} lived EX {_DAY}\n"
    for n in range(200)
)


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Cluster]:
    """Run a cluster with the configuration of production."""
    configuration = script("tigerex-redis-cluster-config", "redis-additional.conf")
    with redis.cluster(tmp_path_factory.mktemp("redis"), configuration) as one:
        yield one


@pytest.fixture
def cluster(nodes: redis.Cluster) -> redis.Cluster:
    """Fill the cluster."""
    nodes.wipe()
    nodes.cli("-c", said=_SEED)
    assert sum(int(nodes.cli("DBSIZE", port=port)) for port in nodes.masters()) == _KEYS
    return nodes


@pytest.fixture
def job(cluster: redis.Cluster, store: Store, tmp_path: Path) -> Job:
    """Return the job of the dump."""
    secrets = {"REDIS_CLUSTER_PASSWORD": redis.PASSWORD}
    return cron_job(_NAME, tmp_path, secrets=secrets, instead={**cluster.client, **store.users[_NAME]})


def test_a_dump_has_one_object_a_shard(job: Job, store: Store) -> None:
    """Under one time, and each says of how many it is."""
    done = job.run()

    assert done.returncode == 0, done.stderr
    keys = sorted(store.keys())
    assert [key.rpartition("/")[2] for key in keys] == [f"shard-{n}-of-3.rdb" for n in (1, 2, 3)]
    (folder,) = {key.rpartition("/")[0] for key in keys}
    assert re.fullmatch(r"redis/tigerex-redis-cluster/\d{4}/\d{2}/\d{8}T\d{6}Z", folder)
    assert store.unfinished() == []


def test_the_page_brings_every_key_back(job: Job, cluster: redis.Cluster) -> None:
    """Dump, lose everything, restore: every key as it was, and those that end still do."""
    contents = cluster.contents()
    assert len(contents) == _KEYS
    assert job.run().returncode == 0
    cluster.wipe()
    assert cluster.contents() == {}

    done = job.run_instead("bash", "-e", "-c", block("restore.md", "run: import the shards"))

    assert done.returncode == 0, done.stdout + done.stderr
    assert cluster.contents() == contents
    assert 0 < int(cluster.cli("-c", "TTL", "short:7")) <= _DAY


def test_a_shard_is_dumped_from_its_master_whoever_that_is(job: Job, store: Store, cluster: redis.Cluster) -> None:
    """After a failover a node that started as a leader is a replica, and one that started as a follower is asked."""
    before = cluster.masters()
    promoted = next(port for port in cluster.ports if port not in before)
    cluster.cli("CLUSTER", "FAILOVER", port=promoted)
    wait(lambda: promoted in cluster.masters() and len(cluster.masters()) == len(before))

    done = job.run()

    assert done.returncode == 0, done.stderr
    assert len(store.keys()) == len(before)


@pytest.mark.parametrize("diskless", ["yes", "no"])
def test_a_dump_ends_where_its_checksum_does(job: Job, store: Store, cluster: redis.Cluster, diskless: str) -> None:
    """A server that sends while it writes adds a mark of forty bytes, one that writes a file first does not."""
    for port in cluster.ports:
        cluster.cli("CONFIG", "SET", "repl-diskless-sync", diskless, port=port)

    done = job.run()

    assert done.returncode == 0, done.stderr
    assert len(store.keys()) == 3


def test_a_wrong_password_fails(job: Job, store: Store) -> None:
    """Before anything is sent."""
    done = replace(job, env={**job.env, "REDISCLI_AUTH": "wrong"}).run()

    faults.failed(done, store, "WRONGPASS", "for its masters failed")


def test_an_s3_that_is_not_there_fails(job: Job, store: Store) -> None:
    """So that the Job is tried again, and somebody is told."""
    done = faults.without_s3(job).run()

    faults.failed(done, store, "Could not connect to the endpoint URL")


def test_an_s3_that_refuses_fails(job: Job, store: Store) -> None:
    """A role that may write elsewhere is one that was mixed up."""
    done = replace(job, env={**job.env, "FOLDER": "database/tigerex-postgres-cluster"}).run()

    faults.failed(done, store, "Access Denied")


def test_a_full_disk_fails(job: Job, store: Store) -> None:
    """Little is written there, and that little counts."""
    done = job.run(*faults.full_disk())

    faults.failed(done, store, "cannot write to", "the dump of 127.0.0.1:")


def test_a_dump_that_is_killed_half_way_fails(job: Job, store: Store, cluster: redis.Cluster) -> None:
    """What it had sent of one shard goes, and so do the shards that came before."""
    last = cluster.masters()[-1]
    # The server sends while it writes, and takes its time for each key, so that there is a middle.
    cluster.cli("CONFIG", "SET", "repl-diskless-sync", "yes", "rdb-key-save-delay", "20000", port=last)
    try:
        done = faults.killed(job, "redis-cli", lambda: cluster.sending(last))
    finally:
        cluster.cli("CONFIG", "SET", "rdb-key-save-delay", "0", port=last)

    faults.failed(done, store, f"the dump of 127.0.0.1:{last} failed")


def test_a_shard_that_nobody_answers_for_fails(job: Job, store: Store, tmp_path: Path) -> None:
    """Two thirds of a cache would look like a backup of all of it."""
    with redis.node(tmp_path / "lonely", "", "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf") as port:
        redis.cli(port, "CLUSTER", "ADDSLOTSRANGE", "0", "5460")
        done = replace(job, env={**job.env, "REDIS_PORT": str(port)}).run()

    faults.failed(done, store, "the masters that answer have 5461 slots of 16384")
