"""Files that a command is given: singly, in folders, in Maildirs."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

# What can't be read is for the command to report: a usage error would end it before the next file.
Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH…", readable=False, help="Files and folders, as many as you like.")
]

MAX_BYTES = 60_000_000
"""More than any form or mail that is read; nothing larger is taken into memory."""

_MAIL = {"cur", "new"}


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in the order given; folders are walked through, sorted by name.

    Of a Maildir only messages are yielded. What does not exist or can't be
    opened is yielded too, for the caller to report.
    """
    for path in paths:
        if _is_dir(path):
            yield from _below(path)
        else:
            yield path


def content(file: Path) -> bytes:
    """Return a file's bytes.

    OSError where it can't be read, holds more than MAX_BYTES (EFBIG), or is a pipe or a
    device, which might never end (EINVAL): neither is begun, or waited for.
    """
    require_plain(file)
    if file.stat().st_size <= MAX_BYTES:
        with open(file, "rb", opener=_without_waiting) as opened:
            data = opened.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            return data
    raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))


def require_plain(file: Path) -> None:
    """Raise OSError where a file does not exist, or is a pipe or a device."""
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "not a plain file", str(file))


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    is_maildir = {entry.name for entry in entries} >= _MAIL  # beside its messages lie the server's own files
    for entry in entries:
        if _is_dir(entry):
            if not entry.is_symlink() and not (is_maildir and entry.name == "tmp"):
                yield from _below(entry)
        elif not is_maildir and _is_file(entry):
            yield entry


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, or a folder that may not be looked into
        return False


def _is_file(path: Path) -> bool:
    """Whether it is a file, or can't be told: then it is for the caller to report."""
    try:
        return path.is_file()
    except OSError:
        return True
