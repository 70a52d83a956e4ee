"""What every test may use."""

from hypothesis import settings

from tests.support.tally import pytest_terminal_summary
from tigerex_k8s._node import choose_node

__all__ = ["pytest_terminal_summary"]

# Before any test imports cdk8s, which starts Node.
choose_node()

# The same examples on every machine, and no clock: what fails here fails there.
settings.register_profile("tests", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("tests")
