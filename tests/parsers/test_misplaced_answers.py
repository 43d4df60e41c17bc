"""Texts whose answers stand elsewhere than below their questions: refused with a true reason, never read awry."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Table
from parsers.parse import parse
from parsers.recognise import recognise
from parsers.result import NotAForm
from tests.support.form_file import pairs
from tests.support.forms import SHIPPED

PAIRS = pairs()
REASON = (
    "vi känner igen frågorna, men ser inte vilket svar som hör till vilken fråga – "
    "fyll i mallen i Word eller Excel och skicka den"
)


def read(text: str) -> object:
    return parse("f.txt", text.encode(), [SHIPPED])


@pytest.mark.parametrize("shown", ["{}", "({})", "{} *"])
def test_answers_above_their_questions(shown):
    assert read("".join(f"{answer}\n{shown.format(label)}\n\n" for label, answer in PAIRS)) == NotAForm("text", REASON)


def test_two_questions_over_their_two_answers():
    two = zip(PAIRS[::2], PAIRS[1::2], strict=True)
    text = "".join(f"{a}\n{b}\n{first}\n{second}\n" for (a, first), (b, second) in two)
    assert read(text) == NotAForm("text", REASON)


def test_questions_that_are_left_are_no_pairs():
    required = {field.label for field in SHIPPED.fields if field.required}
    text = "".join(f"{label}\n{answer}\n" if label in required else f"{label}\n" for label, answer in PAIRS)
    assert isinstance(read(text), tuple)


def framed(*cells: str) -> object:
    """Read a print of the whole form that has frames around some words, which look like a table."""
    rows = tuple((label, answer) for label, answer in PAIRS)
    tables = (Table("sida 1", tuple((cell,) for cell in cells)), Table("sida 1", rows))
    return recognise(Document.of_parts("pdf", tables=tables, lines=(SHIPPED.title,)), [SHIPPED])


def test_frames_around_the_choices_of_several_questions_are_no_table_of_a_print():
    assert framed("Enkel", "Laholms kommun", "Nära") == NotAForm("pdf", REASON)


@pytest.mark.parametrize("cells", [("Enkel", "Trygg"), ("Enkel", "Laholms kommun", "x"), ("Enkel", "Budget")])
def test_table_with_other_words_or_one_questions_choices_hides_no_answer(cells):
    assert isinstance(framed(*cells), tuple)
