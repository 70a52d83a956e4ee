"""Change one version in releases.yaml, and nothing else in it."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tigerex_k8s.errors import ReleasesError, did_you_mean
from tigerex_k8s.model.image import tag_and_digest
from tigerex_k8s.releases import Releases, read_releases

_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Release:
    """The version that ran *before* and the one that runs *now*; the same where there was nothing to change."""

    before: str
    now: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A key and its value in a text, from their first character to the one after their last."""

    key: int
    start: int
    end: int
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """*text* in the place of what stands from *start* to *end*."""

    start: int
    end: int
    text: str


def release(path: Path, environment: str, component: str, version: str) -> Release:
    """Write *version*, ``TAG[@DIGEST]``, into the releases at *path*, or raise ReleasesError if that cannot be.

    A digest that belongs to another tag goes. Comments, order, quotes and line ends stay.
    """
    shown = f"{path.parent.name}/{path.name}"
    releases = read_releases(path)
    problems = tuple(_problems(shown, releases, environment=environment, component=component, version=version))
    if problems:
        raise ReleasesError(*problems)
    tag, digest = tag_and_digest(version)
    text = path.read_bytes().decode()
    fields = _fields(text, environment, component)
    before, known = fields["tag"].value, fields["digest"].value if "digest" in fields else ""
    if tag == before and digest in {"", known}:
        return Release(_version(before, known), _version(before, known))
    image = f"{fields['image'].value}:{_version(tag, digest)}"
    wanted = {**releases, environment: {**releases[environment], component: image}}
    if not _replace(path, _edited(text, tuple(_edits(text, fields, tag, digest))), wanted):
        raise ReleasesError(
            f"{shown}: cannot change {component} of {environment} and nothing else;"
            " write image, tag and digest as plain values, each on a line of its own"
        )
    return Release(_version(before, known), _version(tag, digest))


def _problems(shown: str, releases: Releases, *, environment: str, component: str, version: str) -> Iterator[str]:
    """Yield what is wrong with a request, in the order in which it was made."""
    if environment not in releases:
        yield f"{shown} has no environment '{environment}'{did_you_mean(environment, releases)}"
    elif component not in releases[environment]:
        yield f"{shown}: {environment} has no component '{component}'{did_you_mean(component, releases[environment])}"
    try:
        tag_and_digest(version)
    except ValueError as error:
        yield str(error)


def _version(tag: str, digest: str) -> str:
    return f"{tag}@{digest}" if digest else tag


def _fields(text: str, environment: str, component: str) -> Mapping[str, _Field]:
    """Find the fields of an entry that :func:`read_releases` has found to be one."""
    node = yaml.compose(text, yaml.SafeLoader)
    for name in (environment, component):
        node = next(value for key, value in _entries(node) if key.value == name)
    return {
        key.value: _Field(
            key=key.start_mark.index,
            start=value.start_mark.index,
            end=value.end_mark.index,
            value=value.value,
            quote=value.style or "",
        )
        for key, value in _entries(node)
    }


def _entries(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.ScalarNode]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _edits(text: str, fields: Mapping[str, _Field], tag: str, digest: str) -> Iterator[_Edit]:
    """Yield the changes that make an entry of *fields* one of *tag* and *digest*."""
    written = fields["tag"]
    if tag != written.value:
        yield _scalar(written, tag)
    if "digest" not in fields:
        if digest:
            yield _new_line(text, written, f"digest: {digest}")
    elif digest:
        yield _scalar(fields["digest"], digest)
    else:
        yield _Edit(_line_start(text, fields["digest"].key), _line_end(text, fields["digest"].end), "")


def _scalar(field: _Field, value: str) -> _Edit:
    """Return *value* in the place and the quotes of *field*; what YAML would take for a number is quoted."""
    read = yaml.compose(value, yaml.SafeLoader)
    quote = field.quote or ("" if read and read.tag == _TEXT else '"')
    return _Edit(field.start, field.end, f"{quote}{value}{quote}")


def _new_line(text: str, after: _Field, content: str) -> _Edit:
    """Return a line below that of *after*, as far in and with the same end."""
    end = _line_end(text, after.end)
    indent = text[_line_start(text, after.key) : after.key]
    newline = "\r\n" if "\r\n" in text else "\n"
    line = f"{indent}{content}"
    return _Edit(end, end, f"{line}{newline}" if text[:end].endswith("\n") else f"{newline}{line}")


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """Return the index behind the line of *index* and its end."""
    found = text.find("\n", index)
    return found + 1 if found >= 0 else len(text)


def _edited(text: str, edits: tuple[_Edit, ...]) -> str:
    """Return *text* after *edits*, the last first, so that none moves another."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _replace(path: Path, text: str, wanted: Releases) -> bool:
    """Put *text* into the place of *path* in one step, unless it does not say what is *wanted*."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(target.stat().st_mode & 0o7777)
            if not _says(fresh, wanted):
                return False
            fresh.replace(target)
            return True
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise ReleasesError(f"cannot write {path.parent.name}/{path.name}: {error.strerror}") from None


def _says(path: Path, wanted: Releases) -> bool:
    try:
        return read_releases(path) == wanted
    except ReleasesError:
        return False
