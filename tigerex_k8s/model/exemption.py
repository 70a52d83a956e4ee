"""An exception to a check, with its reason and its end."""

from datetime import date

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import Sentence


class Exemption(Declaration):
    """The check *check* does not hold here, *because* of a reason, *until* a day; past it, linking refuses it."""

    check: Sentence
    because: Sentence
    until: date
