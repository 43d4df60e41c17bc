"""A drawn box is read as a person sees it: by what is inside, however that was drawn."""

from __future__ import annotations

import pytest

from parsers.document.model import Document
from parsers.document.read import read_document
from tests.support.pdf_files import pdf, text

SQUARE = b"%g %g 9 9 re S\n"
LINES = b"%(x)g %(y)g m %(x)g %(top)g l S %(x)g %(top)g m %(right)g %(top)g l S\n"
CIRCLE = (
    b"%(x)g %(mid)g m %(x)g %(high)g %(left)g %(top)g %(cx)g %(top)g c "
    b"%(far)g %(top)g %(right)g %(high)g %(right)g %(mid)g c "
    b"%(right)g %(below)g %(far)g %(y)g %(cx)g %(y)g c %(left)g %(y)g %(x)g %(below)g %(x)g %(mid)g c h"
)


def at(x: float, y: float) -> dict[bytes, float]:
    places = {"x": x, "y": y, "right": x + 9, "top": y + 9, "mid": y + 4.5, "cx": x + 4.5}
    places |= {"high": y + 7, "below": y + 2, "left": x + 2, "far": x + 7}
    return {name.encode(): place for name, place in places.items()}


def square(y: float) -> bytes:
    return SQUARE % (60, y)


def corners(y: float) -> bytes:
    """A box that shows only two of its sides, as LibreOffice prints one, and both as strokes of their own."""
    sides = LINES % at(60, y)
    return sides + b"1 G 69 %g m 69 %g l S 60 %g m 69 %g l S 0 G\n" % (y, y + 9, y, y)


def circle(y: float) -> bytes:
    return CIRCLE % at(60, y) + b" S\n"


def cross(y: float) -> bytes:
    return b"61 %g m 68 %g l S 61 %g m 68 %g l S\n" % (y + 1, y + 8, y + 8, y + 1)


def check(y: float) -> bytes:
    return b"1.5 w 62 %g m 64 %g l 68 %g l S 1 w\n" % (y + 4, y + 2, y + 7)


def letter(y: float) -> bytes:
    return text(62, y + 1, "x", 9)


def filled(y: float) -> bytes:
    return b"60 %g 9 9 re f\n" % y


def by_hand(y: float) -> bytes:
    return b"57 %g m 61 %g 62 %g 63 %g c 65 %g 70 %g 76 %g c S\n" % (y + 5, y + 1, y, y, y + 3, y + 9, y + 13)


def choices(frame, mark):
    rows = ((700, "Enkel"), (680, "Trygg"), (660, "Gemensam"))
    drawn = b"".join(frame(y) + text(75, y + 1, word) for y, word in rows)
    return read_document("x.pdf", pdf(drawn + mark(680)))


@pytest.mark.parametrize(
    ("frame", "mark"),
    [
        *((frame, mark) for frame in (square, circle) for mark in (cross, check, letter, filled, by_hand)),
        *((corners, mark) for mark in (cross, check, letter)),
    ],
)
def test_drawn_box_is_ticked_by_any_mark_inside(frame, mark):
    read = choices(frame, mark)
    assert isinstance(read, Document)
    assert read.lines == ("☐ Enkel", "☒ Trygg", "☐ Gemensam")


@pytest.mark.parametrize("mark", [cross, letter, by_hand])
def test_printed_box_is_ticked_by_a_mark_over_it(mark):
    rows = ((700, "Enkel"), (680, "Trygg"))
    drawn = b"".join(square(y) + text(75, y + 1, word) for y, word in rows)
    read = read_document("x.pdf", pdf(drawn + mark(700)))
    assert isinstance(read, Document)
    assert read.lines == ("☒ Enkel", "☐ Trygg")


def test_boxes_that_are_all_filled_are_what_lists_begin_with():
    rows = ((700, "Enkel"), (680, "Trygg"))
    read = read_document("x.pdf", pdf(b"".join(filled(y) + text(75, y + 1, word) for y, word in rows)))
    assert isinstance(read, Document)
    assert read.lines == ("Enkel", "Trygg")


def test_square_cell_that_holds_words_is_no_box():
    read = read_document("x.pdf", pdf(b"50 695 22 18 re S\n" + text(53, 700, "Ja") + text(80, 700, "Trygg")))
    assert isinstance(read, Document)
    assert read.lines == ("Ja\tTrygg",)
