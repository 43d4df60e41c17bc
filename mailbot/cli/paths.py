"""Files that a command is given: singly, in folders, in Maildirs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders, as many as you like.")]

_MAIL = {"cur", "new"}


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in the order given; folders are walked through, sorted by name.

    Of a Maildir only messages are yielded. A path that does not exist is
    yielded too, for the caller to report.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        if _MAIL.issubset(folders):  # a Maildir: beside its messages lie the server's own files
            folders[:] = [name for name in folders if name != "tmp"]
            continue
        yield from (path for name in sorted(names) if (path := Path(root, name)).is_file())
