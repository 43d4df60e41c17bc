"""The line breaks above a text, in each format in which LibreOffice leaves them."""

from __future__ import annotations

import pytest

from parsers.document.line_breaks import FIELD, rooms
from parsers.document.model import Document
from parsers.document.read import read_document
from tests.parsers.document.opendocument.test_reader import text as odt
from tests.support.office_files import docx, p, r, sdt

BREAK = "<w:r><w:br/></w:r>"
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
GENERATOR = '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>'


def read(data: bytes) -> Document:
    content = read_document("x", data)
    assert isinstance(content, Document)
    return content


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["\nab"], {"ab": 1}),
        (["\n\n a  b "], {"a b": 2}),
        (["Enhet:\nab", "cd"], {"ab": 1}),
        (["ab\n\ncd", "\ncd"], {"cd": 2}),
        (["ab"], {}),
    ],
)
def test_line_breaks_right_above_each_line_are_counted(texts, expected):
    assert rooms(texts) == expected


def test_lines_that_begin_with_no_field_may_be_left_out():
    assert rooms([f"Enhet:\n{FIELD}ab\ncd", f"\nef{FIELD}"], in_fields=True) == {"ab": 1}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(BREAK, BEGIN, r("Enheten"), END), {"Enheten": 1}),
        (p(r("Enhet: "), BREAK, BREAK, BEGIN, r("Enheten"), END), {"Enheten": 2}),
        (p(r("Enhet: "), BREAK, sdt(r("Enheten"), tag="unit")), {"Enheten": 1}),
        (p(BEGIN, r("Enhe"), BREAK, r("ten"), END), {}),
        (p(BREAK, r("Enheten")), {}),
    ],
)
def test_fields_of_word_are_found_below_line_breaks(body, expected):
    assert read(docx(body)).rooms == expected


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ("<text:line-break/><text:text-input>Enheten</text:text-input>", {"Enheten": 1}),
        ("Enhet: <text:line-break/><text:text-input>Enheten</text:text-input>", {"Enheten": 1}),
        ("Enhet: <text:line-break/>Enheten", {}),
        ("<text:text-input>Enheten</text:text-input>", {}),
    ],
)
def test_fields_of_opendocument_are_found_below_line_breaks(inline, expected):
    assert odt(f"<text:p>{inline}</text:p>").rooms == expected


@pytest.mark.parametrize(("head", "expected"), [(GENERATOR, {"Enheten": 1, "Noll": 2}), ("", {})])
def test_lines_of_a_page_that_libreoffice_made_are_found_below_line_breaks(head, expected):
    page = f"<html><head>{head}</head><body><p><br/>\nEnheten</p><p>Ett <br><br><b>Noll</b></p><p>Två</p></body></html>"
    assert read(page.encode()).rooms == expected


def test_lines_of_a_marked_text_are_found_below_empty_ones():
    written = "Enhet:\n\nEnheten\nRoll: \nRollen\n"
    assert read(written.encode()).rooms == {}
    assert read(written.encode("utf-8-sig")).rooms == {"Enheten": 2, "Roll:": 1, "Rollen": 1}
