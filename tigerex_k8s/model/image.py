"""References to container images."""

import re

# https://github.com/distribution/reference, reduced to what Kubernetes pulls.
_REFERENCE = re.compile(
    r"(?P<repository>(?:[a-z0-9.-]+(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
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
