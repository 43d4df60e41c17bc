"""Pictures in cells of a Word document."""

from __future__ import annotations

import pytest

from tests.parsers.document.word.test_reader import read
from tests.support.office_files import p, r, tc, tr

PICTURE = '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
OLDER = '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>'


@pytest.mark.parametrize("picture", [PICTURE, OLDER])
@pytest.mark.parametrize(("text", "expected"), [("", "\ufffd"), ("Bilen", "Bilen")])
def test_picture_without_text_beside_it_is_not_told(picture, text, expected):
    body = f"<w:tbl>{tr(tc(p(r('Resurser'))), tc(p(picture, r(text))))}</w:tbl>"
    assert read(body).tables[0].rows == (("Resurser", expected),)


def test_picture_outside_tables_is_no_text():
    assert read(p(PICTURE) + p(r("Resurser"))).lines == ("Resurser",)
