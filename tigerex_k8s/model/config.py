"""Plain values that several services read."""

from collections.abc import Mapping

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import Name, VariableName


class Config(Declaration):
    """A ConfigMap; the services that name it have its *values* as variables, and roll when one changes."""

    name: Name
    values: Mapping[VariableName, str]
