"""Put a finished folder in the place of another, so that nobody ever sees half of either."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tigerex_k8s.errors import OutputError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of *folder* at the end; on any error *folder* stays as it was."""
    try:
        parent = folder.absolute().parent
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=parent))
        fresh.chmod(0o755)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror} ({error.filename})") from None
    try:
        yield fresh
        _put(fresh, folder)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror} ({error.filename})") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, folder: Path) -> None:
    if folder.exists():
        _exchange(fresh, folder)
    else:
        fresh.rename(folder)


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders in one step: renameat2 on Linux, renamex_np on macOS."""
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = libc.renamex_np(first, second, _RENAME_SWAP)
    else:
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))
