"""PDF: filled form fields (ISO 32000-1 §12.7), and the text of a form that was printed to PDF."""

from __future__ import annotations

import io
import re
from itertools import islice
from typing import Final

from pypdf import PasswordType, PdfReader
from pypdf.generic import DictionaryObject

from parsers import pdf_layout, pdf_page
from parsers.content import Control, ControlKind, Document
from parsers.guard import DAMAGED, LOCKED, Opened, Refused

MAX_PAGES: Final = 15
"""Pages that are read, which is three times what a form with long answers takes: annexes can have hundreds."""
_MAX_FIELDS: Final = 1_000
_TICKED_OFF = ("", "/Off", "None")
_INDEX = re.compile(r"\[\d+\]|^#")
_IS_RADIO: Final = 1 << 15
_PROPERTIES = {"/Title": "title", "/Subject": "subject", "/Keywords": "keywords"}


def read(opened: Opened) -> Document:
    """Read a PDF's form fields and text; guard.Refused when it is locked, damaged, or pictures only."""
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
    pages = [pdf_page.read(page) for page in islice(reader.pages, MAX_PAGES)]
    tables, lines = pdf_layout.tables_and_lines(pages)
    told = reader.metadata.items() if reader.metadata is not None else ()
    properties = {_PROPERTIES.get(key, key.lstrip("/")): str(value) for key, value in told}
    return Document("pdf", tuple(_controls(reader)), tables, lines, properties)


def _controls(reader: PdfReader) -> list[Control]:
    fields = reader.get_fields() or {}
    return [
        _control(name, field)
        for name, field in islice(fields.items(), _MAX_FIELDS)
        if field.get("/FT") is not None and not ("/Kids" in field and field.get("/T") is None)
    ]


def _control(name: str, field: DictionaryObject) -> Control:
    """Make a control of a field. In «factors.Trygg», the name of a check box, the last part is its title."""
    parts = [_INDEX.sub("", part) for part in name.split(".")]
    title = str(field.get("/TU") or parts[-1])
    value = pdf_page.as_text(field.get("/V"))
    if field.get("/FT") != "/Btn":
        kind = ControlKind.CHOICE if field.get("/FT") == "/Ch" else ControlKind.TEXT
        return Control(parts[-1], title, kind, value)
    if int(str(field.get("/Ff", 0))) & _IS_RADIO:
        return Control(parts[-1], title, ControlKind.CHOICE, "" if value in _TICKED_OFF else value.removeprefix("/"))
    tag = parts[-2] if len(parts) > 1 else parts[-1]
    return Control(tag, title, ControlKind.CHECK_BOX, "", value not in _TICKED_OFF)
