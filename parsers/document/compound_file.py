"""Takes a stream out of a compound file, which is a small file system in a file ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from parsers.document.limits import DAMAGED, Refused

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFF0
"""Sectors from here on are none (§2.1)."""
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5
_MOST_SECTORS: Final = 100_000


def stream(data: bytes, name: str) -> bytes:
    """Return the first stream of that name, whatever folder it lies in; nothing where there is none.

    limits.Refused where the file is damaged. Only what the first 109 sectors of its table reach is found: 7 MB.
    """
    try:
        return _stream(data, name)
    except (struct.error, IndexError, ValueError) as error:
        raise Refused(DAMAGED) from error


def _stream(data: bytes, name: str) -> bytes:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    tables, first = struct.unpack_from("<II", data, 44)
    cutoff, first_mini = struct.unpack_from("<II", data, 56)
    size = 1 << shift
    sectors = [data[start : start + size] for start in range(size, len(data), size)]
    table = _numbers(b"".join(sectors[number] for number in struct.unpack_from("<109I", data, 76)[: min(tables, 109)]))
    directory = _joined(sectors, first, table)
    entries = [directory[start : start + _ENTRY] for start in range(0, len(directory), _ENTRY)]
    found = next((entry for entry in entries if entry[66] == _STREAM and _name(entry) == name), None)
    if found is None:
        return b""
    start, length = struct.unpack_from("<II", found, 116)
    if length >= cutoff:
        return _joined(sectors, start, table)[:length]
    (root,) = (entry for entry in entries if entry[66] == _ROOT)
    small = _joined(sectors, struct.unpack_from("<I", root, 116)[0], table)
    step = 1 << mini_shift
    pieces = [small[at : at + step] for at in range(0, len(small), step)]
    return _joined(pieces, start, _numbers(_joined(sectors, first_mini, table)))[:length]


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(length - 2, 0)].decode("utf-16-le")


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _joined(sectors: Sequence[bytes], start: int, table: Sequence[int]) -> bytes:
    """Follow a chain of sectors; one that goes on for ever is damaged."""
    found: list[bytes] = []
    while start < _END:
        found.append(sectors[start])
        start = table[start]
        if len(found) > min(len(sectors), _MOST_SECTORS):
            raise ValueError("a chain of sectors goes round")
    return b"".join(found)
