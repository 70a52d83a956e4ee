"""A real S3 API on loopback: moto's server, with IAM enforced."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from tests.e2e.servers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tigerex_k8s.derive.roles import Statement

_ANYTHING = {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}


@dataclass(frozen=True, slots=True)
class Store:
    """A *bucket*, and what its *users* have in their environment; only *admin* may do everything."""

    bucket: str
    users: Mapping[str, Mapping[str, str]]
    admin: Mapping[str, str]

    def clear(self) -> None:
        """Remove everything."""
        _aws(self.admin, "s3", "rm", "--recursive", "--quiet", f"s3://{self.bucket}")
        for key, upload in self._uploads():
            which = ("--bucket", self.bucket, "--key", key, "--upload-id", upload)
            _aws(self.admin, "s3api", "abort-multipart-upload", *which)

    def keys(self) -> dict[str, int]:
        """Return what is in the bucket, with its sizes."""
        found = _aws(self.admin, "s3api", "list-objects-v2", "--bucket", self.bucket).get("Contents", [])
        return {one["Key"]: one["Size"] for one in found}

    def unfinished(self) -> list[str]:
        """Return the uploads that were begun and neither ended nor given up."""
        return [key for key, _ in self._uploads()]

    def _uploads(self) -> list[tuple[str, str]]:
        found = _aws(self.admin, "s3api", "list-multipart-uploads", "--bucket", self.bucket).get("Uploads", [])
        return [(one["Key"], one["UploadId"]) for one in found]


@contextmanager
def store(folder: Path, bucket: str, users: Mapping[str, Sequence[Statement]]) -> Iterator[Store]:
    """Serve an empty *bucket*, in which each of *users* may do what its statements say and nothing else."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    def ready() -> bool:
        try:
            with urlopen(f"{address}/moto-api/data.json", timeout=5) as answer:  # noqa: S310  # our own, on loopback
                return bool(answer.status == 200)
        except URLError:
            return False

    command = ["moto_server", "--host", "127.0.0.1", "--port", str(port)]
    # IAM is asked once the bucket and the users, with a policy and a key each, are there.
    env = {"INITIAL_NO_AUTH_ACTION_COUNT": str(1 + 3 * (len(users) + 1))}
    with running(command, ready, folder / "moto.log", env=env):
        start = {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "setup",
            "AWS_SECRET_ACCESS_KEY": "setup",
            "AWS_DEFAULT_REGION": "us-east-1",
            # moto gives a copy the checksum of the parts that its source was sent in, where S3 computes one anew.
            "AWS_RESPONSE_CHECKSUM_VALIDATION": "when_required",
        }
        _aws(start, "s3api", "create-bucket", "--bucket", bucket)
        limited = {name: _user(start, name, _document(statements)) for name, statements in users.items()}
        yield Store(bucket, limited, _user(start, "admin", [_ANYTHING]))


def _document(statements: Sequence[Statement]) -> list[Mapping[str, object]]:
    return [{"Effect": "Allow", "Action": list(one.actions), "Resource": list(one.resources)} for one in statements]


def _user(start: Mapping[str, str], name: str, statements: Sequence[Mapping[str, object]]) -> Mapping[str, str]:
    """Make a user who may do what *statements* say, and return its environment."""
    _aws(start, "iam", "create-user", "--user-name", name)
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    policy = ("--policy-name", name, "--policy-document", document)
    _aws(start, "iam", "put-user-policy", "--user-name", name, *policy)
    key = _aws(start, "iam", "create-access-key", "--user-name", name)["AccessKey"]
    return {**start, "AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}


def _aws(env: Mapping[str, str], *arguments: str) -> dict:  # type: ignore[type-arg]  # what the API answers
    command = ["aws", "--output", "json", *arguments]
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=True)
    answer: dict = json.loads(done.stdout or "{}")  # type: ignore[type-arg]  # the same
    return answer
