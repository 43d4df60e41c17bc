"""What people put on top of a page (ISO 32000-1 §12.5.6): text, remarks, and lines that strike words out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.document.pdf.page import Piece, Shape, Upright
from parsers.document.pdf.pdfium import raw

_TYPED_SIZE: Final = 10.0
"""The size of letters that is taken for text in a note, which has no place for each of its lines."""
_MOST: Final = 300
_UNSEEN: Final = 1 << 1 | 1 << 5
"""The flags of a note that is hidden, or not shown (§12.5.3)."""
_REMARKS: Final = frozenset(
    (
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_LINE,
        raw.FPDF_ANNOT_POLYGON,
        raw.FPDF_ANNOT_POLYLINE,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_CARET,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
    )
)
"""Notes whose words nobody sees on the page, until they open them."""


@dataclass(slots=True)
class PutOnTop:
    """What is put on one page: `typed` is seen there, `remarks` are opened, `struck` are lines as a page has them.

    `drawn` are the points of what a pen drew.
    """

    typed: list[Piece] = field(default_factory=list)
    remarks: list[Piece] = field(default_factory=list)
    struck: list[tuple[float, float, float]] = field(default_factory=list)
    drawn: list[list[tuple[float, float]]] = field(default_factory=list)


def read(source: Any, upright: Upright) -> PutOnTop:
    """Read what is put on a page; at most 300 of them."""
    found = PutOnTop()
    for number in range(min(raw.FPDFPage_GetAnnotCount(source.raw), _MOST)):
        note = raw.FPDFPage_GetAnnot(source.raw, number)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind == raw.FPDF_ANNOT_FREETEXT:
            is_seen = not raw.FPDFAnnot_GetFlags(note) & _UNSEEN
            (found.typed if is_seen else found.remarks).extend(typed_in(_place(note, upright), _contents(note)))
        elif kind in _REMARKS:
            found.remarks += typed_in(_place(note, upright), _contents(note))
        if kind == raw.FPDF_ANNOT_STRIKEOUT:
            found.struck += _struck(note, upright)
        elif not raw.FPDFAnnot_GetFlags(note) & _UNSEEN:
            found.drawn += _drawn(note, upright)
        raw.FPDFPage_CloseAnnot(note)
    return found


def typed_in(place: Shape, text: str) -> Iterator[Piece]:
    """Yield text that fills a rectangle: its first line stands at the top, where its label's does."""
    if text.strip():
        y = max(place.low, place.high - _TYPED_SIZE * 1.2)
        yield Piece(place.left, place.right, y, _TYPED_SIZE, text)


def _place(note: Any, upright: Upright) -> Shape:
    edges = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, edges)
    return upright.shape((edges.left, edges.bottom), (edges.right, edges.top))


def _struck(note: Any, upright: Upright) -> Iterator[tuple[float, float, float]]:
    """Yield a line through the middle of each piece of text that a note strikes out."""
    corners = raw.FS_QUADPOINTSF()
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(note), _MOST)):
        if raw.FPDFAnnot_GetAttachmentPoints(note, number, corners):
            shape = upright.shape(
                (corners.x1, corners.y1), (corners.x2, corners.y2), (corners.x3, corners.y3), (corners.x4, corners.y4)
            )
            yield (shape.low + shape.high) / 2, shape.left, shape.right


def _drawn(note: Any, upright: Upright) -> Iterator[list[tuple[float, float]]]:
    """Yield each stroke of a pen, and the line of a note that is one."""
    start, end = raw.FS_POINTF(), raw.FS_POINTF()
    if raw.FPDFAnnot_GetLine(note, start, end):
        yield [upright.point(start.x, start.y), upright.point(end.x, end.y)]
    for number in range(min(raw.FPDFAnnot_GetInkListCount(note), _MOST)):
        count = raw.FPDFAnnot_GetInkListPath(note, number, None, 0)
        points = (raw.FS_POINTF * count)()
        raw.FPDFAnnot_GetInkListPath(note, number, points, count)
        yield [upright.point(point.x, point.y) for point in points[:_MOST]]


def _contents(note: Any) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    letters = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(letters, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return letters.raw.decode("utf-16-le", "replace").rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")
