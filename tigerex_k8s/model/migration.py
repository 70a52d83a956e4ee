"""Indexes that a database is given, and the tables whose statistics are renewed."""

from typing import Annotated

from pydantic import Field

from tigerex_k8s.model.base import Declaration, Many, Named
from tigerex_k8s.model.names import Identifier


class Index(Declaration):
    """An index called *name* over *columns* of *table*, built without locking out writers."""

    name: Identifier
    table: Identifier
    columns: Many[Identifier] = Field(min_length=1)


class Migration(Declaration):
    """*indexes* to create where they are missing, and tables to *analyze* afterwards.

    ``version`` is part of the Job's name, because Jobs are immutable: raise it with every change.
    """

    version: Annotated[int, Field(ge=1)]
    indexes: Named[Index] = Field(min_length=1)
    analyze: Many[Identifier] = ()
