"""Filled forms as small files: no more than a reader needs."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANSWERS = {
    "Rubrik": "Trygg hemgång från korttidsplats",
    "Initiativtagarens namn": "Anna Ek",
    "Organisation": "Varbergs kommun",
    "E-post": "anna.ek@varberg.example",
    "Bakgrund": "Många blir kvar länge på korttidsplats.",
    "Beskrivning av förslaget": "Ett gemensamt team möter hemma första dygnet.",
    "Syfte": "Att hemgången blir trygg.",
    "Framgångsfaktorer": "Trygg",
    "Förväntad effekt": "Färre återinskrivningar.",
    "Målgrupp": "Personer över 75 år.",
    "Mål i Omtanke Halland": "nära",
}
"""Questions by their label, and an answer each."""

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(**changes: str) -> tuple[str, str, bytes]:
    """Return a Word form as (name, type, bytes); a changed answer is given by the first word of its label."""
    rows = "".join(f"<w:tr>{_cell(label)}{_cell(answer)}</w:tr>" for label, answer in answers(changes).items())
    document = f'<w:document xmlns:w="{_MAIN}"><w:body><w:tbl>{rows}</w:tbl><w:p/></w:body></w:document>'
    return "Förslag.docx", DOCX, _package({"word/document.xml": document})


def letter(text: str) -> tuple[str, str, bytes]:
    """Return a Word file that is no form."""
    document = f'<w:document xmlns:w="{_MAIN}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return "Minnesanteckningar.docx", DOCX, _package({"word/document.xml": document})


def xlsx(**changes: str) -> tuple[str, str, bytes]:
    """Return an Excel form as (name, type, bytes)."""
    book = Workbook()
    for row in answers(changes).items():
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return "Förslag.xlsx", XLSX, file.getvalue()


def text(**changes: str) -> str:
    """Return a form as somebody writes it in a mail."""
    return "\n".join(f"{label}: {answer}" for label, answer in answers(changes).items())


def answers(changes: dict[str, str]) -> dict[str, str]:
    return {label: changes.get(label.split()[0], answer) for label, answer in ANSWERS.items()}


def _cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _package(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, **parts}.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), content)
    return file.getvalue()
