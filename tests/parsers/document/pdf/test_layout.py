from __future__ import annotations

import pytest

from parsers.document.pdf.layout import tables_and_lines
from parsers.document.pdf.page import Page, Piece, Upright


@pytest.mark.parametrize("box", ["☐", "☒"])
def test_box_printed_beside_its_words_keeps_its_blank(box):
    page = Page(Upright(0, 0, 595, 842), [Piece(20, 28, 700, 10, box), Piece(31.5, 60, 700, 10, "Trygg")])
    assert tables_and_lines([page]) == ((), (f"{box} Trygg",))


@pytest.mark.parametrize(
    ("last", "first", "lines"),
    [
        ("Tidplan", "v. 36 till v. 40", ("Tidplan", "v. 36 till v. 40")),
        ("Önskat beslut *", "ja till ett försök", ("Önskat beslut *", "ja till ett försök")),
        ("Vi börjar i april och är klara till", "jul.", ("Vi börjar i april och är klara till jul.",)),
        ("hemsjukvården och", "kommunen.", ("hemsjukvården och kommunen.",)),
        ("Samver-", "kan.", ("Samver\ufffdkan.",)),
    ],
)
def test_label_at_a_pages_end_is_no_beginning_of_its_answer(last, first, lines):
    upright = Upright(0, 0, 595, 842)
    pages = [Page(upright, [Piece(20, 120, 60, 10, last)]), Page(upright, [Piece(20, 120, 780, 10, first)])]
    assert tables_and_lines(pages) == ((), lines)
