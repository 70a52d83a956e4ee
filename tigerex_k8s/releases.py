"""Read releases.yaml: which image runs where."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import yaml

from tigerex_k8s.errors import ReleasesError, did_you_mean
from tigerex_k8s.model.image import image_reference

_FIELDS = ("image", "tag", "digest")
_WANTED = "expected image, tag and, once it is known, digest"

Releases = Mapping[str, Mapping[str, str]]
"""Environment → component → image reference; a name that is not there raises ReleasesError."""

T = TypeVar("T")


class _Named(dict[str, T]):
    """What a mapping in the file holds, by name; *said* starts the answer where there is no such name."""

    def __init__(self, said: str, entries: Mapping[str, T]) -> None:
        super().__init__(entries)
        self._said = said

    def __missing__(self, name: str) -> T:
        raise ReleasesError(f"{self._said} '{name}'{did_you_mean(name, self)}")


def read_releases(path: Path) -> Releases:
    """Return the image of each component of each environment, or raise ReleasesError with every wrong entry."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except OSError as error:
        raise ReleasesError(f"cannot read {shown}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ReleasesError(f"{shown} is not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ReleasesError(f"{shown}:{line}: {error.problem}") from None
    except yaml.YAMLError as error:
        raise ReleasesError(f"{shown}: {error}") from None
    if root is None:
        raise ReleasesError(f"{shown} is empty; expected environments, and in each its components")
    problems: list[str] = []
    releases = {
        name: _Named(
            f"{shown}: {name} has no component",
            {one: _reference(entry, problems) for one, entry in _entries(components, problems)},
        )
        for name, components in _entries(root, problems)
    }
    if problems:
        raise ReleasesError(*(f"{shown}:{problem}" for problem in problems))
    return _Named(f"{shown} has no environment", releases)


def _entries(node: yaml.Node, problems: list[str]) -> Iterator[tuple[str, yaml.Node]]:
    """Yield key and value of a mapping, and note what is none or is said twice."""
    if not isinstance(node, yaml.MappingNode):
        found = f"'{node.value}'" if isinstance(node, yaml.ScalarNode) else "a list"
        problems.append(f"{node.start_mark.line + 1}: expected names with values, found {found}")
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name in seen:
            problems.append(f"{key.start_mark.line + 1}: '{name}' is here twice")
        seen.add(name)
        yield name, value


def _reference(node: yaml.Node, problems: list[str]) -> str:
    """Return the reference that an entry stands for, and note what is wrong with it."""
    line = node.start_mark.line + 1
    found: dict[str, str] = {}
    for field, value in _entries(node, problems):
        if field not in _FIELDS:
            problems.append(f"{value.start_mark.line + 1}: no field '{field}'{did_you_mean(field, _FIELDS)}")
        elif not isinstance(value, yaml.ScalarNode) or not value.value:
            problems.append(f"{value.start_mark.line + 1}: {field} is not text")
        else:
            found[field] = value.value
    if "image" not in found or "tag" not in found:
        problems.append(f"{line}: {_WANTED}")
        return ""
    reference = f"{found['image']}:{found['tag']}" + (f"@{found['digest']}" if "digest" in found else "")
    try:
        return image_reference(reference)
    except ValueError as error:
        problems.append(f"{line}: {error}")
        return ""
