"""Words of a Word document that nobody sees are asked about."""

from __future__ import annotations

import pytest

from tests.parsers.document.word.test_reader import read, styled
from tests.support.office_files import p, r, tc, tr

WHITE = '<w:color w:val="FFFFFF"/>'
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="character" w:styleId="Vit"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dold"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)


def answer(*content: str, cell: str = "", table: str = "", label: str = r("Risker")) -> str | None:
    body = f"<w:tbl>{table}{tr(tc(p(label)), tc(p(*content), properties=cell))}</w:tbl>"
    return read(body, **{"word/styles.xml": STYLES}).tables[0].rows[0][1]


@pytest.mark.parametrize(
    "look",
    [
        WHITE,
        '<w:color w:val="FDFDFD"/>',
        '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="Vit"/>',
    ],
)
def test_white_and_tiny_words_are_asked_about(look):
    assert answer(styled("Bil", look)) == "\ufffd Bil"
    assert answer(r("Bil. "), styled("Snö.", look)) == "Bil. \ufffd Snö."


DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


def test_white_words_on_a_colour_are_seen():
    on_run, on_cell = answer(styled("Bil", WHITE + DARK)), answer(styled("Bil", WHITE), cell=DARK)
    in_style = answer(styled("Bil", WHITE), table='<w:tblPr><w:tblStyle w:val="GridTable5Dark"/></w:tblPr>')
    plain = answer(styled("Bil", WHITE), table='<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>')
    assert (on_run, on_cell, in_style, plain) == ("Bil", "Bil", "Bil", "\ufffd Bil")


@pytest.mark.parametrize("look", ['<w:color w:val="808080"/>', '<w:sz w:val="12"/>', '<w:color w:val="auto"/>'])
def test_grey_and_small_words_are_seen(look):
    assert answer(styled("Bil", look)) == "Bil"


def test_label_in_white_stays_a_label():
    body = f"<w:tbl>{tr(tc(p(styled('Risker', WHITE))), tc(p(r('Bil'))))}</w:tbl>"
    assert read(body).tables[0].rows == (("Risker", "Bil"),)


def test_cell_whose_words_are_all_hidden_is_asked_about():
    hidden = styled("Bil", "<w:vanish/>")
    by_style = '<w:pPr><w:pStyle w:val="Dold"/></w:pPr>' + r("Bil")
    assert (answer(hidden), answer(by_style), answer(r("Snö"), hidden)) == ("\ufffd", "\ufffd", "Snö")
    assert answer(styled("Bil", "<w:strike/>")) == ""
