"""Cells that ask several questions, told from answers with labels in them."""

from __future__ import annotations

from parsers.document.model import Row, Table
from parsers.questions.labels import labels_of
from parsers.questions.several_in_a_cell import crowded
from tests.support.form_file import pairs
from tests.support.forms import SHIPPED

SEVERAL = "Telefon: 035-12 34 56\nE-post: karin@halmstad.example"
HELPED = "Ett gemensamt nummer.\nRisker: att ingen svarar.\nTidplan: under våren."


def places(*rows: Row) -> set[tuple[int, int]]:
    return crowded(Table("tabell 1", rows), labels_of(SHIPPED))


def test_cells_side_by_side_with_several_questions_each_are_crowded():
    assert places((SEVERAL, "Rubrik: Morgonrunda\nSyfte: lugn"), (SEVERAL, "")) == {(0, 0), (0, 1), (1, 0)}


def test_cell_with_a_label_to_its_left_is_not_crowded():
    assert places(("Beskrivning av förslaget", HELPED), ("Rubrik\nEtt kort namn", "", SEVERAL)) == set()


def test_cell_beside_what_is_no_label_is_crowded():
    assert places(("Kontakt", SEVERAL)) == {(0, 1)}


def test_lone_cell_that_begins_with_a_bare_label_is_crowded():
    assert places(("Rubrik\nMorgonrunda\nSyfte\nLugn",)) == {(0, 0)}


def test_answer_with_labels_is_not_crowded_where_each_row_is_a_question_with_its_answer():
    assert places(*((f"{label}\n{text}",) for label, text in pairs(description=HELPED))) == set()


def test_rows_with_several_questions_each_are_crowded():
    rows = [f"{label}: {text}" for label, text in pairs()]
    assert places(*(("\n".join(rows[place : place + 3]),) for place in range(0, 21, 3))) == {(n, 0) for n in range(7)}
