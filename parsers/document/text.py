"""Plain text, as a file or as a mail's own words."""

from __future__ import annotations

from parsers.document.encoding import decoded
from parsers.document.file_type import Opened
from parsers.document.limits import MAX_READ, OUTSIZE, Refused
from parsers.document.model import Document, Paragraph

_MOST_LINES = 10_000
"""Lines of a text that are read: more than any form has, with every answer as long as it may be."""


def read(opened: Opened) -> Document:
    """Read a text file; limits.Refused when it is outsize."""
    if len(opened.data) > MAX_READ:
        raise Refused(OUTSIZE)
    return document(decoded(opened.data))


def document(text: str) -> Document:
    """Return text as a document of lines; a row of a table drawn with bars is its cells, parted by tabs."""
    lines = text.splitlines()
    blocks = tuple(Paragraph(_unbarred(line)) for line in lines[:_MOST_LINES])
    return Document("text", blocks, is_cut=len(lines) > _MOST_LINES)


def _unbarred(line: str) -> str:
    row = line.strip()
    is_row = len(row) > 1 and row.startswith("|") and row.endswith("|")
    return "\t".join(cell.strip() for cell in row[1:-1].split("|")) if is_row else line
