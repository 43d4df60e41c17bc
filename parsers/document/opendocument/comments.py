"""What people have noted on a text, or on the cells of a sheet (ODF 1.3 part 3 §14.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from parsers.document.model import InCell, Note
from parsers.document.opendocument import grid

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_NOTE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
_FOOTNOTE: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}note"
_ROW: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"
_LINE: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


def notes(part: Element) -> Iterator[Note]:
    """Yield each comment and footnote in a part of a document, a paragraph a line, with the first line of its row."""
    for note in part.iter(_NOTE, _FOOTNOTE):
        text = "\n".join("".join(map(str, line.itertext())) for line in note.iter(_LINE)).strip()
        yield Note(text, row_label=_row_label(note), is_said=note.tag == _FOOTNOTE)


def _row_label(note: Element) -> str:
    row = next(note.iterancestors(_ROW), None)
    line = next(row.iter(_LINE), None) if row is not None else None
    return "" if line is None else "".join(map(str, line.itertext()))


def on_cells(sheet: Element, table: int) -> Iterator[Note]:
    """Yield each comment on a sheet that is the document's table of this number."""
    for number, row in grid.rows(sheet):
        yield from (note._replace(at=InCell(table, number, 0)) for note in notes(row))
