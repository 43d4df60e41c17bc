"""What people have noted on what LibreOffice saved as a web page: as comments of the page or, on cells, as elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from parsers.document.html.style_sheets import Element
from parsers.document.model import Note


def notes(root: Element) -> Iterator[Note]:
    """Yield each comment in the page's body, with the words of the first cell of the table row that it is on."""
    for comment in root.iter(etree.Comment, "comment"):
        text = " ".join((comment.text or "").split())
        if text and next(comment.iterancestors("body"), None) is not None:
            yield Note(text, row_label=_row_label(comment))


def _row_label(comment: Element) -> str:
    row = next(comment.iterancestors("tr"), None)
    cell = next(row.iter("td", "th"), None) if row is not None else None
    line = next(cell.iter("p"), cell) if cell is not None else None
    return "" if line is None else " ".join("".join(map(str, line.itertext("*"))).split())
