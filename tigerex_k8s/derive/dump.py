"""The nightly dump of a store: which script runs, and what it is told."""

from dataclasses import dataclass
from importlib.resources import files

from tigerex_k8s.graph.keys import dump_folder
from tigerex_k8s.graph.nodes import dump_name
from tigerex_k8s.model.backup import Backup
from tigerex_k8s.model.names import amount
from tigerex_k8s.model.postgres import Postgres
from tigerex_k8s.model.redis import Redis
from tigerex_k8s.model.secret import SecretKey

_LARGEST = 5 * 1024**4  # S3 keeps no object above 5 TiB
_COMMON = "upload.sh"


@dataclass(frozen=True, slots=True)
class Dump:
    """The *script* that runs as *name*, at *schedule*, from *image*, and the files and *variables* that it has."""

    name: str
    schedule: str
    image: str
    script: str
    files: tuple[tuple[str, str], ...]
    variables: tuple[tuple[str, str | SecretKey], ...]


def postgres_dump(database: Postgres, backup: Backup, *, namespace: str, region: str) -> Dump:
    """Derive the dump of *database*, from a standby where there is one."""
    service = "ro" if database.instances > 1 else "r"
    variables: dict[str, str | SecretKey] = {
        "PGDATABASE": database.database_name,
        "PGHOST": f"{database.name}-{service}.{namespace}.svc.cluster.local",
        "PGPASSWORD": SecretKey(secret=database.credentials_name, key="password"),
        "PGSSLMODE": "require",
        "PGUSER": SecretKey(secret=database.credentials_name, key="username"),
        # A compressed dump is no larger than what it was made of.
        **_destination(backup, dump_folder(database), region, largest=database.storage),
    }
    return _dump(dump_name(database.name), backup, "dump-postgres.sh", variables)


def redis_dump(redis: Redis, backup: Backup, *, namespace: str, region: str) -> Dump:
    """Derive the dump of *redis*: of the master of each shard, whichever pod that is by then."""
    variables: dict[str, str | SecretKey] = {
        "REDISCLI_AUTH": redis.password_key,
        "REDIS_HOST": f"{redis.name}-leader.{namespace}.svc.cluster.local",
        "REDIS_PORT": "6379",
        **_destination(backup, dump_folder(redis), region, largest=redis.resources.memory_limit),
    }
    return _dump(dump_name(redis.name), backup, "dump-redis.sh", variables)


def _dump(name: str, backup: Backup, script: str, variables: dict[str, str | SecretKey]) -> Dump:
    folder = files("tigerex_k8s") / "scripts"
    return Dump(
        name=name,
        schedule=backup.dump,
        image=backup.image,
        script=script,
        files=tuple((one, (folder / one).read_text("utf-8")) for one in sorted((script, _COMMON))),
        variables=tuple(sorted(variables.items())),
    )


def _destination(backup: Backup, folder: str, region: str, *, largest: str) -> dict[str, str]:
    return {
        "AWS_DEFAULT_REGION": region,
        "BUCKET": backup.bucket,
        "EXPECTED_BYTES": str(min(int(amount(largest)), _LARGEST)),
        "FOLDER": folder,
    }
