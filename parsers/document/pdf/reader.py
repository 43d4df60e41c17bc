"""PDF: filled form fields (ISO 32000-1 §12.7), and the text of a form that was printed to PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pypdf import PdfReader

from parsers.document.file_type import Opened
from parsers.document.limits import DAMAGED, PicturesOnly, Refused
from parsers.document.line_breaks import PROGRAM
from parsers.document.model import Control, Document
from parsers.document.pdf import layout, notes, shown_pages
from parsers.document.pdf.fillable import field_values, form_fields
from parsers.document.pdf.fillable.field_captions import Captions, object_number, placed
from parsers.document.pdf.page import Page
from parsers.document.pdf.printed import running_heads, split_words
from parsers.document.pdf.printed.crowded_lines import are_crowded
from parsers.document.pdf.put_on_top import typed_in
from parsers.document.pdf.tables import empty_frames

MAX_PAGES: Final = 15
"""Pages that are read, which is three times what a form with long answers takes: annexes can have hundreds."""
_XFA = (
    "filen är ett formulär som bara Adobe Acrobat visar (XFA) – fyll i mallen som Word- eller Excelfil och skicka den"
)
_END: Final = b"%%EOF"


def read(opened: Opened) -> Document:
    """Read a PDF's form fields and text; limits.Refused when it is locked, damaged, or pictures only."""
    try:
        document = _read(opened)
    except (Refused, MemoryError, RecursionError):
        raise
    except Exception as error:  # pypdf raises many kinds on a damaged file
        raise Refused(DAMAGED) from error
    if not (document.controls or document.tables or document.lines):
        raise PicturesOnly("filen innehåller bara en bild av text – skicka formuläret som Word- eller Excelfil")
    return document


def _read(opened: Opened) -> Document:
    data = opened.data
    end = data.rfind(_END)
    if end < 0:
        raise Refused(DAMAGED)
    data = data[: end + len(_END)]
    with shown_pages.opened(data) as document:
        pages = shown_pages.read(document, MAX_PAGES)
        controls = _controls(data, pages) if shown_pages.has_form(document) else []
        if opened.is_blank and not controls:
            for page in pages:
                page.pieces += empty_frames.lines_to_write_on(page)
        whole = [replace(page, pieces=[*page.pieces]) for page in pages]
        margins = running_heads.take_out(pages)
        properties = shown_pages.properties(document)
        is_crowded = are_crowded(pages, is_sheet=_is_by_office(properties, "Calc"))
        beside = tuple(notes.of_pages(pages))
        tables, lines = split_words.put_together(*layout.tables_and_lines(pages))
        is_cut = len(document) > MAX_PAGES
    rooms = layout.rooms(pages) if _is_by_office(properties, "Writer") else {}
    read = Document.of_parts("pdf", controls=controls, tables=tables, lines=lines, properties=properties, is_cut=is_cut)
    read = replace(read, rooms=rooms, is_crowded=is_crowded, notes=beside)
    return replace(read, margins=margins, with_heads=_with_lines_of(whole, read)) if margins else read


def _with_lines_of(pages: Sequence[Page], read: Document) -> Document:
    """Return a document with all that its pages show."""
    tables, lines = split_words.put_together(*layout.tables_and_lines(pages))
    return replace(read, blocks=Document.of_parts("pdf", controls=read.controls, tables=tables, lines=lines).blocks)


def _is_by_office(properties: Mapping[str, str], part: str) -> bool:
    """Whether a part of LibreOffice printed a file: texts of its spreadsheets stand at the bottom of their cells."""
    return PROGRAM in properties.get("Producer", "") and properties.get("Creator") == part


def _controls(data: bytes, pages: Sequence[Page]) -> list[Control]:
    """Return a file's form fields, and put what they show on their pages."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    widgets = [list(placed(reader.pages[number], page)) for number, page in enumerate(pages)]
    places = [{object_number(widget): place for widget, place in on_page} for on_page in widgets]
    controls = form_fields.controls(reader, Captions(pages, places))
    if form_fields.is_xfa(reader) and not any(control.value or control.checked for control in controls):
        raise Refused(_XFA)
    for page, on_page in zip(pages, widgets, strict=True):
        for widget, place in on_page:
            page.pieces += typed_in(place, field_values.shown(widget))
    return controls
