"""releases.yaml answers with file, line and what was expected."""

from pathlib import Path

import pytest

from tigerex_k8s.errors import ReleasesError
from tigerex_k8s.releases import read_releases

_DIGEST = "sha256:" + "0" * 64


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "charts" / "releases.yaml"
    path.parent.mkdir()
    path.write_text(text)
    return path


def test_an_entry_with_a_digest_becomes_one_reference(tmp_path: Path) -> None:
    """Tag and digest both, so that a reader sees the version and the cluster runs what was pushed."""
    path = _file(tmp_path, f"production:\n  web:\n    image: acme/web\n    tag: 1.0\n    digest: {_DIGEST}\n")

    assert read_releases(path) == {"production": {"web": f"acme/web:1.0@{_DIGEST}"}}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param(
            "production:\n  web:\n    image: acme/web\n    tga: 1\n",
            (
                "charts/releases.yaml:4: no field 'tga'; did you mean 'tag'?",
                "charts/releases.yaml:3: expected image, tag and, once it is known, digest",
            ),
            id="misspelt",
        ),
        pytest.param(
            "production:\n  web:\n    image: acme/web\n    tag: latest\n  web: 3\n",
            (
                "charts/releases.yaml:3: 'acme/web:latest' moves with every push; write the version that is meant",
                "charts/releases.yaml:5: 'web' is here twice",
                "charts/releases.yaml:5: expected names with values, found '3'",
                "charts/releases.yaml:5: expected image, tag and, once it is known, digest",
            ),
            id="latest-and-twice",
        ),
        pytest.param(
            "production:\n  web:\n    image: ghcr.io/acme/web:1\n    tag: 2\n  shop: [acme/shop]\nstaging:\n",
            (
                (
                    "charts/releases.yaml:3: 'ghcr.io/acme/web:1:2' is not the name of an image; "
                    "write 'repository:tag', the repository in lower case"
                ),
                "charts/releases.yaml:5: expected names with values, found a list",
                "charts/releases.yaml:5: expected image, tag and, once it is known, digest",
                "charts/releases.yaml:6: expected names with values, found ''",
            ),
            id="wrong-kinds",
        ),
        pytest.param(
            "a: [", ("charts/releases.yaml:1: expected the node content, but found '<stream end>'",), id="broken"
        ),
        pytest.param(
            "", ("charts/releases.yaml is empty; expected environments, and in each its components",), id="empty"
        ),
    ],
)
def test_every_wrong_entry_is_named_with_its_line(tmp_path: Path, text: str, problems: tuple[str, ...]) -> None:
    """Whoever edits the file, a person or a bot, mends it in one go."""
    with pytest.raises(ReleasesError) as caught:
        read_releases(_file(tmp_path, text))

    assert caught.value.problems == problems


def test_a_missing_file_is_answered(tmp_path: Path) -> None:
    """Nothing else says which images run."""
    with pytest.raises(ReleasesError, match=r"^cannot read .*/releases.yaml: No such file or directory$"):
        read_releases(tmp_path / "releases.yaml")


def test_a_name_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """Charts ask for a component that nobody has released, or misspell it."""
    releases = read_releases(_file(tmp_path, "production:\n  web:\n    image: ghcr.io/acme/web\n    tag: 1\n"))

    with pytest.raises(ReleasesError) as environment:
        releases["prodution"]
    with pytest.raises(ReleasesError) as component:
        releases["production"]["shop"]

    assert environment.value.problems == (
        "charts/releases.yaml has no environment 'prodution'; did you mean 'production'?",
    )
    assert component.value.problems == ("charts/releases.yaml: production has no component 'shop'; there is web",)
