"""PDF: filled form fields (ISO 32000-1 §12.7), and the text of a form that was printed to PDF."""

from __future__ import annotations

import io
from itertools import islice
from typing import Final

from pypdf import PasswordType, PdfReader

from parsers.document.file_type import Opened
from parsers.document.limits import DAMAGED, LOCKED, Refused
from parsers.document.model import Document
from parsers.document.pdf import form_fields, page, tables
from parsers.document.pdf.field_captions import Captions

MAX_PAGES: Final = 15
"""Pages that are read, which is three times what a form with long answers takes: annexes can have hundreds."""
_XFA = (
    "filen är ett formulär som bara Adobe Acrobat visar (XFA) – fyll i mallen som Word- eller Excelfil och skicka den"
)
_PROPERTIES = {"/Title": "title", "/Subject": "subject", "/Keywords": "keywords"}


def read(opened: Opened) -> Document:
    """Read a PDF's form fields and text; limits.Refused when it is locked, damaged, or pictures only."""
    try:
        document = _read(opened.data)
    except (Refused, MemoryError, RecursionError):
        raise
    except Exception as error:  # pypdf raises many kinds on a damaged file
        raise Refused(DAMAGED) from error
    if not (document.controls or document.tables or document.lines):
        raise Refused("filen innehåller bara en bild av text – skicka formuläret som Word- eller Excelfil")
    return document


def _read(data: bytes) -> Document:
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(DAMAGED)
    reader = PdfReader(io.BytesIO(data[: end + 5]))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise Refused(LOCKED)
    pages = [(sheet, page.read(sheet)) for sheet in islice(reader.pages, MAX_PAGES)]
    controls = tuple(form_fields.controls(reader, Captions(pages)))
    if form_fields.is_xfa(reader) and not any(control.value or control.checked for control in controls):
        raise Refused(_XFA)
    in_tables, lines = tables.tables_and_lines([read for _, read in pages])
    told = reader.metadata.items() if reader.metadata is not None else ()
    properties = {_PROPERTIES.get(key, key.lstrip("/")): str(value) for key, value in told}
    is_cut = len(reader.pages) > MAX_PAGES
    return Document("pdf", controls, in_tables, lines, properties, is_cut=is_cut)
