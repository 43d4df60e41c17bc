"""The shipped blank forms, as `mailbot mall export` writes them for people to fill in."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


@cache
def _exported() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="blanks-"))
    subprocess.run([sys.executable, "-m", "mailbot", "mall", "export", str(folder)], check=True, capture_output=True)
    return folder


def word() -> bytes:
    """Return the blank Word form."""
    return next(_exported().glob("*.docx")).read_bytes()


def excel() -> bytes:
    """Return the blank Excel form."""
    return next(_exported().glob("*.xlsx")).read_bytes()
