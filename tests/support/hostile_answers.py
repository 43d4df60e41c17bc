"""Code that a file smuggled in, and that answers in the reader's place. Run in a process of `parsers.sandbox.pool`."""

from __future__ import annotations

import json
import os
import pickle
import struct
import sys
from pathlib import Path

from parsers.result import NotAForm


class _Touches:
    """What makes a file in whoever loads it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (Path(self.path),)


def pickled(filename, data, _templates):
    return _answered(data, pickle.dumps(((_Touches(filename)), 0.1)))


def other_type(_filename, data, _templates):
    return _answered(data, json.dumps([{"Popen": ["id"]}, 0.1]).encode())


def endless(_filename, data, _templates):
    return _answered(data, b"[" * 2_000_000)


def in_parts(_filename, data, _templates):
    return _answered(data, json.dumps([{"NotAForm": ["text"]}, 0.1]).encode())


def negative_time(_filename, data, _templates):
    return _answered(data, json.dumps([{"NotAForm": ["text", "x"]}, "-1"]).encode())


def _answered(data: bytes, answer: bytes) -> NotAForm:
    """Write the answer to the pipe, as `multiprocessing.connection` frames it, and wait to be ended."""
    if data == b"honest":
        return NotAForm("text", "honest")
    _write(int(sys.argv[1]), struct.pack("!i", len(answer)) + answer)
    while True:
        pass


def _write(pipe: int, data: bytes) -> None:
    while data:
        data = data[os.write(pipe, data) :]
