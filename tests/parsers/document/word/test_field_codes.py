"""Codes of fields, with other fields in them."""

from __future__ import annotations

import pytest

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


def coded(*codes: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return f"{mark('begin')}{runs}{mark('end')}"


@pytest.mark.parametrize(
    ("run", "line"),
    [
        (coded("MACROBUTTON NoMacro Bilen behövs"), "\ufffd Bilen behövs"),
        (coded(" MACROBUTTON ", " AcceptAllChangesShown ", "Bilen ", "behövs "), "\ufffd Bilen behövs"),
        ('<w:fldSimple w:instr=" macrobutton NoMacro Bilen behövs "/>', "\ufffd Bilen behövs"),
        (coded("MACROBUTTON NoMacro Bilen") + r(" behövs"), "\ufffd Bilen behövs"),
        (coded("MACROBUTTON NoMacro [Skriv namnet]"), ""),
        (coded("MACROBUTTON NoMacro Klicka här"), ""),
        (coded("MACROBUTTON NoMacro"), ""),
        (coded("GOTOBUTTON _Toc1 Bilen"), ""),
    ],
)
def test_words_on_a_button_for_a_macro_are_in_doubt_but_for_prompts(run, line):
    assert "".join(read(p(run)).lines) == line
