"""Opens a PDF with PDFium and reads what each page shows, as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from parsers.document.limits import DAMAGED, LOCKED, Refused
from parsers.document.model import TEMPLATE_PROPERTY
from parsers.document.pdf import put_on_top
from parsers.document.pdf.drawn import drawn_lines, struck_out, ticked_boxes
from parsers.document.pdf.page import Page, Shape, Upright
from parsers.document.pdf.pdfium import PdfDocument, PdfiumError, raw
from parsers.document.pdf.printed import crowded_lines, cut_lines, raised_digits, unseen_text
from parsers.document.pdf.printed.columns import Columns
from parsers.document.pdf.printed.printed_text import PrintedText

_SCALE: Final = 3
"""Dots for each point of a page, where boxes are looked into."""
_MOST_DOTS: Final = 12_000_000
_PROPERTIES = {"Title": "title", "Subject": "subject", "Keywords": "keywords"}


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
    dots = {id(page): _Dots(source, page.upright) for source, page in zip(sources, pages, strict=True)}
    for page in pages:
        unseen_text.take_out(page, dots[id(page)].differ)
    columns = Columns([page.pieces for page in pages])
    for page in pages:
        page.gaps = crowded_lines.gaps(page.pieces)
        page.pieces = columns.pieces(page.pieces) + page.typed
        ticked_boxes.mark(page, dots[id(page)].inside)
    return pages


def _page(source: Any, styles: dict[tuple[object, ...], int]) -> Page:
    left, low, right, high = source.get_bbox()
    text_page = source.get_textpage()
    text = PrintedText(text_page.raw, styles)
    upright = Upright(left, low, right - left, high - low, text.turns)
    page = Page(upright, raised_digits.on_their_lines(text.runs(upright)))
    page.aslant = [piece for way in text.ways() for piece in text.runs(replace(upright, turns=way))]
    page.aslant += text.aslant(upright)
    on_top = put_on_top.read(source, upright)
    drawn_lines.read(source.raw, page, upright, on_top.drawn)
    page.typed, page.remarks = on_top.typed, on_top.remarks
    page.horizontal += on_top.struck
    struck_out.take_out(page)
    return page


class _Dots:
    """A page's picture, made when the first box is looked into."""

    def __init__(self, source: Any, upright: Upright) -> None:
        self._source = source
        self._upright = upright

    def inside(self, place: Shape) -> list[int]:
        """Return how bright the dots in a rectangle are; nothing for a page that is too large."""
        return [dot for start, end in self._spans(place) for dot in self._picture[0][start:end]]

    def differ(self, place: Shape, least: int) -> bool:
        """Whether any two dots in a rectangle differ so much; said of all on a page that is too large."""
        spans = self._spans(place)
        middle = len(spans) // 2
        darkest, brightest = 255, 0
        for start, end in (*spans[middle:], *spans[:middle]):
            row = self._picture[0][start:end]
            low, high = min(row), max(row)
            darkest, brightest = min(darkest, low), max(brightest, high)
            if brightest - darkest >= least:
                return True
        return not spans

    def _spans(self, place: Shape) -> list[tuple[int, int]]:
        """Return where the rows of a rectangle are in the picture; none outside the page, or where it is too large."""
        if self._upright.width * self._upright.height * _SCALE**2 > _MOST_DOTS:
            return []
        _, wide, high, stride = self._picture
        top, low = (int((self._upright.height - y) * _SCALE) for y in (place.high, place.low))
        left, right = max(int(place.left * _SCALE), 0), min(int(place.right * _SCALE) + 1, wide)
        rows = range(max(top, 0), min(low + 1, high)) if left < right else ()
        return [(row * stride + left, row * stride + right) for row in rows]

    @cached_property
    def _picture(self) -> tuple[bytes, int, int, int]:
        turned = (90 * self._upright.turns - self._source.get_rotation()) % 360
        bitmap = self._source.render(scale=_SCALE, rotation=turned, grayscale=True)
        return bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
