"""Which of several tables answers a question."""

from __future__ import annotations

import pytest

from parsers.document.model import Control, ControlKind, Document, Table
from parsers.questions.find_answers import find
from parsers.questions.in_lines import Answer
from parsers.recognise import recognise
from parsers.template import Field, FormTemplate, Kind
from tests.support.forms import SMALL

GOALS = FormTemplate("m", "Mall", (Field("goals", "Mål", Kind.MULTI_CHOICE, choices=("Nära", "Trygg")),))
FORM = Table("tabell 1", (("Rubrik", "Morgonrunda"), ("Bakgrund", ""), ("E-post", "")))


def texts(*tables: Table) -> dict[str, str]:
    return {key: answer.text for key, answer in find(Document.of_parts("docx", tables=tables), SMALL).items()}


def test_later_table_about_somebody_else_fills_nothing():
    services = Table("tabell 2", (("Rubrik", "Handläggare"), ("E-post", "rug@halland.example")))
    assert texts(FORM, services) == {"title": "Morgonrunda", "background": "", "email": ""}


def test_later_table_that_is_the_form_again_fills_what_is_empty():
    again = Table("tabell 2", (("Rubrik", "Annat"), ("Bakgrund", "Sent besked"), ("E-post", "a@b.example")))
    assert texts(FORM, again) == {"title": "Morgonrunda", "background": "Sent besked", "email": "a@b.example"}


def test_later_table_answers_what_was_not_asked():
    later = Table("tabell 2", (("Startdatum", "2027-01-11"),))
    assert find(Document.of_parts("docx", tables=(FORM, later)), SMALL)["start"] == Answer(
        "2027-01-11", "tabell 2, rad 1"
    )


def test_office_part_of_the_table_fills_nothing_that_was_asked_above():
    rows = (
        *FORM.rows,
        ("Ifylls av kansliet", ""),
        ("Titel", "Ärende"),
        ("Bakgrund", "Diariet"),
        ("Startdatum", "I dag"),
    )
    assert texts(Table("tabell 1", rows)) == {"title": "Morgonrunda", "background": "", "email": "", "start": "I dag"}


def test_part_that_the_initiator_fills_in_is_no_office_part():
    rows = (("Ifylls av initiativtagaren", ""), *FORM.rows, ("Ifylls av dig", ""), ("Titel", ""), ("Startdatum", "Nu"))
    assert texts(Table("tabell 1", rows)) == {"title": "Morgonrunda", "background": "", "email": "", "start": "Nu"}


def test_office_part_in_lines_ends_the_answer_above_it():
    lines = ("Rubrik: Ett", "Bakgrund: Sent besked", "Underskrift", "E-post: chef@b.example", "Bakgrund: Nej")
    found = {key: answer.text for key, answer in find(Document.of_parts("text", lines=lines), SMALL).items()}
    assert found == {"title": "Ett", "background": "Sent besked", "email": "chef@b.example"}


def test_line_of_an_answer_is_no_heading_of_the_office():
    lines = ("Rubrik: Ett", "Bakgrund: En lista som", "fylls i av patienten hemma.", "Startdatum: 2027-01-11")
    found = {key: answer.text for key, answer in find(Document.of_parts("text", lines=lines), SMALL).items()}
    assert found == {"title": "Ett", "background": "En lista som\nfylls i av patienten hemma.", "start": "2027-01-11"}


def test_table_with_most_questions_is_the_form():
    group = Table("tabell 0", (("Rubrik", "E-post"), ("Projektledare", "eva@b.example")))
    assert texts(group, FORM) == {"title": "Morgonrunda", "background": "", "email": ""}


def test_alias_above_its_own_label_answers_nothing():
    table = Table("tabell 1", (("Titel", "Handläggare"), *FORM.rows))
    assert texts(table) == {"title": "Morgonrunda", "background": "", "email": ""}


def test_alias_beside_a_label_is_no_answer_where_its_own_label_stands():
    row = Table("tabell 2", (("Startdatum", "Titel"),))
    assert texts(FORM, row)["start"] == ""


@pytest.mark.parametrize(
    ("second", "count"),
    [(("Två", "", "c@d.example", "Trygg"), 2), (("Två", "", "", ""), 1), (("", "Mer", "Mer", "Mer"), 1)],
    ids=["short", "title only", "no title"],
)
def test_row_below_a_head_is_a_form_where_it_answers_the_first_question_and_more(second, count):
    head = ("Rubrik", "Bakgrund", "E-post", "Framgångsfaktorer")
    rows = (("Ett", "Sent", "a@b.example", "Trygg"), second)
    forms = recognise(Document.of_parts("xlsx", tables=(Table("bladet A", (head, *rows)),)), [SMALL])
    assert isinstance(forms, tuple)
    assert [form.values["title"] for form in forms] == ["Ett", "Två"][:count]


def test_answer_in_the_words_of_a_label_stands_below_a_head():
    table = Table("bladet A", (("Rubrik", "Bakgrund", "E-post", "Startdatum"), ("Titel", "Sent", "a@b.example", "Nu")))
    assert texts(table) == {"title": "Titel", "background": "Sent", "email": "a@b.example", "start": "Nu"}


def test_each_row_below_a_head_of_labels_is_a_form():
    head = ("Rubrik", "Bakgrund", "E-post", "Framgångsfaktorer")
    rows = (("Ett", "Sent", "a@b.example", "Trygg"), ("Två", "Tidigt", "c@d.example", "Trygg"))
    forms = recognise(Document.of_parts("xlsx", tables=(Table("bladet A", (head, *rows)),)), [SMALL])
    assert isinstance(forms, tuple)
    assert [tuple(form.values[key] for key in ("title", "background", "email", "factors")) for form in forms] == [
        ("Ett", "Sent", "a@b.example", ("Trygg",)),
        ("Två", "Tidigt", "c@d.example", ("Trygg",)),
    ]
    assert [form.places["title"] for form in forms] == ["bladet A, rad 2", "bladet A, rad 3"]


@pytest.mark.parametrize("title", ["Annan, skriv vilken:", "Annan", "Annat, nämligen"])
def test_field_for_a_choice_of_ones_own_answers_the_question_of_the_boxes_above(title):
    boxes = [Control("Mål", name, ControlKind.CHECK_BOX, "", checked=name == "Nära") for name in ("Nära", "Trygg")]
    own = Control("goals_own", title, ControlKind.TEXT, "Kortare kö")
    found = find(Document.of_parts("pdf", controls=[*boxes, own]), GOALS)
    assert {key: answer.text for key, answer in found.items()} == {"goals": "☒ Nära\n☐ Trygg\nKortare kö"}
