"""The commands of docs/development.md make every Secret that development refers to."""

import re
import shlex
from pathlib import Path

from tests.catalog import graph_of
from tigerex_k8s.derive.secrets import synced_secrets

_GUIDE = Path(__file__).parents[2] / "docs" / "development.md"
_TYPES = {"docker-registry": ("kubernetes.io/dockerconfigjson", {".dockerconfigjson"})}


def _made() -> dict[str, tuple[str, set[str]]]:
    """Return type and keys of each Secret that the commands make, by name."""
    made = {}
    for command in re.findall(r"^kubectl create secret (?:.*\\\n)*.*$", _GUIDE.read_text(), re.MULTILINE):
        kind, name, *options = shlex.split(command.replace("\\\n", " "))[3:]
        given = dict(option.removeprefix("--").split("=", 1) for option in options if not option.startswith("--from"))
        keys = {option.split("=")[1] for option in options if option.startswith("--from-literal=")}
        made[name] = _TYPES.get(kind, (given.get("type", "Opaque"), keys))
    return made


def test_the_documented_commands_make_the_secrets_that_development_refers_to() -> None:
    """Whoever follows the page gets pods that start."""
    wanted = {one.name: (one.type, set(one.data)) for one in synced_secrets(graph_of("development"))}

    assert _made() == wanted


def test_the_documented_url_is_the_one_that_is_derived_elsewhere() -> None:
    """Host, port, database and owner agree with what the pooler serves."""
    wanted = next(one for one in synced_secrets(graph_of("development")) if one.name == "tigerex-secrets")
    documented = re.search(r'DATABASE_URL="(.*)"', _GUIDE.read_text())

    assert documented is not None
    assert documented[1].replace("$PASSWORD", "…").replace("$NAMESPACE", "tigerex-development") == re.sub(
        r"{{.*}}", "…", wanted.data["DATABASE_URL"]
    )
