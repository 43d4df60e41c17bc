"""What code would try that a file smuggled in. Run in a process of `parsers.sandbox.pool`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path


def environment(_filename, _data, _templates):
    return dict(os.environ)


def scratch(_filename, _data, _templates):
    """Return the folder that the process may write in, and leave a file there."""
    Path(os.environ["TMPDIR"], "left").write_text("x")
    return os.environ["TMPDIR"]


_LEFT = []


def leave_in_memory(_filename, data, _templates):
    """Keep the file for ever; return its size in bytes."""
    _LEFT.append(bytearray(data))
    return len(data)


def end_the_process(filename, _data, _templates):
    if filename.startswith("ends"):
        os.kill(os.getpid(), signal.SIGSEGV)
    return "read"


def open_file(filename, _data, _templates):
    return _tried(lambda: Path(filename).read_bytes())


def change_file(filename, _data, _templates):
    return _tried(lambda: Path(filename).write_bytes(b"x"))


def remove_file(filename, _data, _templates):
    return _tried(Path(filename).unlink)


def list_folder(filename, _data, _templates):
    return _tried(lambda: os.listdir(filename))  # noqa: PTH208 - raises where a Path is lazy


def run_own_program(_filename, _data, _templates):
    program = Path(os.environ["TMPDIR"], "program")
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    return _tried(lambda: subprocess.run([program], check=True))


def call(_filename, data, _templates):
    """Return what a program says that tries to reach an address: a child of the process has no more than that."""
    program = f"import socket\n{data.decode()}"
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    return done.stderr.strip().rpartition("\n")[2]


def _tried(attempt):
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    return "done"
