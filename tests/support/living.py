"""Whether a process is still there."""

from __future__ import annotations

from pathlib import Path


def lives(process: int) -> bool:
    """Whether the process of this number is there, and no mere entry that waits for its parent to ask."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
