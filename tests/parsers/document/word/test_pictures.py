"""Pictures in cells of a Word document."""

from __future__ import annotations

import pytest

from tests.parsers.document.word.test_reader import read
from tests.support.office_files import p, r, sdt, tc, tr

PICTURE = '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
OLDER = '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>'


@pytest.mark.parametrize("picture", [PICTURE, OLDER])
@pytest.mark.parametrize(("text", "expected"), [("", "\ufffd"), ("Bilen", "Bilen")])
def test_picture_without_text_beside_it_is_not_told(picture, text, expected):
    body = f"<w:tbl>{tr(tc(p(r('Resurser'))), tc(p(picture, r(text))))}</w:tbl>"
    assert read(body).tables[0].rows == (("Resurser", expected),)


def test_picture_outside_tables_is_no_text():
    assert read(p(PICTURE) + p(r("Resurser"))).lines == ("Resurser",)


A = "http://schemas.openxmlformats.org/drawingml/2006"
DIAGRAM = f'<w:r><w:drawing><dgm:relIds xmlns:dgm="{A}/diagram"/></w:drawing></w:r>'
CHART = f'<w:r><w:drawing><c:chart xmlns:c="{A}/chart"/></w:drawing></w:r>'
PEN = "<w:r><w:drawing><w14:contentPart/></w:drawing></w:r>"
WORD_ART = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath/></v:shape></w:pict></w:r>'
RING = (
    '<w:r><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"/>'
    "</w:drawing></w:r>"
)
OVAL = '<w:r><w:pict><v:oval xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>'
RULE = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'o:hr="t"/></w:pict></w:r>'
)


@pytest.mark.parametrize("drawing", [DIAGRAM, CHART, PEN, WORD_ART])
def test_words_that_are_drawn_are_not_told(drawing):
    assert read(f"<w:tbl>{tr(tc(p(drawing)))}</w:tbl>").tables[0].rows == (("\ufffd",),)


@pytest.mark.parametrize("shape", [RING, OVAL])
def test_shape_beside_words_may_mark_one_of_them(shape):
    assert read(f"<w:tbl>{tr(tc(p(r('Ja / Nej'), shape)))}</w:tbl>").tables[0].rows == (("Ja / Nej\ufffd",),)


def test_rule_across_a_cell_marks_nothing():
    assert read(f"<w:tbl>{tr(tc(p(r('Ja'), RULE)))}</w:tbl>").tables[0].rows == (("Ja",),)


def test_picture_beside_what_an_empty_control_shows_is_not_told():
    control = sdt(r("Skriv det du vill"), properties="<w:showingPlcHdr/>")
    assert read(f"<w:tbl>{tr(tc(p(r('Skriv här'), PICTURE)))}</w:tbl>").tables[0].rows == (("Skriv här\ufffd",),)
    cell = read(f"<w:tbl>{tr(tc(p(control, PICTURE)))}</w:tbl>").tables[0].rows[0][0]
    assert cell is not None
    assert cell.endswith("\ufffd")
