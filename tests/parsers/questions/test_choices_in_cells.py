"""Choices that have a cell each: with a mark beside them, below them, or under «Ja» and «Nej»."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Paragraph, Table
from parsers.questions import find_answers
from parsers.result import Code
from parsers.values.interpret import interpret
from tests.support.forms import SHIPPED

FACTORS = SHIPPED.field("success_factors")


def read(*rows: tuple[str | None, ...]) -> object:
    """Return the success factors that a table says, or the code of what is wrong with them."""
    return _said(Document("xlsx", (Table("tabell 1", (("Rubrik", "Runda"), *rows)),)))


def _said(document: Document) -> object:
    value, problem = interpret(FACTORS, find_answers.find(document, SHIPPED)[FACTORS.key].text)
    return problem.code if problem else value


def below(*marks: str) -> tuple[tuple[str, str], ...]:
    return (("Framgångsfaktorer", ""), *zip(FACTORS.choices, marks, strict=True))


@pytest.mark.parametrize("mark", ["x", "Yes", "J", "OK", "•", "[x]", "(X)", "✓", "Ja, absolut"])
def test_marks_beside_choices_tick_them(mark):
    assert read(*below("", mark, "", mark)) == ("Enkel", "Trygg")


def test_name_of_the_choice_beside_it_ticks_it():
    assert read(*below("", "Enkel", "", "trygg")) == ("Enkel", "Trygg")


@pytest.mark.parametrize("words", ["Kanske", "Prio 1", "Om vi hinner", "Bara i höst"])
def test_other_words_beside_some_choices_are_asked_about(words):
    assert read(*below("", words, "", "")) is Code.AMBIGUOUS


def test_choices_without_a_mark_are_no_answer():
    assert read(*below("", "", "", "")) is Code.MISSING


def test_choices_that_are_left_where_others_were_taken_away_are_chosen():
    assert read(("Framgångsfaktorer", ""), ("", ""), ("Enkel", ""), ("", ""), ("Trygg", "")) == ("Enkel", "Trygg")


def test_boxes_below_a_label_are_read_one_by_one():
    boxes = [(f"{box} {choice}",) for box, choice in zip("☐☒☐☒", FACTORS.choices, strict=True)]
    assert _said(Document("xlsx", (Table("t", (("Framgångsfaktorer",), *boxes)),))) == ("Enkel", "Trygg")


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("", "x", "", "x"), ("Enkel", "Trygg")),
        (("Ja", "Nej", "", "ja"), ("Hälsofrämjande", "Trygg")),
        (("", "", "", ""), Code.MISSING),
    ],
)
def test_choices_across_with_their_marks_below(marks, said):
    assert read(("Framgångsfaktorer", *FACTORS.choices), ("", *marks), ("Roll", "Planerare", "", "", "")) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("", "x"), ("x", ""), ("", "x"), ("x", "")), ("Enkel", "Trygg")),
        ((("", ""), ("", ""), ("", "x"), ("", "x")), Code.MISSING),
        ((("", "x"), ("x", "x"), ("", ""), ("", "")), Code.AMBIGUOUS),
        ((("", ""), ("kanske", ""), ("", ""), ("x", "")), Code.AMBIGUOUS),
    ],
)
def test_table_of_choices_under_yes_and_no(rows, said):
    cells = [(choice, *marks) for choice, marks in zip(FACTORS.choices, rows, strict=True)]
    table = Table("tabell 1", (("", "Ja", "Nej"), *cells))
    assert _said(Document("docx", (Paragraph("Framgångsfaktorer"), table))) == said


def test_ticks_in_two_columns_are_asked_about():
    rows = [("Framgångsfaktorer", "", ""), ("Enkel", "x", ""), ("Gemensam", "", "x"), ("Trygg", "x", "x")]
    assert read(*rows) is Code.AMBIGUOUS
