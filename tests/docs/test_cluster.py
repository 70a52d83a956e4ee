"""docs/cluster.md names what is there."""

import re
from pathlib import Path

import pytest

from charts.environments import ENVIRONMENTS
from tests.support.objects import at, every
from tests.support.platforms import document

ROOT = Path(__file__).parents[2]
_GUIDE = (ROOT / "docs" / "cluster.md").read_text("utf-8")
_FILES = sorted(set(re.findall(r"(dist/\S*?\$ENVIRONMENT[-\w./]*|dist/delivery/[-\w./]+)", _GUIDE)))


@pytest.mark.parametrize("environment", [one.name for one in ENVIRONMENTS if one.platform.eks])
def test_every_file_that_a_command_reads_is_there(environment: str) -> None:
    """Whoever follows the page finds it."""
    missing = [file for file in _FILES if not (ROOT / file.replace("$ENVIRONMENT", environment)).exists()]

    assert len(_FILES) == 5
    assert missing == []


def test_the_documented_health_check_is_the_one_that_is_installed() -> None:
    """Whoever installs Argo CD in another way copies it from the page."""
    (values,) = every(every(document("delivery", "helmfile.yaml"), "releases")[0], "values")
    key = "resource.customizations.health.argoproj.io_Application"
    documented = re.search(rf"^{re.escape(key)}: \|\n((?:  .*\n)+)", _GUIDE, re.MULTILINE)

    assert documented is not None
    assert re.sub("^  ", "", documented[1], flags=re.MULTILINE) == at(values, "configs", "cm", key)
