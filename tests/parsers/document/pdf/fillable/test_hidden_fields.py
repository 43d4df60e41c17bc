"""What stands in a field that nobody sees is asked about, and taken for no answer."""

from __future__ import annotations

import pytest
from pypdf.generic import NumberObject

from parsers.document.model import Control, ControlKind, Document
from parsers.document.read import read_document
from tests.support.pdf_files import field, pdf

AT = (200.0, 700.0, 400.0, 720.0)


@pytest.mark.parametrize(("flag", "is_seen"), [(2, False), (32, False), (34, False), (4, True), (0, True)])
def test_value_of_a_field_that_is_hidden_is_doubted(flag, is_seen):
    read = read_document("x.pdf", pdf(b"", fields=(field("Telefon", AT, V="0340-88 12 34", F=NumberObject(flag)),)))
    assert isinstance(read, Document)
    shown, doubted = ("0340-88 12 34", "") if is_seen else ("", "0340-88 12 34")
    assert read.controls == (Control("Telefon", "Telefon", ControlKind.TEXT, shown, doubted=doubted),)
