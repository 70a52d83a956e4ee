"""What each verb asks of its target."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """Whether the target is a store, and what to say where it is not what the verb is for."""

    store: bool
    instead: str


VERBS: Mapping[str, Verb] = {
    "calls": Verb(store=False, instead="which is a store; declare reads or writes"),
    "reads": Verb(store=True, instead="which is no store; declare calls"),
    "writes": Verb(store=True, instead="which is no store; declare calls"),
}
