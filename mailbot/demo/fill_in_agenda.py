"""Fills in a returned agenda as a person does in Word and in Excel: only the answers change."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import openpyxl
from lxml import etree
from openpyxl.cell import Cell, MergedCell

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Written:
    """What a secretary writes by one initiative."""

    outcome: str
    reasons: str
    responsible: str = ""
    applies_to: str = ""


def in_word(agenda: bytes, written: Mapping[str, Written]) -> bytes:
    """Return the Word agenda with the decision controls of each reference filled in."""
    with zipfile.ZipFile(io.BytesIO(agenda)) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    filled = io.BytesIO()
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in parts.items():
            is_body = info.filename == "word/document.xml"
            package.writestr(info, _fill(data, written) if is_body else data)
    return filled.getvalue()


def _fill(body: bytes, written: Mapping[str, Written]) -> bytes:
    root = etree.fromstring(body)
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        reference, _, name = (tag.get(f"{_W}val") or "").rpartition(".") if tag is not None else ("", "", "")
        if reference in written and (text := getattr(written[reference], name)):
            _write(control, text)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _write(control: etree._Element, text: str) -> None:
    """Put the text where the placeholder stood, as Word does."""
    properties = control.find(f"{_W}sdtPr")
    placeholder = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    if properties is not None and placeholder is not None:
        properties.remove(placeholder)
    first, *others = control.iter(f"{_W}t")
    first.text = text
    for other in others:
        other.text = ""


def in_excel(agenda: bytes, written: Mapping[str, Written]) -> bytes:
    """Return the Excel agenda with the last three columns of each reference filled in."""
    book = openpyxl.load_workbook(io.BytesIO(agenda))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            found = next((written[str(cell.value)] for cell in row if str(cell.value) in written), None)
            if found is not None:
                _answer(row, found)
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def _answer(row: Sequence[Cell | MergedCell], found: Written) -> None:
    """Write outcome, reasons and who is responsible, or what it applies to, into the last three cells of the row."""
    for cell, text in zip(row[-3:], (found.outcome, found.reasons, found.responsible or found.applies_to), strict=True):
        if text and isinstance(cell, Cell):
            cell.value = text
