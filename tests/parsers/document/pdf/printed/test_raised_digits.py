"""Small digits above a line."""

from __future__ import annotations

import pytest

from parsers.document.pdf.page import Piece
from parsers.document.pdf.printed.raised_digits import on_their_lines

WORD = Piece(20, 40, 700, 10, "10", style=1)


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (Piece(40.5, 44, 704, 6, "3"), "³"),
        (Piece(40, 46, 703, 7, "-2 "), "⁻²"),
        (Piece(40, 44, 700, 6, "3"), "3"),
        (Piece(40, 44, 698, 6, "3"), "3"),
        (Piece(40, 44, 704, 9, "3"), "3"),
        (Piece(48, 52, 704, 6, "3"), "3"),
        (Piece(40, 44, 712, 6, "3"), "3"),
        (Piece(40, 44, 704, 6, "a"), "a"),
    ],
    ids=["power", "below nought", "on the line", "below", "as large", "apart", "line above", "letter"],
)
def test_digits_right_above_a_words_end_are_raised(piece, text):
    _, shown = on_their_lines([WORD, piece])
    assert (shown.text, shown.y) == (text, WORD.y if text in "³⁻²" else piece.y)
