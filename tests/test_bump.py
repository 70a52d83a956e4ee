"""A release changes one version in releases.yaml, and every other byte stays."""

import shutil
import subprocess
import sys
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tigerex_k8s.bump import Release, release
from tigerex_k8s.errors import ReleasesError
from tigerex_k8s.releases import read_releases

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("tigerex-k8s")
OLD, NEW = (f"sha256:{digit * 64}" for digit in "0f")


def _file(folder: Path, text: str) -> Path:
    path = folder / "charts" / "releases.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path


def _copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "charts", folder / "charts", ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "charts" / "releases.yaml"


def _run(folder: Path, *arguments: str, first: str = ":") -> subprocess.CompletedProcess[str]:
    command = ["bash", "-c", f'{first}; exec "$0" "$@"', str(PROGRAM), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _changes(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.node
def test_a_release_changes_one_line_and_then_only_images_in_dist(tmp_path: Path) -> None:
    """What a reviewer reads is the version, and nothing that a tool wanted to write differently."""
    path = _copy(tmp_path)
    before = path.read_text()

    done = _run(tmp_path, "release", "production", "api-gateway", "4.1.0")

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "production api-gateway: 4.0.0, now 4.1.0\n"
    assert _changes(before, path.read_text()) == ["-     tag: 4.0.0", "+     tag: 4.1.0"]
    assert _run(tmp_path, "synth", "production").returncode == 0
    files = {one.name: one.read_text() for one in (tmp_path / "dist" / "production").iterdir()}
    was = {one.name: one.read_text() for one in (ROOT / "dist" / "production").iterdir()}
    assert files.keys() == was.keys()
    assert {name: _changes(was[name], files[name]) for name in files if files[name] != was[name]} == {
        "40-api-gateway.k8s.yaml": [
            "-           image: ghcr.io/tigerex/api-gateway:4.0.0",
            "+           image: ghcr.io/tigerex/api-gateway:4.1.0",
        ]
    }


ENTRY = "production:\n  web:\n    image: acme/web\n"


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        pytest.param("    tag: 1.0.0\n", "1.1.0", "    tag: 1.1.0\n", id="tag"),
        pytest.param(
            "    tag: 1.0.0 # why\n\n# below\n", "1.1.0", "    tag: 1.1.0 # why\n\n# below\n", id="comments-stay"
        ),
        pytest.param("    tag: '1.0.0'\n", "1.1.0", "    tag: '1.1.0'\n", id="quotes-stay"),
        pytest.param("    tag: 1.0.0\n", "1.10", '    tag: "1.10"\n', id="what-looks-like-a-number-is-quoted"),
        pytest.param(
            "    tag: 1.0.0\n", f"1.1.0@{NEW}", f"    tag: 1.1.0\n    digest: {NEW}\n", id="digest-is-written"
        ),
        pytest.param(
            "    tag: 1.0.0", f"1.1.0@{NEW}", f"    tag: 1.1.0\n    digest: {NEW}", id="where-the-last-line-has-no-end"
        ),
        pytest.param(
            "    tag: 1.0.0 # why\r\n",
            f"1.0.0@{NEW}",
            f"    tag: 1.0.0 # why\r\n    digest: {NEW}\r\n",
            id="digest-of-the-same-tag-with-the-files-own-line-ends",
        ),
        pytest.param(
            f"    digest: {OLD}\n    tag: 1.0.0\n",
            f"1.1.0@{NEW}",
            f"    digest: {NEW}\n    tag: 1.1.0\n",
            id="digest-is-replaced-where-it-stands",
        ),
        pytest.param(
            f"    tag: 1.0.0\n    digest: {OLD}\n  # next\n",
            "1.1.0",
            "    tag: 1.1.0\n  # next\n",
            id="stale-digest-goes",
        ),
        pytest.param(f"    tag: 1.0.0\n    digest: {OLD}", "1.1.0", "    tag: 1.1.0\n", id="from-the-last-line-too"),
    ],
)
def test_only_what_changes_is_written(tmp_path: Path, before: str, version: str, after: str) -> None:
    """Whoever keeps the file by hand finds it as they left it."""
    path = _file(tmp_path, ENTRY + before)

    release(path, "production", "web", version)

    assert path.read_bytes().decode() == ENTRY + after
    assert read_releases(path) == {"production": {"web": f"acme/web:{version}"}}


