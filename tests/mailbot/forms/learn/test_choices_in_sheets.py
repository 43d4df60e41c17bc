"""Choices on a sheet with cells of their own: below their label, beside it with room between them, in one cell."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from mailbot.forms.learn.found_questions import questions
from mailbot.forms.learn.propose import inspect
from parsers.document.model import Document, Table
from parsers.parse import parse
from parsers.result import Code
from parsers.template import FormTemplate, Kind

Rows = tuple[tuple[str | None, ...], ...]
HEAD: Rows = (("Idéblankett",), ("Idéns namn", None), ("Ditt namn", None))
WRITTEN: Rows = (("Idéblankett",), ("Idéns namn", "Frukost ute"), ("Ditt namn", "Maj Sandell"))


def sheet(*rows: tuple[str | None, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book["Sheet"].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def learnt(*rows: tuple[str | None, ...]) -> FormTemplate:
    return inspect("blankett.xlsx", sheet(*HEAD, *rows)).template


def asked(*rows: tuple[str | None, ...]) -> dict[str, tuple[Kind, tuple[str, ...]]]:
    return {field.label: (field.kind, field.choices) for field in learnt(*rows).fields[2:]}


def read(template: FormTemplate, *rows: tuple[str | None, ...]) -> list[object]:
    form = parse("ifylld.xlsx", sheet(*WRITTEN, *rows), [template])
    assert isinstance(form, tuple)
    assert form[0].problems == ()
    return list(form[0].values.values())[2:]


CHIEF = (("Vet chefen om det?",), ("Ja",), ("Nej",))
WHO = (("Vilka berörs?",), ("Brukare",), ("Anhöriga",), ("Personal",))


def test_yes_and_no_below_their_question_are_its_answers():
    template = learnt(*CHIEF, ("Kostnad",))
    assert [field.label for field in template.fields[2:]] == ["Vet chefen om det?", "Kostnad"]
    assert read(template, CHIEF[0], ("Ja", None), ("Nej", "x"), ("Kostnad", "0")) == [False, "0"]
    assert read(template, CHIEF[0], ("Ja", "x"), ("Nej", None), ("Kostnad", "0")) == [True, "0"]


def test_words_below_a_question_are_its_choices_and_doubted():
    told = inspect("blankett.xlsx", sheet(*HEAD, *WHO))
    assert "Vilka berörs?: choices are read from the words “Brukare / Anhöriga / Personal”" in told.doubts
    template = learnt(*WHO, ("Kostnad",))
    marked = (WHO[0], ("Brukare", "x"), ("Anhöriga", None), ("Personal", "x"), ("Kostnad", "0"))
    assert read(template, *marked) == [("Brukare", "Personal"), "0"]


def test_words_below_a_label_are_choices_where_the_sheet_has_such_lists():
    area = (("Område",), ("Hemtjänst",), ("Skola",), ("Kultur",))
    assert list(asked(*area)) == ["Område", "Hemtjänst", "Skola", "Kultur"]
    assert list(asked(*CHIEF, *area)) == ["Vet chefen om det?", "Område"]


def test_labels_that_ask_by_themselves_are_no_choices():
    labels = (("Vem är du?",), ("Adress",), ("Telefon",), ("Avdelning",))
    assert list(asked(*labels)) == ["Vem är du?", "Adress", "Telefon", "Avdelning"]


def test_words_right_below_a_question_are_its_choices_whichever_side_is_marked():
    template = learnt(WHO[0], (None, "Brukare"), (None, "Anhöriga"), ("Kostnad",))
    assert template.fields[2].choices == ("Brukare", "Anhöriga")
    for marked in ((None, "Anhöriga", "x"), ("x", "Anhöriga")):
        assert read(template, WHO[0], (None, "Brukare"), marked, ("Kostnad", "0")) == [("Anhöriga",), "0"]


def test_yes_and_no_in_the_row_below_their_question_are_its_answers():
    questions = ("Är chefen med?", "Behövs pengar?")
    blank = [row for question in questions for row in ((question,), ("Ja", "Nej"), (None, None))]
    told = inspect("blankett.xlsx", sheet(*HEAD, *blank, ("Kostnad",)))
    assert [field.label for field in told.template.fields[2:]] == [*questions, "Kostnad"]
    assert "reads as answered" not in "\n".join(told.doubts)
    marked = [(questions[0],), ("Ja", "Nej"), ("x", None), (questions[1],), ("Ja", "Nej"), (None, "x")]
    assert read(told.template, *marked, ("Kostnad", "0")) == [True, False, "0"]
    assert read(told.template, *blank, ("Kostnad", "0")) == [None, None, "0"]


def test_choices_with_room_before_each_are_learnt_and_a_mark_between_two_is_asked_about():
    blank = ("Område", None, "Hemtjänst", None, "Skola", None, "Kultur")
    template = learnt(blank, ("Kostnad",))
    assert template.fields[2].choices == ("Hemtjänst", "Skola", "Kultur")
    (form,) = parse(
        "ifylld.xlsx", sheet(*WRITTEN, ("Område", None, "Hemtjänst", "x", "Skola", None, "Kultur")), [template]
    )
    assert [(problem.field, problem.code) for problem in form.problems] == [("omrade", Code.AMBIGUOUS)]


def test_labels_right_below_a_question_that_ask_by_themselves_are_no_choices():
    labels = ((None, "Namn", None), (None, "Telefon", None))
    assert list(asked(("Vem vet mer?",), *labels)) == ["Vem vet mer?", "Namn", "Telefon"]


@pytest.mark.parametrize("corner", [None, "Fråga", "Frågor om förslaget"])
@pytest.mark.parametrize(
    ("heads", "marks", "answers"),
    [
        (("Ja", "Nej"), (("x", None), (None, "x")), [True, False]),
        (("Nej", "Ja"), (("x", None), (None, "x")), [False, True]),
        (("Ja", "Nej", "Vet ej"), ((None, "x", None), (None, None, "X")), ["Nej", "Vet ej"]),
        (("Låg", "Medel", "Hög"), (("x", None, None), (None, None, "x")), ["Låg", "Hög"]),
        (("1", "2", "3", "4"), ((None, None, None, "x"), (None, "x")), ["4", "2"]),
    ],
)
def test_scale_over_several_questions_is_each_ones_choices(corner, heads, marks, answers):
    questions = ("Är chefen med?", "Behövs pengar?")
    template = learnt((corner, *heads), *((question,) for question in questions))
    assert [field.label for field in template.fields[2:]] == list(questions)
    marked = ((question, *row) for question, row in zip(questions, marks, strict=True))
    assert read(template, (corner, *heads), *marked) == answers


def test_words_over_room_that_are_no_scale_are_no_choices():
    plan = (("Aktivitet", "Ansvarig", "Klart"), ("Start",), ("Slut",))
    kinds = {kind for kind, _ in asked(*plan).values()}
    assert kinds.isdisjoint((Kind.CHOICE, Kind.MULTI_CHOICE))


def test_last_of_several_labels_in_a_row_has_room_where_its_words_ask():
    rows = (("Enhet", None, "Telefon"), ("Ort", None, "Datum"))
    template = learnt(*rows)
    assert [field.label for field in template.fields[2:]] == ["Enhet", "Telefon", "Ort", "Datum"]
    written = (("Enhet", "Hemtjänsten", "Telefon", "0300-12 34 56"), ("Ort", "Onsala", "Datum", "2026-05-04"))
    assert read(template, *written) == ["Hemtjänsten", "0300-12 34 56", "Onsala", date(2026, 5, 4)]


def test_help_in_the_third_column_asks_nothing():
    rows = (("Enhet", None, "Skriv din enhets namn."), ("Ort", None, "Där du arbetar på dagarna"))
    assert list(asked(*rows)) == ["Enhet", "Ort"]


def test_choices_beside_each_other_with_room_after_each():
    row = ("Område", "Hemtjänst", None, "Skola", None, "Kultur")
    template = learnt(row, ("Kostnad",))
    assert template.fields[2].choices == ("Hemtjänst", "Skola", "Kultur")
    marked = ("Område", "Hemtjänst", None, "Skola", "X", "Kultur")
    assert read(template, marked, ("Kostnad", "0"))[0] in ("Skola", ("Skola",))


@pytest.mark.parametrize(("offer", "kind"), [("☐ Ja\n☐ Nej", Kind.YES_NO), ("☐ A-huset\n☐ B-huset", None)])
def test_boxes_in_one_cell_below_their_label(offer, kind):
    told = asked(("Var eller om?",), (offer,))
    assert list(told) == ["Var eller om?"]
    assert kind in (None, told["Var eller om?"][0])


def test_boxes_after_their_words_that_a_print_breaks_into_lines_are_one_questions_choices():
    rows = (("Namn", ""), ("Vilka deltog?", "Läkare ☐\tSjuksköterska ☐\tUndersköterska\n☐ Annan\nvårdgivare ☐"))
    blank = Document.of_parts("pdf", tables=[Table("sida 1", rows)])
    (_, asked_who) = questions(blank)
    assert asked_who.room.text.count("☐") == 4
    assert "\n" not in asked_who.room.text
