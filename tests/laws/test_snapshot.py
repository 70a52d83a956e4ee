"""dist/ is the snapshot: every chart of every environment, and nothing else.

``make synth`` writes it. ``pytest --snapshot-update`` does too, and removes nothing: a file too many is reported.
"""

from collections.abc import Mapping
from functools import cache

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.types import SnapshotIndex

from tests.catalog import ENVIRONMENT_NAMES, graph_of
from tests.support.objects import DIST
from tests.support.synthesis import synthesized

_SUFFIX = "k8s.yaml"


class _Dist(SingleFileSnapshotExtension):
    """The files of dist/, by environment and chart."""

    _write_mode = WriteMode.TEXT
    file_extension = _SUFFIX

    @classmethod
    def dirname(cls, **_: object) -> str:
        """Return dist/, whichever test asks."""
        return str(DIST)

    @classmethod
    def get_file_basename(cls, *, index: SnapshotIndex, **_: object) -> str:
        """Return environment and chart, which the test gives as the name."""
        return str(index)

    @classmethod
    def matches_test_location(cls, **_: object) -> bool:
        """Tell that the file is the test's, although it is not called after it."""
        return True

    def discover_snapshots(self, **_: object) -> SnapshotCollections:
        """Show syrupy nothing that it could call unused and delete."""
        return SnapshotCollections()


@cache
def _made(environment: str) -> Mapping[str, str]:
    return synthesized(graph_of(environment))


@pytest.mark.node
@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_chart_is_as_it_is_committed(
    environment: str, snapshot: SnapshotAssertion, subtests: pytest.Subtests
) -> None:
    """The diff of a pull request shows what a change in the declarations does."""
    for file, text in _made(environment).items():
        with subtests.test(file=file):
            assert text == snapshot(extension_class=_Dist, name=f"{environment}/{file.removesuffix(f'.{_SUFFIX}')}")


@pytest.mark.node
@pytest.mark.parametrize("environment", ENVIRONMENT_NAMES)
def test_every_file_is_a_chart(environment: str) -> None:
    """What a chart that is gone leaves behind would be applied for ever."""
    assert sorted(path.name for path in (DIST / environment).iterdir()) == sorted(_made(environment))


def test_every_folder_belongs_to_an_environment() -> None:
    """The same for a whole environment."""
    platforms = {f"{name}-platform" for name in ENVIRONMENT_NAMES}
    assert {path.name for path in DIST.iterdir()} - {"delivery"} - platforms == set(ENVIRONMENT_NAMES)
