"""A disk of a few megabytes, and one that is full: a tmpfs, which only root can mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEGABYTES = 24


@contextmanager
def a_small_disk(folder: Path) -> Iterator[None]:
    """Have a disk of its own mounted at the folder, while the context lasts."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def filled_up(folder: Path, free: int) -> Iterator[None]:
    """Leave so many bytes free on the folder's disk, while the context lasts."""
    disk, ballast = os.statvfs(folder), folder / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_frsize - free)
    try:
        yield
    finally:
        ballast.unlink()
