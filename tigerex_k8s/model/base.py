"""The base of every declaration, and the translation of pydantic's messages into ours."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tigerex_k8s.errors import DeclarationError, did_you_mean, one_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Field(strict=False)]
"""Several values, kept as a tuple; a list is taken too."""

_EXPECTED: Mapping[str, str] = {
    "int_type": "a whole number",
    "string_type": "text",
    "bool_type": "True or False",
    "tuple_type": "a tuple",
    "mapping_type": "a mapping",
    "dict_type": "a mapping",
    "date_type": "a datetime.date",
    "float_type": "a number",
}
_BOUND: Mapping[str, str] = {
    "greater_than_equal": "at least {ge}",
    "greater_than": "above {gt}",
    "less_than_equal": "at most {le}",
    "less_than": "below {lt}",
    "string_too_short": "not empty",
    "too_short": "at least {min_length} of them",
}


class Declaration(BaseModel):
    """A frozen value that somebody wrote down; a wrong one raises :class:`DeclarationError`."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_default=False,
        protected_namespaces=(),
    )

    # Hidden from type checkers, which see the fields as keyword parameters instead.
    if not TYPE_CHECKING:

        def __init__(self, **fields: object) -> None:
            try:
                super().__init__(**fields)
            except ValidationError as error:
                subject = _subject(type(self).__name__, fields)
                problems = problems_of(error, known=type(self).model_fields)
                raise DeclarationError(*(f"{subject}: {problem}" for problem in problems)) from None


def problems_of(error: ValidationError, known: Iterable[str]) -> Iterator[str]:
    """Yield the problems that *error* holds, one line a field, in a reader's words."""
    known = tuple(known)
    by_field = groupby(error.errors(include_url=False), key=lambda problem: problem["loc"][:1])
    for field, problems in by_field:
        yield from _field_problems(str(field[0]) if field else "", tuple(problems), known)


def _field_problems(field: str, problems: tuple["ErrorDetails", ...], known: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with one *field*; alternatives of a union are one problem."""
    wanted = [p["ctx"]["class_name"] for p in problems if p["type"] == "model_type"]
    if wanted:
        yield f"{field}: expected {one_of(wanted)}, found {problems[0]['input']!r}"
        return
    for problem in problems:
        yield from _messages(field, problem, known)


def _messages(field: str, problem: "ErrorDetails", known: tuple[str, ...]) -> Iterator[str]:
    kind, context, found = problem["type"], problem.get("ctx", {}), problem["input"]
    if kind == "missing":
        yield f"field '{field}' is required"
    elif kind == "extra_forbidden":
        yield f"no field '{field}'{did_you_mean(field, known)}"
    elif kind == "value_error":
        yield from _own_messages(field, context["error"])
    else:
        yield f"{field}: expected {_expectation(kind, context)}, found {found!r}"


def _own_messages(field: str, error: Exception) -> Iterator[str]:
    """Yield the lines of an error that a validator of ours raised."""
    prefix = f"{field}: " if field else ""
    yield from (f"{prefix}{line}" for line in str(error).splitlines())


def _expectation(kind: str, context: Mapping[str, Any]) -> str:
    if kind in _BOUND:
        return _BOUND[kind].format(**context)
    return _EXPECTED.get(kind) or str(context.get("expected") or context.get("class") or kind)


def _subject(kind: str, fields: Mapping[str, object]) -> str:
    """Name a declaration as its author would: its class, and its name if it was given one."""
    name = fields.get("name")
    return f"{kind} '{name}'" if isinstance(name, str) else kind
