"""Which of several tables answers a question."""

from __future__ import annotations

from parsers.answers import find
from parsers.content import Document, Table
from parsers.lines import Answer
from parsers.parse import recognise
from tests.parsers.forms import SMALL

FORM = Table("tabell 1", (("Rubrik", "Morgonrunda"), ("Bakgrund", ""), ("E-post", "")))


def texts(*tables: Table) -> dict[str, str]:
    return {key: answer.text for key, answer in find(Document("docx", tables=tables), SMALL).items()}


def test_later_table_about_somebody_else_fills_nothing():
    office = Table("tabell 2", (("Rubrik", "Handläggare"), ("E-post", "rug@halland.example")))
    assert texts(FORM, office) == {"title": "Morgonrunda", "background": "", "email": ""}


def test_later_table_that_is_the_form_again_fills_what_is_empty():
    again = Table("tabell 2", (("Rubrik", "Annat"), ("Bakgrund", "Sent besked"), ("E-post", "a@b.example")))
    assert texts(FORM, again) == {"title": "Morgonrunda", "background": "Sent besked", "email": "a@b.example"}


def test_later_table_answers_what_was_not_asked():
    later = Table("tabell 2", (("Startdatum", "2027-01-11"),))
    assert find(Document("docx", tables=(FORM, later)), SMALL)["start"] == Answer("2027-01-11", "tabell 2, rad 1")


def test_each_row_below_a_head_of_labels_is_a_form():
    head = ("Rubrik", "Bakgrund", "E-post", "Framgångsfaktorer")
    rows = (("Ett", "Sent", "a@b.example", "Trygg"), ("Två", "Tidigt", "c@d.example", "Trygg"))
    forms = recognise(Document("xlsx", tables=(Table("bladet A", (head, *rows)),)), [SMALL])
    assert isinstance(forms, tuple)
    assert [tuple(form.values[key] for key in ("title", "background", "email", "factors")) for form in forms] == [
        ("Ett", "Sent", "a@b.example", ("Trygg",)),
        ("Två", "Tidigt", "c@d.example", ("Trygg",)),
    ]
    assert [form.places["title"] for form in forms] == ["bladet A, rad 2", "bladet A, rad 3"]
