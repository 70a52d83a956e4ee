"""Jobs out of dist/production, run as their container would run them.

What is not the cluster's: where the scripts and the scratch folder are, hosts and ports, and the Secrets' values.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.objects import at, every, objects, of_kind, texts
from tests.support.pods import TEMPLATES
from tests.support.structural import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENVIRONMENT = "production"
_KEPT = ("PATH", "LANG", "LC_ALL")


@dataclass(frozen=True, slots=True)
class Job:
    """The *command* of a container with its environment."""

    command: tuple[str, ...]
    env: Mapping[str, str]

    def run(self, *before: str) -> subprocess.CompletedProcess[str]:
        """Run it, behind *before*."""
        return self.run_instead(*before, *self.command)

    def run_instead(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run another *command* in its place."""
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, timeout=300)

    def start(self) -> subprocess.Popen[str]:
        """Start it, and go on."""
        said = subprocess.PIPE
        return subprocess.Popen(self.command, env=self.env, stdout=said, stderr=said, text=True)


def cron_job(name: str, folder: Path, *, secrets: Mapping[str, str], instead: Mapping[str, str]) -> Job:
    """Return the job of the CronJob *name*: *secrets* has values by key, *instead* takes the place of variables."""
    (one,) = (each for each in of_kind(objects(ENVIRONMENT), "CronJob.batch") if each.name == name)
    (container,) = every(at(one.spec, *TEMPLATES[one.kind]), "spec", "containers")
    places = _places(name, folder)
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    env = {str(each["name"]): _value(each, secrets) for each in every(container, "env")}
    moved = {key: places.get(value, value) for key, value in env.items()}
    command = tuple(_moved(str(word), places) for word in sequence(container["command"]))
    return Job(command, {**kept, **moved, **instead})


def script(name: str, key: str) -> str:
    """Return the file *key* of the ConfigMap *name*."""
    (one,) = (each for each in of_kind(objects(ENVIRONMENT), "ConfigMap") if each.name == name)
    return texts(one.body["data"])[key]


def _places(name: str, folder: Path) -> dict[str, str]:
    """Write what is mounted, and return where it is here by where it would be."""
    scripts, scratch = folder / "scripts", folder / "scratch"
    for place in (scripts, scratch):
        place.mkdir(exist_ok=True)
    (one,) = (each for each in of_kind(objects(ENVIRONMENT), "ConfigMap") if each.name == name)
    for file, text in texts(one.body["data"]).items():
        (scripts / file).write_text(text)
    return {"/scripts": str(scripts), "/tmp": str(scratch)}  # noqa: S108  # a folder in a container


def _moved(word: str, places: Mapping[str, str]) -> str:
    folder, slash, file = word.rpartition("/")
    return f"{places.get(folder, folder)}{slash}{file}"


def _value(variable: Mapping[str, object], secrets: Mapping[str, str]) -> str:
    key = mapping(at(variable, "valueFrom", "secretKeyRef")).get("key")
    return str(variable["value"]) if key is None else secrets[str(key)]
