"""References to container images."""

import re

# https://github.com/distribution/reference, reduced to what Kubernetes pulls.
_TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
_DIGEST = r"sha256:[0-9a-f]{64}"
_REFERENCE = re.compile(
    r"(?P<repository>(?:[a-z0-9.-]+(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*)"
    rf"(?::(?P<tag>{_TAG}))?(?:@(?P<digest>{_DIGEST}))?"
)


def image_reference(image: str) -> str:
    """Return *image*, or raise ValueError if it is no reference that names one version."""
    match = _REFERENCE.fullmatch(image)
    if match is None:
        raise ValueError(f"'{image}' is not the name of an image; write 'repository:tag', the repository in lower case")
    if not (match["tag"] or match["digest"]):
        raise ValueError(f"'{image}' names no version; write 'repository:tag', with '@sha256:…' if it is known")
    if match["tag"] == "latest" and not match["digest"]:
        raise ValueError(f"'{image}' moves with every push; write the version that is meant")
    return image


def repository(image: str) -> str:
    """Return *image*, a reference, without its tag and digest; a colon may belong to its host."""
    match = _REFERENCE.fullmatch(image)
    return match["repository"] if match else image


def tag_and_digest(version: str) -> tuple[str, str]:
    """Return the two parts of *version*, ``TAG[@DIGEST]``, the second empty where it is left out.

    Raises ValueError where it does not name one version.
    """
    tag, given, digest = version.partition("@")
    if not re.fullmatch(_TAG, tag):
        raise ValueError(f"'{tag}' is no tag; write what was pushed, such as '4.1.0', with '@sha256:…' if it is known")
    if tag == "latest":
        raise ValueError("'latest' moves with every push; write the version that is meant")
    if given and not re.fullmatch(_DIGEST, digest):
        raise ValueError(f"'{digest}' is no digest; write 'sha256:' and 64 characters of 0-9 and a-f")
    return tag, digest
