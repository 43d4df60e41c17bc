"""What a page's end shows of the next page's first line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document.pdf.page import Page, Piece, Shape, Upright
from parsers.document.pdf.printed import cut_lines

SEEN = Shape(60, 60, 540, 780)
WORD = Piece(70, 100, 700, 10, "Förtroende", clip=SEEN)
RING = Piece(70, 76, 53, 10, "Å", clip=SEEN)
WHOLE = Piece(60, 140, 770, 10, "☐ Återinskrivningar", clip=SEEN)


def left(ring: Piece, whole: Piece) -> list[str]:
    pages = [Page(Upright(0, 0, 600, 840), [WORD, ring]), Page(Upright(0, 0, 600, 840), [whole])]
    cut_lines.leave_out(pages)
    return [piece.text for page in pages for piece in page.pieces]


def test_ring_of_a_letter_whose_line_is_on_the_next_page_is_left_out():
    assert left(RING, WHOLE) == ["Förtroende", "☐ Återinskrivningar"]


@pytest.mark.parametrize(
    ("ring", "whole"),
    [
        (replace(RING, y=61), WHOLE),
        (replace(RING, clip=None), WHOLE),
        (RING, replace(WHOLE, text="☐ Delaktighet")),
        (RING, replace(WHOLE, y=700)),
        (RING, replace(WHOLE, style=2)),
    ],
    ids=["seen", "not cut", "another line", "further down", "another look"],
)
def test_what_may_be_written_there_stays(ring, whole):
    assert left(ring, whole) == ["Förtroende", "Å", whole.text]
