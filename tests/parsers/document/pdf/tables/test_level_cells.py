from __future__ import annotations

import pytest

from parsers.document.pdf.page import Piece, Shape
from parsers.document.pdf.tables import level_cells
from parsers.document.pdf.tables.level_cells import Column, Extent


def column(*baselines: float, frames: tuple[Shape | None, ...] = ()) -> Column:
    held = frames or (None,) * len(baselines)
    lines = [[Piece(200, 300, y, 10, "ord", frame=frame)] for y, frame in zip(baselines, held, strict=True)]
    return Column.of(lines, baselines)


def shares(labels: list[Extent], lines: Column, *, is_first: bool = True) -> list[list[float]]:
    (cuts,), _ = level_cells.cuts(labels, [lines], (), is_first=is_first)
    ends = [*cuts.at[1:], len(lines.baselines)]
    return [list(lines.baselines[start:end]) for start, end in zip(cuts.at, ends, strict=True)]


@pytest.mark.parametrize(
    ("labels", "lines", "expected"),
    [
        (
            [Extent(700, 700), Extent(640, 640)],
            column(700, 688, 676, 640, 628),
            [[700, 688, 676], [640, 628]],
        ),
        (
            [Extent(688, 688), Extent(634, 634)],
            column(700, 688, 676, 640, 628),
            [[700, 688, 676], [640, 628]],
        ),
        (
            [Extent(676, 676), Extent(628, 628)],
            column(700, 688, 676, 640, 628),
            [[700, 688, 676], [640, 628]],
        ),
        (
            [Extent(700, 664), Extent(640, 640), Extent(620, 620)],
            column(682, 640, 620),
            [[682], [640], [620]],
        ),
        (
            [Extent(700, 700), Extent(680, 680), Extent(660, 660)],
            column(700, 660),
            [[700], [], [660]],
        ),
        (
            [Extent(700, 700), Extent(680, 680), Extent(660, 660), Extent(640, 640), Extent(600, 600)],
            column(694, 674, 634, 622, 594),
            [[694], [674], [], [634, 622], [594]],
        ),
        (
            [Extent(700, 700), Extent(680, 680), Extent(660, 660), Extent(580, 580)],
            column(692, 672, 652, 640, 619, 607, 572),
            [[692], [672], [652, 640, 619, 607], [572]],
        ),
        (
            [Extent(700, 700), Extent(680, 680), Extent(618, 618), Extent(598, 598), Extent(536, 536)],
            column(700, 680, 660, 648, 636, 598, 578, 566, 554),
            [[700], [680], [660, 648, 636], [598], [578, 566, 554]],
        ),
        (
            [Extent(y, y) for y in (700, 648, 583, 570, 518, 453, 427)],
            column(700, 687, 674, 648, 635, 622, 609, 583, 557, 544, 518, 492, 479, 453, 427, 414),
            [[700, 687, 674], [648, 635, 622, 609], [583, 557, 544], [], [518, 492, 479], [453], [427, 414]],
        ),
        (
            [Extent(700, 700), Extent(680, 680), Extent(666, 666)],
            column(695),
            [[695], [], []],
        ),
        (
            [Extent(700, 700), Extent(674, 674), Extent(660, 660), Extent(640, 640)],
            column(669),
            [[], [669], [], []],
        ),
    ],
    ids=[
        "top",
        "middle",
        "bottom",
        "label taller than its answer",
        "empty",
        "lower",
        "paragraphs lower",
        "top beside bottom",
        "a label's second line",
        "one answer, lower",
        "one answer, lower, below another label",
    ],
)
def test_lines_go_to_the_label_that_they_are_level_with(labels, lines, expected):
    assert shares(labels, lines) == expected


def test_lines_above_the_first_label_go_on_from_the_page_before():
    labels = [Extent(660, 660), Extent(640, 640)]
    assert shares(labels, column(700, 688, 660, 640), is_first=False) == [[660], [640]]


def test_two_frames_are_two_cells():
    upper, lower = Shape(200, 690, 300, 710), Shape(200, 670, 300, 689)
    lines = column(700, 680, frames=(upper, lower))
    assert shares([Extent(700, 700), Extent(674, 674)], lines) == [[700], [680]]


def test_page_with_more_rows_than_are_fitted_is_read_by_tops():
    labels = [Extent(800 - 10 * number, 800 - 10 * number) for number in range(60)]
    lines = column(*(800 - 10 * number for number in range(60)))
    assert shares(labels, lines) == [[y] for y in lines.baselines]


@pytest.mark.parametrize(
    ("above", "below", "share"),
    [
        ("Färre missar.", "Alla som är nya", [[700, 688], [676, 664]]),
        ("Färre missar?", "Ungefär sjuttio", [[700, 688], [676, 664]]),
        ("Färre missar i", "Halland och i", [[700], [688, 676, 664]]),
        ("Färre missar.", "och lugn", [[700], [688, 676, 664]]),
    ],
)
def test_line_that_was_full_by_chance_ends_its_cell_where_its_sentence_does(above, below, share):
    texts = {700: "Tryggare möten.", 688: above, 676: below, 664: "här."}
    lines = [[Piece(200, 300, y, 10, text)] for y, text in texts.items()]
    column_of = Column.of(lines, [700.0, 688.0, 664.0])
    assert shares([Extent(700, 700), Extent(676, 676)], column_of) == share


@pytest.mark.parametrize(
    ("labels", "lines", "is_first", "unsure"),
    [
        ((676, 650), (688, 676, 662, 650), True, {1, 2}),
        ((676, 650, 620), (688, 676, 662, 650, 620), True, {1, 2}),
        ((700, 676, 650), (700, 688, 676, 662, 650), True, {1, 2, 3}),
        ((688, 652), (700, 688, 676, 658, 646), False, {0, 1}),
        ((700, 664), (700, 688, 676, 664), True, set()),
        ((700, 660, 612), (700, 688, 660, 648, 636, 612), True, set()),
    ],
)
def test_rows_are_unsure_where_another_way_to_be_level_is_as_likely(labels, lines, is_first, unsure):
    """A label is level with the last line of its answer, or with the first of an answer that another ends above."""
    extents = [Extent(y, y) for y in labels]
    (cuts,), _ = level_cells.cuts(extents, [column(*lines)], (), is_first=is_first)
    assert cuts.unsure == unsure


@pytest.mark.parametrize(("unusual", "start"), [((0, 8, 8), 4), ((8, 0, 8), 3), ((8, 8, 0), 2)])
def test_rows_are_level_as_on_the_page_before(unusual, start):
    labels = [Extent(688, 688), Extent(652, 652)]
    lines = column(700, 688, 676, 664, 652)
    (cuts,), _ = level_cells.cuts(labels, [lines], (), is_first=False, unusual=unusual)
    assert cuts.at[1] == start


@pytest.mark.parametrize("lines", [(700, 640), (700, 688, 640), (700, 640, 628), (700, 640, 628, 616)])
def test_lines_far_apart_are_of_two_cells(lines):
    """The label between them is not level with either."""
    labels = [Extent(700, 700), Extent(660, 660)]
    assert shares(labels, column(*lines)) == [[y for y in lines if y > 660], [y for y in lines if y < 660]]


def test_what_is_printed_over_a_line_is_in_its_cell():
    assert shares([Extent(700, 700), Extent(687, 687)], column(700, 700, 687, 687)) == [[700, 700], [687, 687]]
