"""Secrets as references: names and keys, never values."""

from pydantic import Field

from tigerex_k8s.model.base import Declaration, Many
from tigerex_k8s.model.names import Name, SecretKeyName


class SecretKey(Declaration):
    """One key of a Secret."""

    secret: Name
    key: SecretKeyName


class Secret(Declaration):
    """A Secret whose *keys* somebody else fills: External Secrets, or a person where there is no AWS."""

    name: Name
    keys: Many[SecretKeyName] = Field(min_length=1)
