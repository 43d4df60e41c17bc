from __future__ import annotations

import pytest

from parsers.document.pdf.lines import lines_of
from parsers.document.pdf.page import Piece


@pytest.mark.parametrize("box", ["☐", "☒"])
def test_box_printed_beside_its_words_keeps_its_blank(box):
    assert lines_of([Piece(20, 700, 10, box), Piece(31.5, 700, 10, "Trygg")], 200) == [f"{box} Trygg"]
