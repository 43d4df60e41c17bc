"""Room on the disk that is laid aside, and files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.errors import DatabaseUnavailable

RESERVE_BYTES = 1_000_000
"""Enough to write down what became of some letters, audit events and all."""


def lay_aside(reserve: Path) -> None:
    """Have the disk give the file its bytes; DatabaseUnavailable where it is too full."""
    try:
        _allocate(reserve, RESERVE_BYTES)
    except OSError as error:
        raise DatabaseUnavailable(
            f"the disk has no room left for the database ({error.strerror}): make some"
        ) from error


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a file to write that takes the place of `target` at the end, safe on the disk; after an error none does."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
        _sync(Path(name))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _allocate(path: Path, size: int) -> None:
    """Have the disk give the file its bytes now, not when they are written."""
    if path.exists() and path.stat().st_size == size:
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(handle, 0, size)
    except OSError:
        path.unlink(missing_ok=True)  # half of it is no reserve
        raise
    finally:
        os.close(handle)


def _sync(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
