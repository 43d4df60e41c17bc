from __future__ import annotations

import pytest

from parsers.document.pdf.layout import tables_and_lines
from parsers.document.pdf.page import Page, Piece, Upright


@pytest.mark.parametrize("box", ["☐", "☒"])
def test_box_printed_beside_its_words_keeps_its_blank(box):
    page = Page(Upright(0, 0, 595, 842), [Piece(20, 28, 700, 10, box), Piece(31.5, 60, 700, 10, "Trygg")])
    assert tables_and_lines([page]) == ((), (f"{box} Trygg",))
