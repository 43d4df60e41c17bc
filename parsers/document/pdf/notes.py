"""What a page says besides what is printed on it from left to right, as notes: it may be somebody's answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parsers.document.model import Note
from parsers.document.pdf.page import Page, Piece, by_height

_LEVEL: Final = 1.0
"""A note stands on the line that is no further off, as a share of its size."""
_NEAR: Final = 3.0
"""The line above it is no further off."""
_WATERMARK: Final = 36.0
"""The size of letters that run aslant over a page to say what it is: «UTKAST»."""


def of_pages(pages: Sequence[Page]) -> Iterator[Note]:
    """Yield remarks, and text that nobody sees or that runs another way, each with the label by which it stands."""
    for page in pages:
        for remark in page.remarks:
            yield Note(remark.text.strip(), row_label=_label(page, remark))
        for line in by_height(page.unseen):
            yield Note(_in_lines(line), row_label=_label(page, line[0]), is_said=True)
        if page.feet:
            yield Note(_in_lines(page.feet), is_said=True)
        aslant = [piece for piece in page.aslant if piece.size < _WATERMARK]
        if aslant:
            yield Note(_in_lines(aslant), is_said=True)


def _in_lines(pieces: Iterable[Piece]) -> str:
    return "\n".join(" ".join(piece.text.strip() for piece in line) for line in by_height(pieces))


def _label(page: Page, note: Piece) -> str:
    """Return what stands left of a note on its line, else what is above it."""
    left = [one for one in page.pieces if one.x < note.x and abs(one.y - note.y) <= _LEVEL * note.size]
    if left:
        return min(left, key=lambda one: one.x).text.strip()
    above = [one for one in page.pieces if 0 < one.y - note.y <= _NEAR * note.size]
    return min(above, key=lambda one: one.y).text.strip() if above else ""
