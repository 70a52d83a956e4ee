"""Where the internet reaches a service."""

from pydantic import Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.names import AbsolutePath, Cidr, PortName, RelativeHost


class Exposure(Declaration):
    """Hosts and a path at which *endpoint* is served to the internet, over HTTPS alone.

    ``hosts`` are relative to the environment's domain, as in a zone file: ``api``, or ``@`` for the domain itself.
    ``path`` is a prefix; left out, ``/``. ``websocket`` raises the timeouts and takes upgrades on any path of the
    host. ``allow`` are the only address ranges that are let in; left out, all are.
    """

    endpoint: PortName
    hosts: Many[RelativeHost] = Field(min_length=1)
    path: AbsolutePath = "/"
    websocket: bool = False
    allow: Many[Cidr] = ()
