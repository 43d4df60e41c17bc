"""What floats over a sheet's cells: text boxes and pictures."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsers.document.model import UNKNOWN, Document
from parsers.document.read import read_document
from tests.support.office_files import package, relationships, xlsx

NAMES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>Risker</t></is></c></row><row r="2"/>'
PICTURE = "<xdr:pic/>"


def shape(*lines: str) -> str:
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<xdr:sp><xdr:txBody>{text}</xdr:txBody></xdr:sp>"


def anchor(row: object, column: object, what: str, kind: str = "twoCellAnchor") -> str:
    place = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    return f"<xdr:{kind}>{place}{what}</xdr:{kind}>"


def rows(*anchors: str) -> tuple[tuple[str | None, ...], ...]:
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("rId1", "drawing", "../drawings/drawing1.xml"))
    parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {NAMES}>{''.join(anchors)}</xdr:wsDr>"
    read = read_document("x.xlsx", package(parts))
    assert isinstance(read, Document)
    return read.tables[0].rows


def test_words_of_a_text_box_stand_in_the_cell_below_it():
    assert rows(anchor(0, 1, shape("Bilen behövs", "till annat"))) == (("Risker", "Bilen behövs\ntill annat"),)


def test_words_over_a_cell_with_words_come_after_them():
    assert rows(anchor(0, 0, shape("Bilen"), "oneCellAnchor")) == (("Risker\nBilen",),)


def test_picture_in_an_empty_cell_may_be_an_answer_and_over_words_says_nothing():
    assert rows(anchor(0, 1, PICTURE)) == (("Risker", UNKNOWN),)
    assert rows(anchor(0, 0, PICTURE)) == (("Risker",),)


@pytest.mark.parametrize("row", ["", "-1", "x", "99999999", "5000"])
def test_what_floats_at_no_place_of_a_form_is_left_out(row):
    assert rows(anchor(row, 1, shape("Bilen"))) == (("Risker",),)
