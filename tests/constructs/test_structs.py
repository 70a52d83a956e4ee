"""Structs are made by their class: a dictionary in the place of one loses its optional fields without an error."""

from pathlib import Path

import cdk8s
import constructs
import pytest
from cdk8s_plus_27 import k8s

import tigerex_k8s
from tests.support.structs import loose

pytestmark = pytest.mark.node

MODULES = {"k8s": k8s, "cdk8s": cdk8s, "constructs": constructs}
SOURCES = sorted(Path(str(tigerex_k8s.__file__)).parent.glob("constructs/**/*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_dictionary_stands_for_a_struct(path: Path) -> None:
    """Mypy takes both, and jsii drops what it does not know."""
    assert list(loose(path.read_text("utf-8"), MODULES)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(
            "k8s.KubePod(s, 'a', metadata={'name': 'a'})", ["k8s.KubePod has a dictionary for metadata"], id="itself"
        ),
        pytest.param(
            "k8s.ServiceSpec(ports=[dict(port=80)])", ["k8s.ServiceSpec has a dictionary for ports"], id="in a list"
        ),
        pytest.param(
            "k8s.ServiceSpec(ports=[{'port': e} for e in x] or None)",
            ["k8s.ServiceSpec has a dictionary for ports"],
            id="in a comprehension",
        ),
        pytest.param(
            "k8s.PodSpec(containers=[k8s.Container(name='a', ports=[{}])])",
            ["k8s.Container has a dictionary for ports"],
        ),
        pytest.param(
            "spec = {'type': 'ClusterIP'}; k8s.KubeService(s, 'a', spec=spec)",
            ["k8s.KubeService has a dictionary for spec"],
            id="by name",
        ),
        pytest.param("k8s.ObjectMeta(labels={'a': 'b'})", [], id="a mapping of texts is one"),
        pytest.param("k8s.ResourceRequirements(limits={'cpu': q})", [], id="and one of quantities"),
    ],
)
def test_a_dictionary_for_a_struct_is_found(source: str, said: list[str]) -> None:
    """Wherever it is written, and nowhere else."""
    assert [problem.partition(": ")[2] for problem in loose(source, MODULES)] == said
