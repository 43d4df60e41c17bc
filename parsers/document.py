"""Reads a file of any format into one structure; the reader is chosen by content, not by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from parsers import excel, guard, text, word
from parsers.content import Control, ControlKind, Document, Row, Table
from parsers.form import Unreadable

__all__ = ["Control", "ControlKind", "Document", "Row", "Table", "read"]

_READERS: Mapping[str, Callable[[guard.Opened], Document]] = MappingProxyType(
    {"docx": word.read, "xlsx": excel.read, "text": text.read}
)
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "filen är tom",
        "encrypted": "filen är låst med lösenord eller krypterad",
        "doc": "filen är sparad i ett äldre Word-format (.doc)",
        "xls": "filen är sparad i ett äldre Excel-format (.xls)",
        "xlsb": "filen är sparad i Excels binära format (.xlsb)",
        "strict": "filen är sparad i formatet Strict Open XML",
        "rtf": "filen är sparad som RTF",
        "odt": "filen är ett OpenDocument-dokument (.odt)",
        "ods": "filen är ett OpenDocument-kalkylark (.ods)",
        "pages": "filen är gjord i Apple Pages eller Numbers",
        "pdf": "filen är en PDF",
        "zip": "filen är ett zip-arkiv",
        "html": "filen är en webbsida",
        "msg": "filen är ett sparat Outlook-meddelande (.msg)",
        "image": "filen är en bild",
        "unknown": "filen har ett format som vi inte känner igen",
    }
)
_NEVER_FORMS = ("image", "empty")
_FORM_ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".xlsx", ".xlsm", ".xls", ".odt", ".ods", ".rtf", ".pdf", ".pages")


def read(filename: str, data: bytes) -> Document | Unreadable:
    """Read a file, within the limits of `guard`. Never raises, whatever the bytes.

    The name only decides whether a file that nobody can make sense of may have been a form.
    """
    try:
        opened = guard.inspect(data)
    except guard.Refused as refusal:
        return Unreadable("zip" if data.startswith(b"PK") else "unknown", str(refusal))
    reader = _READERS.get(opened.format)
    if reader is None:
        return Unreadable(opened.format, _REASONS[opened.format], maybe_form=_may_be_form(opened.format, filename))
    try:
        return reader(opened)
    except guard.Refused as refusal:
        return Unreadable(opened.format, str(refusal))
    except RecursionError:
        return Unreadable(opened.format, "filen är uppbyggd på ett sätt som vi inte kan läsa")


def _may_be_form(form: str, filename: str) -> bool:
    if form == "unknown":
        return filename.lower().endswith(_FORM_ENDINGS)
    return form not in _NEVER_FORMS
