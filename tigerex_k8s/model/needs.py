"""What a service needs from others: the arrows of the graph, held by their consumer."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import Name, PortName, VariableName

Verb = Literal["calls", "reads", "writes"]


class Need(Declaration):
    """One arrow, from the service that declares it to *target*; made by the functions below."""

    written: ClassVar[str] = "calls(…), reads(…) or writes(…)"

    verb: Verb
    target: Name
    endpoint: PortName | None = None
    as_: VariableName | None = None

    @classmethod
    def subject(cls, fields: Mapping[str, object]) -> str:
        """Name the arrow as it was declared: by the function that made it."""
        return f"{fields.get('verb', cls.__name__)}({fields.get('target')!r})"


def calls(target: str, endpoint: str | None = None, *, as_: str | None = None) -> Need:
    """Declare requests to the service *target*, or to a part of the platform: ``internet`` or ``kubernetes-api``.

    The Kubernetes API comes with the token of the service's account; what the account may do is yours to bind.

    ``endpoint`` names one of the target's; left out, the first that it offers. The URL is in the environment
    variable ``as_``; left out, ``<TARGET>_URL``.
    """
    return Need(verb="calls", target=target, endpoint=endpoint, as_=as_)


def reads(target: str, *, as_: str | None = None) -> Need:
    """Declare that the store *target* is read; variables as with :func:`writes`."""
    return Need(verb="reads", target=target, as_=as_)


def writes(target: str, *, as_: str | None = None) -> Need:
    """Declare that the store *target* is written and read.

    A database's URL is in the variable ``as_``; left out, ``<TARGET>_URL``. A Redis gives ``<as_>_HOST``,
    ``<as_>_PORT`` and ``<as_>_PASSWORD``; left out, the prefix is ``<TARGET>``.
    """
    return Need(verb="writes", target=target, as_=as_)
