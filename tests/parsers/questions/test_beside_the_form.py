"""Answers that stand beside their places, which were left: in a column more, below the table, in a text box."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Table
from parsers.questions import find_answers
from parsers.recognise import recognise
from parsers.result import NotAForm, ParsedForm
from tests.support.form_file import HELPS, LABELS, WRITTEN
from tests.support.forms import SHIPPED


def read(*rows: tuple[str, ...], lines: tuple[str, ...] = ()) -> ParsedForm:
    result = recognise(Document.of_parts("docx", tables=(Table("tabell 1", rows),), lines=lines), [SHIPPED])
    assert not isinstance(result, NotAForm)
    return result[0]


def rows(**cells: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the rows of a filled form, some with other cells right of their label."""
    return [(LABELS[key], *cells.get(key, (text,))) for key, text in WRITTEN.items()]


@pytest.mark.parametrize("head", ["", "Mitt svar", "Fyll i här"])
@pytest.mark.parametrize("left", ["", "Skriv här", "…"])
def test_answers_in_a_column_more_are_read(head, left):
    moved = rows(**{key: (left, text) for key, text in WRITTEN.items()})
    assert read(("Fråga", "Svar", head), *moved).values == read(*rows()).values


def test_two_answers_in_a_column_more_are_enough():
    moved = {key: ("", WRITTEN[key]) for key in ("risks", "timeplan")}
    assert read(*rows(**moved)).values == read(*rows()).values


@pytest.mark.parametrize("head", ["Hjälp", "Exempel", "Kommentar från registrator"])
def test_column_with_another_head_is_no_answer(head):
    moved = {key: ("", WRITTEN[key]) for key in ("risks", "timeplan")}
    form = read(("Fråga", "Svar", head), *rows(**moved))
    assert (form.values["risks"], form.values["timeplan"]) == (None, None)


def test_remarks_beside_answers_are_no_column_for_answers():
    form = read(*rows(risks=("", "Se bilaga."), timeplan=("Våren 2027.", "Bra!")))
    assert form.values["risks"] is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Risker: Halka.", "Tidplan: Våren."),
        ("Risker", "Halka.", "Tidplan", "Våren."),
        ("Tidplan – Våren.", "Risker – Halka."),
    ],
)
def test_labelled_answers_below_the_table_are_read(lines):
    form = read(*rows(risks=("Skriv här",), timeplan=("",)), lines=lines)
    assert (form.values["risks"], form.values["timeplan"]) == ("Halka.", "Våren.")


def test_number_below_the_table_is_asked_about_where_more_is_answered_there_and_else_a_signature():
    left = rows(phone=("",), risks=("",))
    asked = read(*left, lines=("Risker: Halka.", "Telefon: 035-12 34 56"))
    assert (asked.values["risks"], [problem.field for problem in asked.problems]) == ("Halka.", ["phone"])
    signed = read(*left, lines=("Telefon: 035-12 34 56",))
    assert (signed.values["phone"], [problem.field for problem in signed.problems]) == (None, ["phone"])


def test_answer_in_its_place_counts_before_one_below():
    assert read(*rows(), lines=("Risker: Halka.",)).values["risks"] == WRITTEN["risks"]


def test_help_beside_the_place_for_an_answer_is_none():
    form = read(*rows(**{key: ("", HELPS[key]) for key in ("risks", "timeplan", "resources")}))
    assert (form.values["risks"], form.values["timeplan"], form.problems) == (None, None, ())


@pytest.mark.parametrize(("line", "is_told"), [("Risker: Bilen", True), ("Risker:", False), ("Telefon: 035-1", False)])
def test_answer_in_the_pages_margin_is_asked_about_where_its_place_was_left(line, is_told):
    rows = tuple((field.label, "" if field.key in ("risks", "phone") else "Svar") for field in SHIPPED.fields)
    document = Document("docx", (Table("tabell 1", rows),), margins=(line,))
    assert (find_answers.find(document, SHIPPED)["risks"].others == ("Bilen",)) is is_told
    assert find_answers.find(document, SHIPPED)["phone"].others == ()
