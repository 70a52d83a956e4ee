"""The base of every declaration, and the translation of pydantic's messages into ours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from tigerex_k8s.errors import DeclarationError, did_you_mean, one_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")


def _tuple_of(found: object) -> object:
    return tuple(found) if isinstance(found, list) else found


def _each_once(found: tuple[T, ...]) -> tuple[T, ...]:
    for at, one in enumerate(found):
        if one in found[:at]:
            raise ValueError(f"{shown(one)} is there twice")
    return found


def _names_once(found: tuple["Declaration", ...]) -> tuple["Declaration", ...]:
    names = [str(vars(one).get("name")) for one in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two are named {one_of((repr(name) for name in twice), joint='and')}")
    return found


Many = Annotated[tuple[T, ...], BeforeValidator(_tuple_of), AfterValidator(_each_once)]
"""Several values, each once, kept as a tuple; a list is taken too, but no set, whose order nobody chose."""

Named = Annotated[Many[T], AfterValidator(_names_once)]
"""Several declarations, each with a name of its own."""

_TYPES: Mapping[str, str] = {
    "int_type": "a whole number",
    "string_type": "text",
    "bool_type": "True or False",
    "tuple_type": "a tuple or a list (a tuple of one ends in a comma)",
    "mapping_type": "a mapping",
    "dict_type": "a mapping",
    "date_type": "a datetime.date",
    "datetime_type": "a datetime.datetime",
    "timezone_aware": "a time with its zone, such as tzinfo=UTC",
    "float_type": "a number",
    "is_instance_of": "{class}",
}
_BOUNDS: Mapping[str, str] = {
    "greater_than_equal": "at least {ge}",
    "greater_than": "above {gt}",
    "less_than_equal": "at most {le}",
    "less_than": "below {lt}",
    "string_too_short": "text that is not empty",
    "string_pattern_mismatch": "text of the form {pattern}",
    "too_short": "at least {min_length} of them",
    "literal_error": "{expected}",
    "multiple_of": "a multiple of {multiple_of}",
    "finite_number": "a finite number",
    "invalid-json-value": "text, a number, True, False, None, or a list or mapping of those",
}
_SHOWN = 60
_ALIKE = 0.75


class Declaration(BaseModel):
    """A frozen value that somebody wrote down; a wrong one raises :class:`DeclarationError`."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_default=True,  # a subclass's defaults are as much somebody's words as an argument
        protected_namespaces=(),
    )

    written: ClassVar[str] = ""
    """How an author writes it, where that is not the name of the class."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Refuse a field that looks like one of the parent's, misspelt: nothing would read it."""
        inherited = {name for parent in cls.__mro__[1:] for name in getattr(parent, "__pydantic_fields__", ())}
        for name in cls.model_fields:
            if name not in inherited and get_close_matches(name, inherited, cutoff=_ALIKE):
                raise DeclarationError(f"{cls.__name__}: no field '{name}'{did_you_mean(name, inherited)}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take nothing but declarations as parts of others: a dictionary does not say which of two it is."""
        if cls.__pydantic_complete__:
            return core_schema.is_instance_schema(cls, cls_repr=cls.written or cls.__name__)
        return handler(source)

    @classmethod
    def subject(cls, fields: Mapping[str, object]) -> str:
        """Name a declaration of *fields* as its author would: its class, and its name if it was given one."""
        name = fields.get("name")
        return f"{cls.__name__} '{name}'" if isinstance(name, str) else cls.__name__

    # Hidden from type checkers, which see the fields as keyword parameters instead, and know that they are frozen.
    if not TYPE_CHECKING:

        def __init__(self, **fields: object) -> None:
            try:
                super().__init__(**fields)
            except ValidationError as error:
                subject = self.subject(fields)
                problems = tuple(f"{subject}: {problem}" for problem in _problems(type(self), fields, error))
                report = _report.get()
                if report is None:
                    raise DeclarationError(*problems) from None
                report(problems)
                self.__setstate__(type(self).model_construct(**fields).__getstate__())

        def __setattr__(self, name: str, value: object) -> None:
            raise DeclarationError(f"{self.subject(vars(self))}: '{name}' cannot be set; declare it anew instead")


_report: ContextVar[Callable[[Sequence[str]], None] | None] = ContextVar("report", default=None)


@contextmanager
def reporting(report: Callable[[Sequence[str]], None]) -> Iterator[None]:
    """Hand the problems of wrong declarations to *report* instead of raising them, so that one run finds them all.

    What was declared wrongly goes on as it is, unchecked: whoever reports must not use it.
    """
    token = _report.set(report)
    try:
        yield
    finally:
        _report.reset(token)


def shown(found: object) -> str:
    """Return *found* as a message quotes it: a declaration by its name, and nothing at length."""
    if isinstance(found, Declaration):
        return found.subject(vars(found))
    if isinstance(found, type):
        return f"the class {found.__name__}"
    text = repr(found)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _problems(kind: type[Declaration], fields: Mapping[str, object], error: ValidationError) -> Iterator[str]:
    """Yield the problems that *error* holds, one line a place, in a reader's words."""
    given = {**{name: field.default for name, field in kind.model_fields.items()}, **fields}
    problems = (one for one in error.errors(include_url=False) if not _counts_good_ones_only(one))
    by_place = groupby(problems, key=lambda problem: _place(problem["loc"], given))
    for place, found in by_place:
        yield from _at(place, tuple(found), tuple(kind.model_fields))


def _counts_good_ones_only(problem: "ErrorDetails") -> bool:
    """Say whether *problem* is that too few are left once pydantic has left out those that are wrong."""
    return problem["type"] == "too_short" and len(problem["input"]) >= problem["ctx"]["min_length"]


def _place(steps: tuple[int | str, ...], value: Any) -> str:  # noqa: ANN401  # whatever the author gave
    """Return *steps* into *value* as its author would write them: ``offers[1]``, ``env['A']``, ``key of env``."""
    if steps[-1:] == ("[key]",):
        return f"key of {_place(steps[:-2], value)}"
    place = ""
    for step in steps:
        # What is neither key nor index is pydantic's own name of an alternative.
        inside = step in value if isinstance(value, Mapping) else isinstance(step, int)
        if inside:
            place += f"[{step!r}]" if place else str(step)
            value = value[step]
    return place


def _at(place: str, problems: tuple["ErrorDetails", ...], known: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong at *place*; several problems of one value are the alternatives that it is none of."""
    apt = [one for one in problems if one["type"] not in _TYPES] or problems
    kind, found = apt[0]["type"], apt[0]["input"]
    if kind == "missing":
        yield f"field '{place}' is required"
    elif kind == "extra_forbidden":
        yield f"no field '{place}'{did_you_mean(place, known)}"
    elif kind == "value_error":
        prefix = f"{place}: " if place else ""
        yield from (f"{prefix}{line}" for line in str(apt[0]["ctx"]["error"]).splitlines())
    else:
        yield f"{place}: expected {one_of(_expected(one) for one in apt)}, found {shown(found)}"


def _expected(problem: "ErrorDetails") -> str:
    return {**_TYPES, **_BOUNDS}.get(problem["type"], "something else").format(**problem.get("ctx", {}))
