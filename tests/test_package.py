"""The public vocabulary, and what importing it costs."""

import subprocess
import sys

import tigerex_k8s


def test_the_vocabulary_is_listed_and_every_name_loads() -> None:
    """What is listed is there, and what is there is listed."""
    assert set(tigerex_k8s.__all__) == set(tigerex_k8s._HOME)
    assert all(getattr(tigerex_k8s, name) is not None for name in tigerex_k8s.__all__ if name != "build")


def test_linking_starts_no_node() -> None:
    """Commands that only read declarations stay fast."""
    program = (
        "import sys; from charts.environments import ENVIRONMENTS; from tigerex_k8s import link; "
        "[link(*one.components, namespace=one.namespace, platform=one.platform) for one in ENVIRONMENTS]; "
        "sys.exit('jsii' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
