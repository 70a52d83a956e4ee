"""The programs that end-to-end tests run are those that the clusters run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from charts.environments import RELEASES

PROGRAMS = Path(__file__).parents[1] / "tools" / "programs"


@pytest.mark.parametrize("environment", ["production", "staging"])
@pytest.mark.parametrize("program", ["alertmanager", "prometheus"])
def test_a_program_is_built_in_the_version_that_is_deployed(environment: str, program: str) -> None:
    """What another version understands proves nothing."""
    text = (PROGRAMS / program / "go.mod").read_text("utf-8")
    (found,) = re.findall(rf"^\tgithub\.com/prometheus/{program} v(\S+)", text, re.MULTILINE)

    # Prometheus' third version is v0.3xx.y as a module of Go: https://github.com/prometheus/prometheus#using-as-a-library
    version = re.sub(r"^0\.3(\d\d)\.", lambda match: f"3.{int(match[1])}.", found)
    (tag,) = re.findall(r":v([\d.]+)(?:@|$)", RELEASES[environment][program])
    assert version == tag
