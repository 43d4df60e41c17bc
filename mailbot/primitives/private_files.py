"""Files that only mailbot's own user may read, whatever the folder that they lie in and the process's umask."""

from __future__ import annotations

import os
from pathlib import Path

_OWNER = 0o600


def write(file: Path, data: bytes) -> None:
    """Write a file, and close it to others where it was open to them. Raises OSError as any writing does."""
    with os.fdopen(private(str(file), os.O_CREAT | os.O_TRUNC | os.O_WRONLY), "wb") as opened:
        os.fchmod(opened.fileno(), _OWNER)
        opened.write(data)


def private(path: str, flags: int) -> int:
    """Open a file for `open`, whose `opener` this is: one that is made, only its owner may read."""
    return os.open(path, flags, _OWNER)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, closed to others. One that is there stays as it is."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
