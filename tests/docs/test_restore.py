"""What docs/restore.md tells people to type is about things that exist, and makes things that can be."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import jsonpatch
import pytest

from charts import environments
from charts.exchange import Restored
from charts.sizes import production
from tests.docs.test_runbooks import _unknown
from tests.support.hardening import soft
from tests.support.objects import Object, at, every, objects, of_kind
from tests.support.pages import DOCS, block, patch
from tests.support.schemas import core_problems, minors
from tigerex_k8s.derive.archive import Recovery, recovery
from tigerex_k8s.graph.link import link

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (DOCS / "restore.md").read_text("utf-8")
# An operator's kinds by the names that kubectl takes, and what is made on the way.
_SHORT = {
    "applications.argoproj.io": "application",
    "backups.postgresql.cnpg.io": "backup",
    "clusters.postgresql.cnpg.io": "cluster",
    "objectstores.barmancloud.cnpg.io": "objectstore",
}
_ON_THE_WAY = {"job/restore", "job/restore-cache", "pod/$PRIMARY"}


def _commands() -> Iterator[list[str]]:
    """Yield every kubectl command of the page, also those behind a pipe or in a substitution."""
    for text in re.findall(r"^```bash\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        joined = re.sub(r"\\\n\s*|\|\n\s*", lambda found: "" if found[0][0] == "\\" else "| ", text)
        for line in re.sub(r"--patch='.*?'", "", joined, flags=re.DOTALL).splitlines():
            for command in re.split(r" \| |\$\(", line):
                words = shlex.split(command.rstrip(")")) if "kubectl" in command else []
                if words[:1] == ["kubectl"]:
                    yield ["/".join(_SHORT.get(part, part) for part in word.split("/")) for word in words[1:]]


def test_every_command_is_about_what_exists() -> None:
    """A name that was changed in the declarations is changed in the page."""
    delivered = {f"application/{one.name}" for one in of_kind(objects("delivery"), "Application.argoproj.io")}
    found = list(_commands())
    unknown = {said for command in found for said in _unknown(command)}

    assert len(found) > 20
    assert unknown - delivered - _ON_THE_WAY <= {"namespace argocd"}


@pytest.mark.parametrize("name", ["tigerex-postgres-cluster-dump", "tigerex-redis-cluster-dump"])
def test_the_shell_is_a_job_that_the_namespace_takes(name: str) -> None:
    """The patch fits the Job that kubectl makes of the CronJob, and leaves it as hardened as it was."""
    (cron,) = (one for one in of_kind(objects("production"), "CronJob.batch") if one.name == name)
    metadata = {"name": "restore", "namespace": cron.namespace}
    job = {"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": at(cron.spec, "jobTemplate", "spec")}

    patched = jsonpatch.apply_patch(job, patch(block("restore.md", f"shell: {name}")))

    assert core_problems(patched, minors()[-1]) == []
    assert list(soft((Object(patched),), api_clients=())) == []
    assert [one["command"] for one in every(patched, "spec", "template", "spec", "containers")] == [["sleep", "8h"]]
    volumes = [one for one in every(patched, "spec", "template", "spec", "volumes") if "emptyDir" in one]
    assert [one["name"] for one in volumes] == ["scratch"]


def test_the_declaration_recovers_the_archive_into_another() -> None:
    """What the page has the reader write down is accepted, and means what the page says."""
    written = re.findall(r"^```python\nrestored = (.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(written) == 1
    restored = eval(written[0], {"Restored": Restored, "datetime": datetime, "UTC": UTC})  # noqa: S307  # our own page
    buckets = environments.PRODUCTION_BUCKETS

    declared = environments._environment(
        "production",
        "tigerex.com",
        production(traffic="normal"),
        platform=partial(environments._eks, cluster="tigerex-prod", buckets=buckets),
        database="tigerex_prod",
        buckets=buckets,
        restored=restored,
    )

    graph = link(*declared.components, namespace=declared.namespace, platform=declared.platform)
    (database,) = graph.databases.values()
    assert recovery(database) == Recovery("tigerex-postgres-cluster", "2026-11-14T12:30:00+00:00")
    assert database.archive_name == "tigerex-postgres-cluster-2"
