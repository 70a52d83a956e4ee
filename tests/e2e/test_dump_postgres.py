"""The dump of the database, out of dist/, from a real PostgreSQL to a real S3 API and back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e import faults, postgres
from tests.e2e.jobs import Job, cron_job
from tests.support.pages import block

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.s3 import Store

_NAME = "tigerex-postgres-cluster-dump"
# Every kind of value that text could spoil.
_SEED = """
    SET ROLE tigerex;
    CREATE TABLE users (id bigint PRIMARY KEY, name text, avatar bytea);
    CREATE TABLE trades (
        id bigserial PRIMARY KEY, user_id bigint REFERENCES users, price numeric(38, 18), at timestamp
    );
    CREATE INDEX idx_trades_user_id ON trades (user_id);
    INSERT INTO users VALUES (0, NULL, NULL);
    INSERT INTO users
        SELECT n, 'Ünïcødé \\ ' || chr(10) || n, decode(md5(n::text), 'hex') FROM generate_series(1, 500) n;
    INSERT INTO trades (user_id, price, at)
        SELECT n % 500, n / 7.0, 'epoch'::timestamp + n * '1 s'::interval FROM generate_series(1, 5000) n;
"""
# What gzip cannot make small, and takes a while to find out.
_LARGE = """
    SET ROLE tigerex;
    CREATE TABLE noise AS SELECT md5(n::text) || md5((n + 1)::text) AS text FROM generate_series(1, 2000000) n;
"""
_COPYING = """
    SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_dump' AND query LIKE 'COPY public.noise%'
"""
_ROWS = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) || count(*) FROM {} t"


@pytest.fixture
def job(server: postgres.Server, database: str, store: Store, tmp_path: Path) -> Job:
    """Return the job of the dump, and a database with something in it."""
    server.sql(_SEED, database)
    secrets = {"username": postgres.OWNER, "password": postgres.PASSWORD}
    return cron_job(_NAME, tmp_path, secrets=secrets, instead={**server.client, **store.users[_NAME]})


def _rows(server: postgres.Server, database: str, *tables: str) -> list[str]:
    return [server.sql(_ROWS.format(table), database) for table in tables or ("users", "trades")]


def test_a_dump_is_one_object_where_backups_are(job: Job, store: Store) -> None:
    """With its time in its name, and nothing beside it."""
    done = job.run()

    assert done.returncode == 0, done.stderr
    (key,) = store.keys()
    assert re.fullmatch(r"database/tigerex-postgres-cluster/\d{4}/\d{2}/\d{8}T\d{6}Z/tigerex_prod\.sql\.gz", key)
    assert key in done.stdout
    assert store.unfinished() == []


def _in_the_shell(job: Job, mark: str) -> None:
    """Run a block of the page where the dump runs."""
    done = job.run_instead("bash", "-e", "-c", block("restore.md", f"run: {mark}"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_brings_every_row_back(job: Job, server: postgres.Server, database: str) -> None:
    """Dump, lose everything, restore: as it was, in another database, in the live one, and under its name."""
    rows = _rows(server, database)
    assert job.run().returncode == 0
    server.sql("DROP TABLE trades, users CASCADE", database)
    server.sql(f"CREATE DATABASE tigerex_restored OWNER {postgres.OWNER}")

    _in_the_shell(job, "read a dump")
    assert _rows(server, "tigerex_restored") == rows

    users = "CREATE TABLE users (id bigint PRIMARY KEY); INSERT INTO users SELECT generate_series(0, 500)"
    server.sql(f"SET ROLE tigerex; {users}", database)
    _in_the_shell(job, "copy a table")
    assert _rows(server, database, "trades") == rows[1:]

    for command in re.findall(r"--command=([\"'])(.*?)\1", block("restore.md", "swap")):
        server.sql(command[1])
    assert _rows(server, database) == rows
    server.sql("DROP DATABASE tigerex_lost")


def test_a_wrong_password_fails(job: Job, store: Store) -> None:
    """pg_dump ends at once, and what it did not write is still an upload."""
    done = replace(job, env={**job.env, "PGPASSWORD": "wrong"}).run()

    faults.failed(done, store, 'password authentication failed for user "tigerex"')


def test_an_s3_that_is_not_there_fails(job: Job, store: Store) -> None:
    """So that the Job is tried again, and somebody is told."""
    done = faults.without_s3(job).run()

    faults.failed(done, store, "Could not connect to the endpoint URL", "something may be left below")


def test_an_s3_that_refuses_fails(job: Job, store: Store) -> None:
    """A role that may write elsewhere is one that was mixed up."""
    done = replace(job, env={**job.env, "FOLDER": "redis/tigerex-redis-cluster"}).run()

    faults.failed(done, store, "Access Denied")


def test_a_full_disk_fails(job: Job, store: Store) -> None:
    """Little is written there, and that little counts."""
    done = job.run(*faults.full_disk())

    faults.failed(done, store, "cannot write to", "the dump of tigerex_prod failed")


def test_a_dump_that_is_killed_half_way_fails(job: Job, store: Store, server: postgres.Server, database: str) -> None:
    """What came before is a valid gzip file, and no dump."""
    server.sql(_LARGE, database)
    done = faults.killed(job, "pg_dump", lambda: server.sql(_COPYING) == "1")

    faults.failed(done, store, "the dump of tigerex_prod failed")


def test_a_dump_without_its_end_fails(job: Job, store: Store, tmp_path: Path) -> None:
    """Even if all programs say that all is well."""
    liar = tmp_path / "bin" / "pg_dump"
    liar.parent.mkdir()
    liar.write_text("#!/bin/sh\necho 'CREATE TABLE users ();'\n")
    liar.chmod(0o755)

    done = replace(job, env={**job.env, "PATH": f"{liar.parent}:{job.env['PATH']}"}).run()

    faults.failed(done, store, "ends with: CREATE TABLE users ();", "reading the dump back failed")
