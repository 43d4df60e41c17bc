"""What a file does to its reader that never ends and takes no time. Run in a process of `parsers.sandbox.pool`."""

from __future__ import annotations

import os
import signal


def read(_filename, _data, _templates):
    while True:
        signal.pause()


def ready(_filename, _data, _templates):
    """Return the folder that the process may write in."""
    return os.environ["TMPDIR"]
