"""Opens a PDF with PDFium and reads what each page shows, as a person sees it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from parsers.document.limits import DAMAGED, LOCKED, Refused
from parsers.document.model import TEMPLATE_PROPERTY
from parsers.document.pdf.drawn import drawn_lines, struck_out, ticked_boxes
from parsers.document.pdf.page import Page, Piece, Shape, Upright
from parsers.document.pdf.pdfium import PdfDocument, PdfiumError, raw
from parsers.document.pdf.printed import crowded_lines, cut_lines, raised_digits
from parsers.document.pdf.printed.columns import Columns
from parsers.document.pdf.printed.printed_text import PrintedText

_SCALE: Final = 3
"""Dots for each point of a page, where boxes are looked into."""
_MOST_DOTS: Final = 12_000_000
_PROPERTIES = {"Title": "title", "Subject": "subject", "Keywords": "keywords"}
_TYPED_SIZE: Final = 10.0
"""The size of letters that is taken for text in a note, which has no place for each of its lines."""
_MOST_NOTES: Final = 300


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a file; Refused where it is locked with a password, or damaged."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise Refused(LOCKED if "password" in str(error).lower() else DAMAGED) from error
    try:
        yield document
    finally:
        document.close()


def has_form(document: Any) -> bool:
    """Whether a file has form fields (§12.7.2)."""
    return bool(raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE)


def properties(document: Any) -> dict[str, str]:
    """Return what the file says of itself (§14.3.3), without what it leaves empty."""
    told = {
        _PROPERTIES.get(key, key): document.get_metadata_value(key)
        for key in (*document.METADATA_KEYS, TEMPLATE_PROPERTY)
    }
    return {key: value for key, value in told.items() if value}


def read(document: Any, most: int) -> list[Page]:
    """Return what the first pages show."""
    styles: dict[tuple[object, ...], int] = {}
    sources = [document[number] for number in range(min(len(document), most))]
    pages = [_page(source, styles) for source in sources]
    cut_lines.leave_out(pages)
    columns = Columns([page.pieces for page in pages])
    for source, page in zip(sources, pages, strict=True):
        page.gaps = crowded_lines.gaps(page.pieces)
        page.pieces = columns.pieces(page.pieces) + list(_typed(source, page.upright))
        ticked_boxes.mark(page, _Dots(source, page.upright).inside)
    return pages


def _page(source: Any, styles: dict[tuple[object, ...], int]) -> Page:
    left, low, right, high = source.get_bbox()
    text_page = source.get_textpage()
    text = PrintedText(text_page.raw, styles)
    upright = Upright(left, low, right - left, high - low, text.turns)
    page = Page(upright, raised_digits.on_their_lines(text.runs(upright)))
    page.aslant = [piece for way in text.ways() for piece in text.runs(replace(upright, turns=way))]
    drawn_lines.read(source.raw, page, upright)
    struck_out.take_out(page)
    return page


def _typed(source: Any, upright: Upright) -> Iterator[Piece]:
    """Yield what somebody typed on top of the page, with «lägg till text» (§12.5.6.6)."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(source.raw), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(source.raw, number)
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT:
            edges = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, edges)
            yield from typed_in(upright.shape((edges.left, edges.bottom), (edges.right, edges.top)), _contents(note))
        raw.FPDFPage_CloseAnnot(note)


def typed_in(place: Shape, text: str) -> Iterator[Piece]:
    """Yield text that fills a rectangle: its first line stands at the top, where its label's does."""
    if text.strip():
        y = max(place.low, place.high - _TYPED_SIZE * 1.2)
        yield Piece(place.left, place.right, y, _TYPED_SIZE, text)


def _contents(note: Any) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    letters = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(letters, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return letters.raw.decode("utf-16-le", "replace").rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")


class _Dots:
    """A page's picture, made when the first box is looked into."""

    def __init__(self, source: Any, upright: Upright) -> None:
        self._source = source
        self._upright = upright

    def inside(self, place: Shape) -> list[int]:
        """Return how bright the dots in a rectangle are; nothing for a page that is too large."""
        if self._upright.width * self._upright.height * _SCALE**2 > _MOST_DOTS:
            return []
        picture, wide, high, stride = self._picture
        top, low = (int((self._upright.height - y) * _SCALE) for y in (place.high, place.low))
        left, right = int(place.left * _SCALE), int(place.right * _SCALE)
        rows = range(max(top, 0), min(low + 1, high))
        return [
            dot for row in rows for dot in picture[row * stride + max(left, 0) : row * stride + min(right + 1, wide)]
        ]

    @cached_property
    def _picture(self) -> tuple[bytes, int, int, int]:
        turned = (90 * self._upright.turns - self._source.get_rotation()) % 360
        bitmap = self._source.render(scale=_SCALE, rotation=turned, grayscale=True)
        return bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