@pytest.mark.parametrize("version", ["1.0.0", f"1.0.0@{OLD}"])
def test_the_version_that_is_there_is_said_and_nothing_written(tmp_path: Path, version: str) -> None:
    """A pipeline that runs twice succeeds twice."""
    path = _file(tmp_path, f"{ENTRY}    tag: 1.0.0\n    digest: {OLD}\n")
    before = path.stat()

    assert release(path, "production", "web", version) == Release(f"1.0.0@{OLD}", f"1.0.0@{OLD}")
    done = _run(tmp_path, "release", "production", "web", version)

    assert (done.returncode, done.stderr) == (0, f"production web: 1.0.0@{OLD}, unchanged\n")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("arguments", "problems"),
    [
        pytest.param(
            ("prodution", "web", "1.1.0"),
            ("charts/releases.yaml has no environment 'prodution'; did you mean 'production'?",),
            id="environment",
        ),
        pytest.param(
            ("production", "wep", "latest"),
            (
                "charts/releases.yaml: production has no component 'wep'; did you mean 'web'?",
                "'latest' moves with every push; write the version that is meant",
            ),
            id="component-and-latest",
        ),
        pytest.param(
            ("production", "web", f"latest@{NEW}"),
            ("'latest' moves with every push; write the version that is meant",),
            id="latest-by-digest",
        ),
        pytest.param(
            ("production", "web", "acme/web:1.1.0"),
            ("'acme/web:1.1.0' is no tag; write what was pushed, such as '4.1.0', with '@sha256:…' if it is known",),
            id="reference",
        ),
        pytest.param(
            ("production", "web", "1.1.0@sha256:12"),
            ("'sha256:12' is no digest; write 'sha256:' and 64 characters of 0-9 and a-f",),
            id="digest",
        ),
        pytest.param(
            ("production", "web", "1.1.0@"),
            ("'' is no digest; write 'sha256:' and 64 characters of 0-9 and a-f",),
            id="digest-missing",
        ),
    ],
)
def test_nonsense_is_refused(tmp_path: Path, arguments: tuple[str, str, str], problems: tuple[str, ...]) -> None:
    """Everything at once, in the words of whoever asked; the file stays."""
    path = _file(tmp_path, f"{ENTRY}    tag: 1.0.0\n")

    with pytest.raises(ReleasesError) as caught:
        release(path, *arguments)

    assert caught.value.problems == problems
    assert path.read_bytes().decode() == f"{ENTRY}    tag: 1.0.0\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"production:\n  web: {{image: acme/web, tag: 1.0.0, digest: {OLD}}}\n", id="braces"),
        pytest.param(
            "production:\n  api: {image: acme/api, tag: &same 1.0.0}\n  web: {image: acme/web, tag: *same}\n",
            id="shared",
        ),
        pytest.param(f"{ENTRY}    tag: >-\n      1.0.0\n    digest: {OLD}\n", id="folded"),
    ],
)
def test_what_cannot_be_changed_alone_is_left(tmp_path: Path, text: str) -> None:
    """The result is read back before it replaces anything."""
    path = _file(tmp_path, text)

    with pytest.raises(ReleasesError, match="cannot change web of production and nothing else"):
        release(path, "production", "web", "1.1.0")

    assert path.read_bytes().decode() == text
    assert list(path.parent.iterdir()) == [path]


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    """The file may be shared, or lie elsewhere."""
    real = tmp_path / "real.yaml"
    path = _file(tmp_path, f"{ENTRY}    tag: 1.0.0\n").rename(real)
    real.chmod(0o640)
    link = tmp_path / "charts" / "releases.yaml"
    link.symlink_to(real)

    release(link, "production", "web", "1.1.0")

    assert link.is_symlink()
    assert read_releases(path) == {"production": {"web": "acme/web:1.1.0"}}
    assert real.stat().st_mode & 0o7777 == 0o640
    assert {one.name for one in tmp_path.iterdir()} == {"charts", "real.yaml"}


def test_a_full_disk_is_answered_and_leaves_the_file(tmp_path: Path) -> None:
    """Half a releases.yaml would stop every deployment."""
    path = _file(tmp_path, f"{ENTRY}    tag: 1.0.0\n")

    done = _run(tmp_path, "release", "production", "web", "1.1.0", first="ulimit -f 0")

    assert (done.returncode, done.stderr) == (2, "error: cannot write charts/releases.yaml: File too large\n")
    assert path.read_bytes().decode() == f"{ENTRY}    tag: 1.0.0\n"
    assert list(path.parent.iterdir()) == [path]


WRITTEN = f"""# which image runs where
production:
  # the public one
  api:
    image: acme/api # never moves
    tag: 4.0.0 # since Monday
  web:
    digest: {OLD}
    tag: "4.0.0"
    image: acme/web

staging:
  api:
    image: 'acme/api'
    tag: '4.0.0'
    digest: {OLD}   # as pushed
"""
COMPONENTS = (("production", "api"), ("production", "web"), ("staging", "api"))
VERSIONS = st.tuples(
    st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}", fullmatch=True).filter(lambda tag: tag != "latest"),
    st.sampled_from(["", f"@{OLD}", f"@{NEW}"]),
).map("".join)


@settings(deadline=None)
@given(
    requests=st.lists(st.tuples(st.sampled_from(COMPONENTS), VERSIONS), min_size=1, max_size=6),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_any_sequence_of_releases_changes_the_versions_alone(
    tmp_path_factory: pytest.TempPathFactory, requests: list[tuple[tuple[str, str], str]], newline: str
) -> None:
    """Every line that is neither tag nor digest is byte for byte as before, and the file says what was asked for."""
    path = _file(tmp_path_factory.mktemp("any"), WRITTEN.replace("\n", newline))
    expected = {name: dict(components) for name, components in read_releases(path).items()}
    lines = _others(path)

    for (environment, component), version in requests:
        done = release(path, environment, component, version)
        assert done.now == version or (done.before == done.now and done.now.startswith(f"{version}@"))
        expected[environment][component] = f"acme/{component}:{done.now}"

        assert read_releases(path) == expected
        assert _others(path) == lines


def _others(path: Path) -> list[bytes]:
    written = path.read_bytes().splitlines(keepends=True)
    return [line for line in written if not line.startswith((b"    tag: ", b"    digest: "))]
