"""Folders that a process which reads files may write in: one each, held as long as it or its parent lives.

A kill leaves such a folder behind, with what somebody's file was turned into. The next start removes those of the
same user that nobody holds.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

_PREFIX: Final = "mailbot-reads-"
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def folder() -> Iterator[tuple[str, int]]:
    """Lend a new folder, and the descriptor that holds it: whoever inherits that holds it, too."""
    sweep()
    path, held = _made()
    try:
        yield path, held
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(held)


@cache
def sweep() -> None:
    """Remove what killed processes left behind; once in a process, for what others leave later is theirs."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            _remove(left)


def _remove(left: Path) -> None:
    """Remove a folder of our own that nobody holds; BlockingIOError where somebody does."""
    held = os.open(left, _FOLDER)
    try:
        if os.fstat(held).st_uid == os.geteuid():
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
    finally:
        os.close(held)


def _made() -> tuple[str, int]:
    """Make a folder and hold it. Another start may remove it in between: then make another."""
    while True:
        path = tempfile.mkdtemp(prefix=_PREFIX)
        with suppress(FileNotFoundError):
            held = os.open(path, _FOLDER)
            fcntl.flock(held, fcntl.LOCK_EX)
            if Path(path).exists():
                return path, held
            os.close(held)
