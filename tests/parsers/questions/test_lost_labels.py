"""A row whose label somebody has taken away."""

from __future__ import annotations

from parsers.document.model import Control, ControlKind, Document, Table
from parsers.questions import find_answers
from tests.support.forms import SHIPPED

ROWS = (
    ("Rubrik", "Runda"),
    ("Bakgrund", "Det väntas."),
    ("Beskrivning av förslaget", "Vi hämtar."),
    ("Syfte", "Kortare väntan."),
    ("Resurser", "En bil."),
)


def found(*rows: tuple[str | None, ...], controls: tuple[Control, ...] = ()):
    given = find_answers.find(Document("docx", (Table("tabell 1", rows), *controls)), SHIPPED)
    return {key: (answer.text, answer.others) for key, answer in given.items()}


def test_answer_without_its_label_is_asked_about_at_both_questions():
    given = found(*ROWS[:3], ("", "Kortare väntan."), *ROWS[4:])
    assert given["purpose"] == ("", ("Kortare väntan.",))
    assert given["description"][1] == ("Vi hämtar.\nKortare väntan.",)


def test_answer_that_goes_on_in_a_row_is_one_where_the_next_question_is_asked():
    assert found(*ROWS[:3], ("", "Varje månad."), *ROWS[3:])["description"] == ("Vi hämtar.\nVarje månad.", ())


def test_row_with_the_control_of_the_next_question_is_its_answer():
    control = Control("purpose", "Syfte", ControlKind.TEXT, "Kortare väntan.")
    given = found(*ROWS[:3], ("", "Kortare väntan."), *ROWS[4:], controls=(control,))
    assert (given["description"], given["purpose"][0]) == (("Vi hämtar.", ()), "Kortare väntan.")


def test_label_that_is_merged_downwards_keeps_its_rows():
    rows = (*ROWS[:3], (None, "Varje månad."), *ROWS[4:])
    assert found(*rows)["description"][0] == "Vi hämtar.\nVarje månad."
