"""What a page says besides its lines is a note, each with the label by which it stands."""

from __future__ import annotations

import pytest

from parsers.document.model import Note
from parsers.document.pdf.notes import of_pages
from parsers.document.pdf.page import Page, Piece, Upright

LABELS = [Piece(50, 90, 700, 10, "Rubrik"), Piece(50, 90, 660, 10, "Syfte")]


@pytest.mark.parametrize(
    ("x", "y", "label"), [(200, 701, "Rubrik"), (60, 645, "Syfte"), (60, 500, ""), (60, 690, "Rubrik")]
)
def test_remark_has_the_label_left_of_it_or_above_it(x, y, label):
    page = Page(Upright(0, 0, 595, 842), LABELS, remarks=[Piece(x, x + 50, y, 10, "Runda ")])
    assert list(of_pages([page])) == [Note("Runda", row_label=label)]


def test_lines_that_nobody_sees_are_notes_of_their_own():
    unseen = [Piece(200, 250, 700, 10, "En"), Piece(260, 300, 700, 10, "runda"), Piece(200, 250, 660, 10, "Lugn")]
    page = Page(Upright(0, 0, 595, 842), LABELS, unseen=unseen)
    expected = [Note("En runda", row_label="Rubrik", is_said=True), Note("Lugn", row_label="Syfte", is_said=True)]
    assert list(of_pages([page])) == expected


def test_stamp_and_foot_have_no_label_and_a_watermark_is_no_note():
    aslant = [Piece(200, 210, 400, 60, "UTKAST"), Piece(300, 310, 700, 12, "INKOM")]
    page = Page(Upright(0, 0, 595, 842), LABELS, aslant=aslant, feet=[Piece(50, 90, 30, 7, "Storgatan 4")])
    assert list(of_pages([page])) == [Note("Storgatan 4", is_said=True), Note("INKOM", is_said=True)]
