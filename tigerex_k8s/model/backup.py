"""Copies of what is stored, kept in a bucket."""

from typing import Annotated

from pydantic import AfterValidator, Field

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.cron import Cron
from tigerex_k8s.model.image import image_reference
from tigerex_k8s.model.names import Name

Days = Annotated[int, Field(ge=1)]


class Backup(Declaration):
    """A dump of a store into *bucket*, every night.

    image: that runs the dump, with the store's client and the AWS CLI.
    dump: when; left out, at three in the morning.
    retention_days: after which a copy is deleted; left out, 30.
    """

    bucket: Name
    image: Annotated[str, AfterValidator(image_reference)]
    dump: Cron = "0 3 * * *"
    retention_days: Days = 30


class PostgresBackup(Backup):
    """The same of a database, and beside it an archive from which any moment within the retention can be restored.

    base: when the whole is copied into the archive, which changes are added to as they happen; left out, at two in the
    morning.
    archive: the archive's name in the bucket; left out, the database's. A database that was restored needs another.
    """

    base: Cron = "0 2 * * *"
    archive: Name | None = None


class ObjectBackup(Declaration):
    """Copies of the objects in the exchange's namespace, by Velero, into *bucket*.

    schedule: when; left out, at four in the morning. retention_days: after which a copy goes; left out, 30.
    """

    bucket: Name
    schedule: Cron = "0 4 * * *"
    retention_days: Days = 30
