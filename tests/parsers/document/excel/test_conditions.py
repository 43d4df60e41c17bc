"""Looks that a condition gives: those that hide words, or show a number otherwise, are asked about."""

from __future__ import annotations

import pytest

from parsers.document.model import Document
from parsers.document.read import read_document
from tests.support.office_files import xlsx

CELLS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Risker</t></is></c><c r="B1" t="inlineStr"><is><t>Bil</t></is></c></row>'
)
WHITE = '<font><color rgb="FFFFFFFF"/></font>'


def answer(look: str, rule: str = 'type="expression"', area: str = "B1:B9") -> str | None:
    styles = f"<dxfs><dxf>{look}</dxf></dxfs>"
    condition = f'<conditionalFormatting sqref="{area}"><cfRule {rule} dxfId="0"/></conditionalFormatting>'
    read = read_document("x.xlsx", xlsx(CELLS, styles=styles, merged=condition))
    assert isinstance(read, Document)
    return read.tables[0].rows[0][1]


@pytest.mark.parametrize(
    "look",
    [
        WHITE,
        '<font><color theme="0"/></font>',
        "<font><strike/></font>",
        '<numFmt numFmtId="200" formatCode=";;;"/>',
        '<font><color rgb="FFFFFF00"/></font><fill><patternFill><bgColor rgb="FFFFFF00"/></patternFill></fill>',
    ],
)
def test_look_that_may_hide_an_answer_is_asked_about(look):
    assert answer(look) == "\ufffd Bil"


@pytest.mark.parametrize(
    "look",
    [
        '<font><color rgb="FFFF0000"/></font>',
        '<fill><patternFill><bgColor rgb="FFFFFF00"/></patternFill></fill>',
        f'{WHITE}<fill><patternFill><bgColor rgb="FF1F3864"/></patternFill></fill>',
    ],
)
def test_look_that_is_seen_hides_nothing(look):
    assert answer(look) == "Bil"


def test_condition_of_empty_cells_or_of_others_hides_nothing():
    assert (answer(WHITE, rule='type="containsBlanks"'), answer(WHITE, area="C1 B2")) == ("Bil", "Bil")
