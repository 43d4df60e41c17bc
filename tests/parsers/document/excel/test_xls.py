"""Older Excel's .xls as LibreOffice writes it: numbers by their formats, looks, what is hidden, and locked files."""

from __future__ import annotations

import os
import shutil
import struct

import pytest

from parsers.document.emphasis import Emphasised
from parsers.document.excel.xls_process import is_ticked
from parsers.document.model import Document, InCell, Note
from parsers.document.read import read_document
from parsers.result import Unreadable
from tests.golden.make.filled_forms.convert import office
from tests.support.office_files import xlsx
from tests.support.paths import PROGRAM_FILES

with_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
BOF = b"\x09\x08\x10\x00"
"""How a workbook's stream begins, with sixteen bytes after it ([MS-XLS] §2.4.21)."""
FILE_PASS = b"\x2f\x00"


def formats(*codes: str) -> str:
    own = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in enumerate(codes, 170))
    looks = (
        "<fonts><font/><font><b/></font><font><strike/></font></fonts>"
        '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>'
    )
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in range(170, 170 + len(codes)))
    more = '<xf fontId="1"/><xf fontId="2"/><xf fillId="2"/>'
    return f"<numFmts>{own}</numFmts>{looks}<cellXfs><xf/>{more}{cells}</cellXfs>"


def number(place: str, value: str, style: int) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def text(place: str, words: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{words}</is></c>'


def read(rows: str, styles: str = "", **more: str) -> Document:
    (data,) = office([xlsx(rows, styles=styles, **more)], "xlsx", "xls")
    content = read_document("x.xls", data)
    assert isinstance(content, Document)
    return content


@with_libreoffice
def test_number_is_shown_by_its_format():
    codes = ("# ##0 &quot;kr&quot;", "0000000000", "yyyy-mm-dd", "0 %", "#", "mmm yyyy")
    values = ("30000", "701740607", "46000", "0.5", "450", "46000")
    rows = "".join(
        f'<row r="{at}">{number(f"A{at}", value, style)}</row>'
        for at, (value, style) in enumerate(zip(values, range(4, 10), strict=True), 1)
    )
    shown = [row[0] for row in read(rows, formats(*codes)).tables[0].rows]
    assert shown == ["30 000 kr", "0701740607", "2025-12-09", "50 %", "450", "dec 2025"]


@with_libreoffice
def test_looks_are_told_and_what_is_struck_out_is_gone():
    runs = "<r><rPr><strike/></rPr><t>Nej</t></r><r><t>Ja</t></r>"
    cells = [text("A1", "<t>Fet</t>", 1), text("A2", "<t>Bort</t>", 2), text("A3", "<t>Gul</t>", 3), text("A4", runs)]
    cells.append(text("A5", '<r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r>'))
    content = read("".join(f'<row r="{at}">{cell}</row>' for at, cell in enumerate(cells, 1)), formats())
    assert content.tables[0].rows == (("Fet",), (), ("Gul",), ("Ja",), ("10³",))
    assert content.emphasised[InCell(0, 0, 0)] == (Emphasised("Fet", "fet"),)
    assert content.emphasised[InCell(0, 2, 0)][0].look.startswith("bakgrund")
    assert content.emphasised.keys() == {InCell(0, 0, 0), InCell(0, 2, 0)}


@with_libreoffice
def test_hidden_rows_come_after_and_hidden_columns_are_left_out():
    first = f'<row r="1">{text("A1", "<t>Syns</t>")}{text("B1", "<t>Lista</t>")}{text("C1", "<t>Svar</t>")}</row>'
    rows = f'{first}<row r="2" hidden="1">{text("A2", "<t>Gömd</t>")}</row>'
    content = read(rows, columns='<cols><col min="2" max="2" width="9" hidden="1"/></cols>')
    assert [table.rows for table in content.tables] == [(("Syns", "Svar"),), ((), ("Gömd",))]


def test_file_with_a_password_is_locked_and_not_damaged():
    data = (PROGRAM_FILES / "libreoffice-filled.xls").read_bytes()
    following = data.index(BOF) + len(BOF) + 16
    locked = data[:following] + FILE_PASS + data[following + 2 :]
    result = read_document("x.xls", locked)
    assert isinstance(result, Unreadable)
    assert result.reason.startswith("filen är låst med lösenord")


_FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
    '<office:body><office:spreadsheet><table:table table:name="Blad1"><table:shapes>{}</table:shapes><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>Resurser</text:p></table:table-cell></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document>"
)


@with_libreoffice
@pytest.mark.parametrize("texts", [("Bilen behövs",), ("Bilen behövs\nvarje dag", "till annat"), (" ",), ()])
def test_words_in_text_boxes_over_the_cells_are_said(texts):
    boxes = "".join(
        f'<draw:frame svg:width="5cm" svg:height="2cm" svg:x="5cm" svg:y="{at}cm"><draw:text-box>'
        f"{''.join(f'<text:p>{line}</text:p>' for line in text.split(chr(10)))}</draw:text-box></draw:frame>"
        for at, text in enumerate(texts, 1)
    )
    (data,) = office([_FLAT.format(boxes).encode()], "fods", "xls")
    content = read_document("x.xls", data)
    assert isinstance(content, Document)
    assert content.notes == tuple(Note(text, is_said=True) for text in texts if text.strip())
    assert content.tables[0].rows == (("Resurser",),)


@pytest.mark.parametrize(
    ("parts", "ticked"),
    [
        ([(0x15, bytes(18)), (0x0A, bytes(12)), (0x12, b"\x01\x00" + bytes(6)), (0, b"")], True),
        ([(0x15, bytes(18)), (0x0A, bytes(12)), (0x12, bytes(8)), (0, b"")], False),
        ([(0x15, b"\x12\x00\x01\x00" + bytes(14)), (0, b"")], False),
        ([], False),
    ],
)
def test_drawn_box_is_ticked_by_its_state_alone(parts, ticked):
    data = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in parts)
    assert is_ticked(data) is ticked
