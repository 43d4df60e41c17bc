"""What is struck out on a printed page, and the lines that are of letters and not of tables."""

from __future__ import annotations

import pytest

from parsers.document.model import Document
from parsers.document.pdf.drawn.struck_out import take_out
from parsers.document.pdf.page import Page, Piece, Upright
from parsers.document.read import read_document
from tests.support.pdf_files import line, pdf, text

SIZE = 10.0


def piece(x: float, words: str, y: float = 700) -> Piece:
    """Return words whose letters are five points wide."""
    return Piece(x, x + 5 * len(words), y, SIZE, words)


def through(one: Piece, start: float = 0, end: float = 0) -> tuple[float, float, float]:
    return (one.y + 3, one.x + start, one.end - end)


def left_over(pieces: list[Piece], *lines: tuple[float, float, float]) -> tuple[list[str], int]:
    page = Page(Upright(0, 0, 595, 842), pieces, list(lines))
    take_out(page)
    return [one.text for one in page.pieces], len(page.horizontal)


FIRST, SECOND, THIRD = piece(60, "boende"), piece(90, "gammalt ord "), piece(150, "t Havet")


def test_piece_that_is_struck_out_is_gone_with_its_line():
    assert left_over([FIRST, piece(60, "Hylte", 660)], through(FIRST)) == (["Hylte"], 0)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("boende", "t Havet", "boende\ufffd"), ("boende ", "t Havet", "boende "), ("boende", " t Havet", "boende")],
)
def test_word_that_may_go_on_past_what_was_struck_out_is_in_doubt(before, after, expected):
    left = piece(60, before)
    middle = piece(left.end, "gammalt ord")
    right = piece(middle.end, after)
    assert left_over([left, middle, right], through(middle)) == ([expected, after], 0)


def test_what_stands_by_itself_beside_words_struck_out_is_not_in_doubt():
    apart = piece(300, "t Havet")
    assert left_over([FIRST, SECOND, apart], through(SECOND)) == (["boende", "t Havet"], 0)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 60, ["Havet är stort"]),
        (0, 95, ["\ufffdStranden Havet är stort"]),
        (0, 0, []),
        (75, 0, ["Stranden Havet "]),
    ],
)
def test_words_within_a_piece_are_struck_out_whole_or_are_in_doubt(start, end, expected):
    one = piece(60, "Stranden Havet är stort")
    cut = {60: 70, 95: 95}.get(end, end)
    assert left_over([one], through(one, start, cut))[0] == ([one.text[9:]] if end == 60 else expected)


@pytest.mark.parametrize(
    ("line", "is_edge"),
    [((698.5, 60, 90), False), ((698.5, 60, 300), True), ((690.0, 60, 90), True), ((698.5, 40, 90), True)],
)
def test_line_that_underlines_words_is_no_edge_of_a_cell(line, is_edge):
    assert left_over([FIRST], line) == (["boende"], int(is_edge))


def test_word_whose_letters_were_placed_apart_is_struck_out_whole():
    first, rest = piece(60, "K"), piece(65, "ontinuitet")
    assert left_over([first, rest, piece(200, "Trygg")], (703, 60, 115)) == (["Trygg"], 0)


def test_line_past_the_end_of_a_word_strikes_nothing():
    assert left_over([piece(60, "K"), piece(65, "ontinuitet")], (703, 60, 300)) == (["K", "ontinuitet"], 1)


def curve(*points: float) -> bytes:
    return b"%g %g m %g %g %g %g %g %g c S\n" % points


CROSS = line(58, 696, 132, 712) + line(58, 712, 132, 696)


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (CROSS, "Arbetsterapeut\ufffd"),
        (line(58, 697, 140, 708), "Arbetsterapeut\ufffd"),
        (b"58 697 m 140 708 l s\n", "Arbetsterapeut\ufffd"),
        (b"58 700 m 75 708 l 90 698 l 105 709 l 130 699 l S\n", "Arbetsterapeut\ufffd"),
        (curve(58, 697, 80, 710, 100, 695, 135, 709), "Arbetsterapeut\ufffd"),
        (line(40, 640, 200, 760) + line(40, 760, 200, 640), "Arbetsterapeut\ufffd"),
        (line(150, 740, 140, 706), "Arbetsterapeut"),
        (line(58, 685, 140, 696), "Arbetsterapeut"),
        (b"40 640 m 40 720 l 400 720 l S\n", "Arbetsterapeut"),
    ],
)
def test_line_that_slants_through_an_answer_leaves_it_in_doubt(drawn, expected):
    read = read_document("x.pdf", pdf(text(60, 700, "Arbetsterapeut") + drawn))
    assert isinstance(read, Document)
    assert read.lines == (expected,)
