"""Reads a file of any format into one structure; the reader is chosen by content, not by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from parsers.document import file_type, libreoffice, limits
from parsers.document.excel import blank_sheets, xls
from parsers.document.excel import reader as excel
from parsers.document.html import reader as html
from parsers.document.model import OBJECT, Block, Control, ControlKind, Document, Paragraph, Row, Table
from parsers.document.opendocument import reader as opendocument
from parsers.document.text import reader as text
from parsers.document.word import reader as word
from parsers.result import Unreadable

__all__ = [
    "OBJECT",
    "Block",
    "Control",
    "ControlKind",
    "Document",
    "Paragraph",
    "Row",
    "Table",
    "read_blank",
    "read_document",
]

_Reader = Callable[[file_type.Opened], Document]


def _read_pdf(opened: file_type.Opened) -> Document:
    from parsers.document.pdf import reader as pdf  # noqa: PLC0415 - its libraries are a tenth of what a start loads

    return pdf.read(opened)


_READERS: Mapping[str, _Reader] = MappingProxyType(
    {
        "docx": word.read,
        "xlsx": excel.read,
        "odt": opendocument.read_text,
        "ods": opendocument.read_sheets,
        "pdf": _read_pdf,
        "doc": libreoffice.read_converted,
        "rtf": libreoffice.read_converted,
        "xls": xls.read_workbook,
        "html": html.read,
        "text": text.read,
    }
)
_BLANK_READERS: Mapping[str, _Reader] = MappingProxyType({**_READERS, "xlsx": blank_sheets.read})
_AS_WORD = "öppna den, välj Spara som och formatet .docx, och skicka den filen"
_AS_EXCEL = "öppna den, välj Spara som och formatet .xlsx, och skicka den filen"
_IN_OURS = "skriv in ditt förslag i mallen (Word eller Excel) och skicka den"
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "filen är tom – fyll i formuläret, spara det och skicka det igen",
        "encrypted": limits.LOCKED,
        "wordxml": f"filen är sparad som Word-XML – {_AS_WORD}",
        "xlsb": f"filen är sparad i Excels binära format (.xlsb) – {_AS_EXCEL}",
        "strict": "filen är sparad i formatet Strict Open XML – öppna den, välj Spara som och formatet Word-dokument "
        "(.docx) eller Excel-arbetsbok (.xlsx), och skicka den filen",
        "pages": "filen är gjord i Apple Pages eller Numbers – välj Exportera till Word eller Excel, "
        "och skicka den filen",
        "slides": f"filen är en presentation – {_IN_OURS}",
        "onenote": f"filen är gjord i OneNote – {_IN_OURS}",
        "publisher": f"filen är gjord i Publisher – {_IN_OURS}",
        "packed": "filen är ett packat arkiv – skicka formuläret för sig, utan att packa det",
        "mail": "filen är ett sparat mejl eller en sparad webbsida – skicka formuläret som Word- eller Excelfil",
        "zip": "filen är ett zip-arkiv – skicka formuläret för sig, utan att packa det",
        "msg": "filen är ett sparat Outlook-meddelande (.msg) – skicka formuläret som en egen bilaga",
        "link": "bilagan är en länk – ladda ner formuläret och skicka själva filen",
        "image": "filen är en bild – skicka formuläret som Word- eller Excelfil",
        "unknown": "filen har ett format som vi inte känner igen – skicka formuläret som .docx eller .xlsx",
    }
)
_NEVER_FORMS = ("image", "empty", "slides", "publisher")
_FORM_ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".xlsx", ".xlsm", ".xls", ".odt", ".ods", ".rtf", ".pdf", ".pages")


def read_document(filename: str, data: bytes) -> Document | Unreadable:
    """Read a file, within the limits of `guard`. Never raises, whatever the bytes.

    The name only decides whether a file that nobody can make sense of may have been a form.
    """
    return _read(filename, data)


def read_blank(filename: str, data: bytes) -> Document | Unreadable:
    """As `read_document`, to learn a form's questions: with its headings and its empty lines, and where controls stand.

    In Word and Excel a control stands in its text as OBJECT. A cell of a workbook with a rule for what may be written
    in it is one, and a row is as long as there is room to write in it.
    """
    return _read(filename, data, is_blank=True)


def _read(filename: str, data: bytes, *, is_blank: bool = False) -> Document | Unreadable:
    try:
        opened = replace(file_type.inspect(data), is_blank=is_blank)
    except limits.Refused as refusal:
        return Unreadable("zip" if data.startswith(b"PK") else "unknown", str(refusal))
    reader = (_BLANK_READERS if is_blank else _READERS).get(opened.format)
    if reader is None:
        return Unreadable(opened.format, _REASONS[opened.format], maybe_form=_may_be_form(opened.format, filename))
    try:
        return reader(opened)
    except limits.Refused as refusal:
        return Unreadable(opened.format, str(refusal), pictures_only=isinstance(refusal, limits.PicturesOnly))
    except RecursionError:
        return Unreadable(opened.format, f"filen är uppbyggd på ett sätt som vi inte kan läsa – {_AS_WORD}")


def _may_be_form(form: str, filename: str) -> bool:
    if form == "unknown":
        return filename.lower().endswith(_FORM_ENDINGS)
    return form not in _NEVER_FORMS
