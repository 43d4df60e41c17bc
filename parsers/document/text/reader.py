"""Plain text, as a file or as a mail's own words."""

from __future__ import annotations

import codecs
from dataclasses import replace

from parsers.document.charsets import to_text
from parsers.document.file_type import Opened
from parsers.document.limits import MAX_READ, OUTSIZE, Refused
from parsers.document.line_breaks import rooms
from parsers.document.model import Document
from parsers.document.text import ornament as text_ornament
from parsers.document.text import tables as text_tables
from parsers.document.text.garbled import mended
from parsers.document.text.markup import REFUSAL, is_source
from parsers.document.text.row_numbers import without_row_numbers

_MOST_LINES = 10_000
"""Lines of a text that are read: more than any form has, with every answer as long as it may be."""


def read(opened: Opened) -> Document:
    """Read a text file, or one of separated values (.csv); limits.Refused when it is outsize."""
    if len(opened.data) > MAX_READ:
        raise Refused(OUTSIZE)
    raw = to_text(opened.data)
    text = text_ornament.unquoted(mended(raw))
    table = text_tables.of_json(raw) or text_tables.separated(text)
    if table is not None:
        return Document("text", (table,), is_cut=len(table.rows) > _MOST_LINES)
    if is_source(text):
        raise Refused(REFUSAL)
    # LibreOffice marks its texts. What people write themselves has empty lines wherever they like.
    return replace(document(text), rooms=rooms([text]) if opened.data.startswith(codecs.BOM_UTF8) else {})


def document(text: str) -> Document:
    """Return text as a document of lines, and of the tables that are drawn in it."""
    lines = mended(text).replace("\xa0", " ").splitlines()
    shown = text_ornament.plain(without_row_numbers(lines[:_MOST_LINES]))
    return Document("text", tuple(text_tables.blocks(shown)), is_cut=len(lines) > _MOST_LINES)
