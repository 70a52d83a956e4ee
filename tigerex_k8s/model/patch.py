"""The escape hatch: a change to an object that no field of ours can say."""

import re
from typing import Literal, Self

from pydantic import JsonValue, model_validator

from tigerex_k8s.model.base import Declaration
from tigerex_k8s.model.names import JsonPointer, Name, Sentence


class Patch(Declaration):
    """One JSON patch operation on the object of *kind* that the declaration makes, *because* of a reason.

    path: a JSON pointer, such as ``/spec/template/spec/hostAliases``. op: ``add`` also replaces a member that is there;
    left out, ``add``. value: left out with ``remove`` alone. name: of the object; left out, the only one of its kind.
    Two patches of the same kind in a repository mean that a field is missing here.
    https://www.rfc-editor.org/rfc/rfc6902
    """

    kind: Sentence
    path: JsonPointer
    because: Sentence
    op: Literal["add", "replace", "remove"] = "add"
    value: JsonValue = None
    name: Name | None = None

    @model_validator(mode="after")
    def _value_fits(self) -> Self:
        if re.match(r"/(apiVersion|kind|metadata(/name(space)?)?)$", self.path):
            raise ValueError(f"path: '{self.path}' is what the object is; declare another")
        given = "value" in self.model_fields_set
        if given and self.op == "remove":
            raise ValueError("value: op 'remove' takes none")
        if not given and self.op != "remove":
            raise ValueError(f"field 'value' is required with op '{self.op}'")
        return self
