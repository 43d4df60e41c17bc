"""Plain text, as a file or as a mail's own words."""

from __future__ import annotations

import codecs

from parsers.content import Document
from parsers.guard import MAX_READ, OUTSIZE, Opened, Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(opened: Opened) -> Document:
    """Read a text file; guard.Refused when it is outsize."""
    if len(opened.data) > MAX_READ:
        raise Refused(OUTSIZE)
    return document(decoded(opened.data))


def document(text: str) -> Document:
    """Return text as a document of lines."""
    return Document("text", lines=tuple(text.splitlines()))


def decoded(data: bytes) -> str:
    """Return a text file's characters: its byte order mark decides, else UTF-8, else Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
