"""Prints whose rows have no room for their texts."""

from __future__ import annotations

import pytest

from parsers.document.pdf.page import Page, Piece, Upright
from parsers.document.pdf.printed import crowded_lines

SHEET, TEXT = True, False


def are_crowded(*runs: Piece, is_sheet: bool = SHEET) -> bool:
    page = Page(Upright(0, 0, 600, 840), list(runs), gaps=crowded_lines.gaps(runs))
    return crowded_lines.are_crowded([page], is_sheet=is_sheet)


def rows(*steps: float, size: float = 10, **of: object) -> list[Piece]:
    """Return a line, and one below it for each step, as a share of their size."""
    return [Piece(50, 200, 700 - size * sum(steps[:at]), size, f"rad {at}", **of) for at in range(len(steps) + 1)]


@pytest.mark.parametrize("is_sheet", [SHEET, TEXT])
@pytest.mark.parametrize("step", [0.3, 0.37, 0.6, 0.9])
def test_lines_over_each_other_are_crowded(step, is_sheet):
    assert are_crowded(*rows(1.5, step, 1.5, step, 1.5), is_sheet=is_sheet)


@pytest.mark.parametrize(
    "runs",
    [
        rows(1.0, 1.36, 1.0, 1.36, 1.0),
        rows(1.2, 0.6, 1.2),
        [Piece(50, 90, 700, 10, "Syfte"), Piece(150, 190, 696, 10, "Nej"), *rows(), Piece(95, 99, 695, 10, "*")],
        [*rows(2.0, 2.0), Piece(60, 120, 695, 6, "1) se bilaga"), Piece(60, 120, 675, 6, "2) se bilaga")],
    ],
    ids=["lines in rows", "one pair", "beside", "small print"],
)
def test_lines_with_room_are_not_crowded(runs):
    assert not are_crowded(*runs)


def test_rows_of_a_sheet_that_are_lower_than_their_font_are_crowded():
    low = rows(1.07, 1.07, 1.07, 1.08)
    assert (are_crowded(*low), are_crowded(*low, is_sheet=TEXT)) == (True, False)


def test_texts_of_a_sheet_on_top_of_others_are_crowded():
    over = rows(1.5, 1.5, is_over=True)
    assert (are_crowded(*over), are_crowded(*over, is_sheet=TEXT)) == (True, False)
