"""Files that a command is given: singly, in folders, in Maildirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders, as many as you like.")]

_MAIL = {"cur", "new"}


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in the order given; folders are walked through, sorted by name.

    Of a Maildir only messages are yielded. What does not exist or can't be
    opened is yielded too, for the caller to report.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    is_maildir = {entry.name for entry in entries} >= _MAIL  # beside its messages lie the server's own files
    for entry in entries:
        if entry.is_dir():
            if not entry.is_symlink() and not (is_maildir and entry.name == "tmp"):
                yield from _below(entry)
        elif entry.is_file() and not is_maildir:
            yield entry
