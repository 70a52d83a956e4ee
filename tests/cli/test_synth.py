"""What ``synth`` writes where, and what it says about it."""

from pathlib import Path

import pytest

from tests.support.command import files, run
from tigerex_k8s.cli.swap import _in_two_steps

pytestmark = pytest.mark.node

_YESTERDAY = "00-namespaces.k8s.yaml"


def _edit(shop: Path, file: str, old: str, new: str) -> None:
    path = shop / "charts" / file
    path.write_text(path.read_text().replace(old, new))


def test_the_reader_learns_how_many_files_changed(shop: Path) -> None:
    """One line an environment: whether there is anything to look at."""
    first = run("synth", cwd=shop)
    again = run("synth", cwd=shop)
    _edit(shop, "releases.yaml", "tag: 2.0.1", "tag: 2.0.2")
    _edit(shop, "environments.py", '("production", "staging")', '("production", "test")')
    _edit(shop, "releases.yaml", "staging", "test")
    changed = run("synth", cwd=shop)

    assert first.stderr.splitlines() == [
        "dist/production: 8 files, 7 new, 1 changed",
        "dist/production-platform: 2 files, 2 new",
        "dist/staging: 8 files, 7 new, 1 changed",
        "dist/staging-platform: 2 files, 2 new",
    ]
    assert [line.partition(", ")[2] for line in again.stderr.splitlines()] == ["unchanged"] * 4
    assert changed.stderr.splitlines() == [
        "dist/production: 8 files, 1 changed",
        "dist/production-platform: 2 files, unchanged",
        "dist/staging: 0 files, 8 removed",
        "dist/staging-platform: 0 files, 2 removed",
        "dist/test: 8 files, 8 new",
        "dist/test-platform: 2 files, 2 new",
    ]
    assert {one.returncode for one in (first, again, changed)} == {0}
    assert not (shop / "dist" / "staging").exists()
    assert sorted(one.name for one in shop.iterdir()) == ["charts", "dist"]


def test_environments_that_were_not_asked_for_stay_as_they_are(shop: Path) -> None:
    """Production is not touched by a change that is tried in staging."""
    production = files(shop / "dist" / "production")

    done = run("synth", "staging", cwd=shop)

    assert done.stderr.splitlines() == [
        "dist/staging: 8 files, 7 new, 1 changed",
        "dist/staging-platform: 2 files, 2 new",
    ]
    assert files(shop / "dist" / "production") == production
    assert len(files(shop / "dist" / "staging")) == 8


def test_a_linked_folder_is_written_where_the_link_leads(shop: Path) -> None:
    """Whoever links dist/ to another disk keeps the link."""
    (shop / "dist").rename(shop / "elsewhere")
    (shop / "dist").symlink_to("elsewhere")

    done = run("synth", cwd=shop)

    assert done.returncode == 0, done.stderr
    assert (shop / "dist").is_symlink()
    assert {path.partition("/")[0] for path in files(shop / "elsewhere")} >= {"production", "staging"}


def test_a_file_system_that_cannot_swap_gets_the_new_folder_in_two_steps(tmp_path: Path) -> None:
    """Network file systems know no exchange of two names."""
    for name in ("fresh", "dist"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()

    _in_two_steps(tmp_path / "fresh", tmp_path / "dist")

    assert list(files(tmp_path)) == ["dist/fresh"]
