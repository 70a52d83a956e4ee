"""The command as a person runs it, and what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("tigerex-k8s")


def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``tigerex-k8s`` with *arguments* in *cwd*."""
    return subprocess.run(
        [PROGRAM, *arguments], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in the files of *folder*, by their paths in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def outputs(folder: Path) -> dict[str, bytes]:
    """Return what is in *folder* except its charts: dist/, and anything that should not have been left."""
    return {path: content for path, content in files(folder).items() if not path.startswith("charts/")}
