"""Values that look secret, and names that somebody's hash made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.objects import Objects, at, every, of_kind, texts
from tests.support.pods import containers, templates
from tests.support.structural import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

# What such a variable or key is called.
_SECRET = re.compile(
    r"(?i).*(password|passwd|passphrase|secret|token|api_?key|private_?key|encryption_?key|credential).*"
)
# What such a value looks like: a key in PEM, an AWS access key, a JSON Web Token, a password in a URL.
_VALUES = (
    re.compile(r"-----BEGIN [A-Z ]+-----"),
    re.compile(r"\bA[KS]IA[0-9A-Z]{16}\b"),
    re.compile(r"\beyJ[\w-]+\.eyJ[\w-]+"),
    re.compile(r"://[^\s/:@]+:(?!\{\{)[^\s/@]+@"),
)
# cdk8s ends the names that it makes with eight hexadecimal characters.
_HASHED = re.compile(r".*-[0-9a-f]{8,}")


def told(output: Objects) -> Iterator[str]:
    """Yield what says a secret instead of referring to it."""
    for one in of_kind(output, "Secret"):
        yield from (f"{one} has {field}" for field in ("data", "stringData") if one.body.get(field))
    yield from _by_name(output)
    for one in output:
        if any(pattern.search(text) for pattern in _VALUES for text in _strings(one.body)):
            yield f"{one} says what looks like a secret"


def _by_name(output: Objects) -> Iterator[str]:
    for one, template in templates(output):
        variables = (each for container in containers(template) for each in every(container, "env"))
        named = (str(each["name"]) for each in variables if "value" in each)
        yield from (f"{one}: {name} has a plain value" for name in named if _SECRET.fullmatch(name))
    for one in of_kind(output, "ConfigMap"):
        yield from (f"{one}: {key} is kept in the open" for key in mapping(one.body["data"]) if _SECRET.fullmatch(key))
    for one in of_kind(output, "ExternalSecret.external-secrets.io"):
        written = texts(at(one.spec, "target", "template", "data")).items()
        plain = (key for key, text in written if _SECRET.fullmatch(key) and "{{" not in text)
        yield from (f"{one}: {key} is no template" for key in plain)


def hashed(output: Objects) -> Iterator[str]:
    """Yield the objects whose name ends in a hash."""
    yield from (str(one) for one in output if _HASHED.fullmatch(one.name))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value if isinstance(value, list) else mapping(value).values():
        yield from _strings(one)
