"""The operators as a helmfile, for whoever installs them without Argo CD.

https://helmfile.readthedocs.io/
"""

from collections.abc import Iterable, Mapping

from tigerex_k8s.derive.installation import Installation, installations
from tigerex_k8s.model.operator import Operator

_OCI = "oci://"


def helmfile(operators: Iterable[Operator]) -> Mapping[str, object]:
    """Return releases of *operators*, each after those that it needs."""
    found = installations(operators)
    repositories = sorted({one.operator.repository for one in found if not one.operator.repository.startswith(_OCI)})
    return {
        "helmDefaults": {"createNamespace": True, "wait": True, "timeout": 600},
        **({"repositories": [{"name": _name(url), "url": url} for url in repositories]} if repositories else {}),
        "releases": [_release(one) for one in found],
    }


def _release(installation: Installation) -> Mapping[str, object]:
    one = installation.operator
    repository = one.repository if one.repository.startswith(_OCI) else _name(one.repository)
    return {
        "name": one.name,
        "namespace": one.namespace,
        "chart": f"{repository}/{one.chart}",
        "version": one.version,
        **({"needs": list(installation.needs)} if installation.needs else {}),
        **({"values": [one.values]} if one.values else {}),
    }


def _name(url: str) -> str:
    """Return what a repository is called: its URL, as far as a name can hold it."""
    return url.partition("://")[2].replace("/", "-")
