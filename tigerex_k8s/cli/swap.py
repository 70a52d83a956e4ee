"""Put a finished folder in the place of another, so that nobody ever sees half of either."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from tigerex_k8s.cli.files import SUFFIXES
from tigerex_k8s.errors import OutputError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of *folder* at the end; on any error *folder* stays as it was."""
    try:
        target = folder.resolve()
        _refuse_what_is_no_output(target, folder)
        with _beside(target) as fresh:
            yield fresh
            _put(fresh, target)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror}") from None


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Yield a new folder that is gone at the end, unless it was moved; it has a name before it is there."""
    fresh = target.with_name(f".{target.name}-{token_hex(4)}")
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_what_is_no_output(target: Path, said: Path) -> None:
    """Raise OutputError if *target* cannot be a folder of ours, all of which is replaced."""
    if not target.parent.is_dir():
        raise OutputError(f"cannot write {said}: there is no folder {target.parent}")
    if target.exists() and not target.is_dir():
        raise OutputError(f"cannot write {said}: it is a file; name a folder")
    for where, folders, names in os.walk(target):
        folders.sort()
        for name in sorted(names):
            if (Path(where) == target or not name.endswith(SUFFIXES)) and name != ".DS_Store":
                found = Path(where, name).relative_to(target)
                raise OutputError(f"cannot write {said}: no synthesis wrote {found} there; name a folder of its own")


def _put(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        _in_two_steps(fresh, target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, or return False where system or file system cannot.

    renameat2 on Linux, renamex_np on macOS.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = libc.renamex_np(first, second, _RENAME_SWAP)
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(code, os.strerror(code), str(other))
    return not failed


def _in_two_steps(fresh: Path, target: Path) -> None:
    """Put *fresh* in the place of *target*, which is not there for a moment: the best that such a file system can."""
    aside = fresh.with_name(f"{fresh.name}-old")
    target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
