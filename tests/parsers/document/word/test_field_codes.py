"""Codes of fields, with other fields in them."""

from __future__ import annotations

from tests.parsers.document.word.test_reader import read
from tests.support.office_files import p, r


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, shown: str) -> str:
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{shown}{mark('end')}"


def test_what_a_field_within_a_code_comes_to_is_not_seen():
    code = f"</w:instrText></w:r>{field('MERGEFIELD X', r('1'))}<w:r><w:instrText>"
    assert read(p(r("Bilen "), field(code, r("behövs")), r(" här"))).lines == ("Bilen behövs här",)


def test_field_within_what_another_shows_is_seen():
    assert read(p(field("QUOTE", r("Bilen ") + field("REF", r("behövs"))))).lines == ("Bilen behövs",)


def test_end_without_a_beginning_takes_nothing_away():
    assert read(p(mark("end"), r("Bilen"), mark("separate"), r(" behövs"))).lines == ("Bilen behövs",)
