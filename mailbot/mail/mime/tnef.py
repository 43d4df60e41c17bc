"""Outlook's winmail.dat: what it packs away from other mail programs (MS-OXTNEF, MS-OXCDATA §2.11)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice

from parsers import to_text

SIGNATURE = b"\x78\x9f\x3e\x22"

# Attributes of the stream (MS-OXTNEF §2.1.3.1), by number.
_ATTACHMENT_BEGINS, _TITLE, _DATA, _ATTACHMENT_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_MESSAGE_PROPERTIES, _BODY, _CODE_PAGE = 0x9003, 0x800C, 0x9007

# Properties of a message or an attachment (MS-OXPROPS).
_PLAIN, _HTML, _CONTENT, _SHORT_NAME, _LONG_NAME = 0x1000, 0x1013, 0x3701, 0x3704, 0x3707

# What a value of each fixed type takes, and the types of other lengths.
_SIZES = {0x1: 4, 0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_OBJECT, _TEXT, _UNICODE, _BINARY = 0xD, 0x1E, 0x1F, 0x102
_MANY, _NAMED = 0x1000, 0x8000
_INTERFACE = 16
"""An object's value begins with the id of its interface."""
_DEEPEST = 3
_MOST = 10_000
"""Attributes that are read: a message has a few dozen, and four for each file."""

_Properties = dict[int, tuple[int, bytes]]
"""Type and bytes of each value, by property."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the stream holds: the body as text and as HTML (often both are empty), and files by name."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


def unpack(data: bytes, depth: int = 0) -> Packed | None:
    """Read a TNEF stream; None where it is none. One that is cut off is read as far as it goes."""
    if not data.startswith(SIGNATURE):
        return None
    reader = _Reader()
    with suppress(struct.error):  # cut off, or not as the specification has it
        for attribute, content in islice(_attributes(data), _MOST):
            reader.take(attribute, content)
    return reader.packed(depth)


class _Reader:
    """What has been seen of one stream: the message's values, then those of each attachment."""

    def __init__(self) -> None:
        self._charset = "cp1252"
        self._message: _Properties = {}
        self._attachments: list[_Properties] = []

    def take(self, attribute: int, content: bytes) -> None:
        takes = self._takers().get(attribute)
        if takes is not None:
            takes(content)

    def _takers(self) -> dict[int, Callable[[bytes], None]]:
        latest = self._attachments[-1] if self._attachments else {}
        return {
            _CODE_PAGE: self._code_page,
            _BODY: partial(_put, self._message, _PLAIN, _TEXT),
            _MESSAGE_PROPERTIES: lambda content: self._message.update(_properties(content)),
            _ATTACHMENT_BEGINS: lambda _content: self._attachments.append({}),
            _TITLE: partial(_put, latest, _SHORT_NAME, _TEXT),
            _DATA: partial(_put, latest, _CONTENT, _BINARY),
            _ATTACHMENT_PROPERTIES: lambda content: latest.update(_properties(content)),
        }

    def _code_page(self, content: bytes) -> None:
        self._charset = f"cp{struct.unpack_from('<I', content)[0]}"

    def packed(self, depth: int) -> Packed:
        files = tuple(file for values in self._attachments for file in self._files(values, depth))
        return Packed(self._text(self._message, _PLAIN), self._text(self._message, _HTML), files)

    def _files(self, values: _Properties, depth: int) -> Iterator[tuple[str, bytes]]:
        """Yield an attachment; of a message that is attached, its own files."""
        kind, content = values.get(_CONTENT, (_BINARY, b""))
        inner = content[_INTERFACE:] if kind == _OBJECT else b""
        nested = unpack(inner, depth + 1) if depth < _DEEPEST else None
        if nested is not None:
            yield from nested.files
        elif content:
            yield self._text(values, _LONG_NAME) or self._text(values, _SHORT_NAME), inner or content

    def _text(self, values: _Properties, wanted: int) -> str:
        kind, content = values.get(wanted, (_TEXT, b""))
        return to_text(content, "utf-16-le" if kind == _UNICODE else self._charset)


def _put(values: _Properties, wanted: int, kind: int, content: bytes) -> None:
    values.setdefault(wanted, (kind, content))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each attribute: level, number, type, length, data, checksum."""
    place = 6
    while place + 9 <= len(data):
        number, length = struct.unpack_from("<HxxI", data, place + 1)
        yield number, data[place + 9 : place + 9 + length]
        place += 9 + length + 2


def _properties(data: bytes) -> _Properties:
    """Read a list of properties (MS-OXTNEF §2.1.3.4); of several values for one, the first."""
    (count,) = struct.unpack_from("<I", data)
    place, found = 4, {}
    with suppress(struct.error):
        for _ in range(count):
            kind, number = struct.unpack_from("<HH", data, place)
            place = _after_name(data, place + 4) if number & _NAMED else place + 4
            values, place = _values(data, place, kind)
            if values:
                found[number] = (kind & ~_MANY, values[0])
    return found


def _after_name(data: bytes, place: int) -> int:
    """Pass over the name of a named property: the id of its set, then a number or a text."""
    (by_text,) = struct.unpack_from("<I", data, place + 16)
    (length,) = struct.unpack_from("<I", data, place + 20)
    return place + 24 + (_padded(length) if by_text else 0)


def _values(data: bytes, place: int, kind: int) -> tuple[list[bytes], int]:
    size = _SIZES.get(kind & ~_MANY)
    count = 1
    if size is None or kind & _MANY:
        (count,) = struct.unpack_from("<I", data, place)
        place += 4
    values: list[bytes] = []
    for _ in range(count):
        length = size
        if length is None:
            (length,) = struct.unpack_from("<I", data, place)
            place += 4
        if place + length > len(data):
            raise struct.error("a value goes beyond the end")
        values.append(data[place : place + length])
        place += _padded(length)
    return values, place


def _padded(length: int) -> int:
    return length + -length % 4
