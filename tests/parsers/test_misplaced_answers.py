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
    two = zip(PAIRS[::2], PAIRS[1::2], strict=False)
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


def columns(*rows: tuple[str, str]) -> object:
    """Read a print of which these rows were taken for a table, below the whole form."""
    tables = (Table("sida 1", tuple((label, answer) for label, answer in PAIRS)), Table("sida 2", rows))
    return recognise(Document.of_parts("pdf", tables=tables, lines=(SHIPPED.title,)), [SHIPPED])


SIDE_BY_SIDE = (
    ("Roll\nPlanerare", "☐ Nära\nEffekt\nLugn"),
    ("Enhet\nNorr", "och ro.\nRisker"),
    ("Syfte", "Uppföljning"),
)


def test_columns_of_a_page_are_no_table():
    assert columns(*SIDE_BY_SIDE) == NotAForm("pdf", REASON)


@pytest.mark.parametrize(
    "rows",
    [
        SIDE_BY_SIDE[:1] + SIDE_BY_SIDE[2:],
        [("Roll\nPlanerare", "Effekt\nLugn"), ("Enhet\nNorr", "Risker\nInga"), ("Syfte\nRo", "Uppföljning\nMaj")],
        [("Roll", "Lugn\nEffekt"), ("Enhet", "Ro\nRisker"), ("Syfte", "Uppföljning")],
        [(f"Roll\n{SHIPPED.field('role').help}", "Lugn\nEffekt\nRisker")] * 2 + [("Syfte", "Uppföljning")],
    ],
    ids=["one cut", "question and answer in each cell", "answers that look like labels", "help below a label"],
)
def test_table_whose_cells_hold_labels_is_one(rows):
    assert columns(*rows) != NotAForm("pdf", REASON)


def test_print_that_has_its_title_in_several_lines_is_named_for_what_it_is():
    words = SHIPPED.title.split()
    required = {field.label for field in SHIPPED.fields if field.required}
    read_lines = [f"{label}: {answer}" for label, answer in PAIRS if label not in required]
    lines = (" ".join(words[:3]), " ".join(words[3:]), *read_lines, " ".join(sorted(required)))
    assert recognise(Document.of_parts("pdf", lines=lines), [SHIPPED]) == NotAForm("pdf", REASON)
