"""Several questions that offer the same choices: each keeps its own marks, and what nobody marked is not chosen."""

from __future__ import annotations

import pytest

from mailbot.forms import template_file
from parsers.document.model import Block, Control, ControlKind, Document, Paragraph, Table
from parsers.recognise import recognise
from parsers.result import Value

FORM = template_file.load(template_file.shipped_evaluation())
OTHERS = (("Så här gick det till", "Bra."), ("Så har ni mätt", "En enkät."), ("Det här har ni lärt er", "Mycket."))
ASKED = ("better", "same", "worse")
MARKED = {"better": ("Delaktighet", "Förtroende"), "same": ("Förtroende",), "worse": ()}
CHOICES = FORM.field("better").choices


def read(*blocks: Block) -> tuple[dict[str, Value], set[str]]:
    """Return the indicators that the form says, in order, and what is asked about besides what is missing."""
    around = Table("tabell 1", (("Initiativets ärendenummer", "OH-2026-0001"), *OTHERS))
    last = Table(
        "tabell 2", (("Vad patienter, brukare och närstående säger", "Tack."), ("Kan andra göra likadant", "Nej"))
    )
    (form,) = recognise(Document("docx", (Paragraph(FORM.title), around, *blocks, last)), [FORM])
    asked = {problem.field for problem in form.problems} - {"with_whom", "may_tell"}
    return {key: form.values[key] for key in ASKED}, asked


def expected(marked: dict[str, tuple[str, ...]]) -> tuple[dict[str, Value], set[str]]:
    return {key: marked[key] or None for key in ASKED}, set()


def across(marked: dict[str, tuple[str, ...]]) -> list[Block]:
    """Choices side by side, the marks in the row below."""
    rows = [
        row
        for key in ASKED
        for row in (
            (FORM.field(key).label, *CHOICES),
            (None, *("x" if choice in marked[key] else "" for choice in CHOICES)),
        )
    ]
    return [Table("bladet", tuple(rows))]


def matrix(marked: dict[str, tuple[str, ...]]) -> list[Block]:
    """Choices once, as heads, and a row of marks for each question."""
    rows = [(FORM.field(key).label, *("x" if one in marked[key] else "" for one in CHOICES)) for key in ASKED]
    return [Table("bladet", (("", *CHOICES), *rows))]


def tables(marked: dict[str, tuple[str, ...]]) -> list[Block]:
    """A table of choices below each question's label."""
    return [
        block
        for key in ASKED
        for block in (
            Paragraph(FORM.field(key).label),
            Table("tabell", (("", "Ja"), *((choice, "X" if choice in marked[key] else "") for choice in CHOICES))),
        )
    ]


def boxes(marked: dict[str, tuple[str, ...]]) -> list[Block]:
    """Boxes to tick, of which a page's end has parted the last from their question."""
    return [
        Control(key if number < 5 else choice, choice, ControlKind.CHECK_BOX, "", choice in marked[key])
        for key in ASKED
        for number, choice in enumerate(CHOICES)
    ]


@pytest.mark.parametrize("shape", [across, matrix, tables, boxes])
@pytest.mark.parametrize(
    "marked",
    [MARKED, dict.fromkeys(ASKED, ()), {**MARKED, "better": (), "worse": ("Personcentrering",)}],
    ids=["some", "none", "last"],
)
def test_questions_with_the_same_choices_keep_their_own_marks(shape, marked):
    values, asked = read(*shape(marked))
    assert ({key: tuple(sorted(value or ())) or None for key, value in values.items()}, asked) == expected(marked)


def test_choices_that_a_page_has_parted_from_their_question_are_asked_about():
    kept, swallowed = CHOICES[5:], CHOICES[:5]
    whole = "\n".join((f"☒ {CHOICES[0]}", *(f"☐ {choice}" for choice in CHOICES[1:])))
    rows = (
        *((FORM.field(key).label, whole) for key in ("better", "same")),
        ("Siffror före och efter", "\n".join((*(f"☐ {choice}" for choice in swallowed), "12 procent."))),
        ("Indikatorer som blev sämre", "\n".join(f"☐ {choice}" for choice in kept)),
    )
    _, asked = read(Table("sida 2", rows))
    assert asked == {"figures", "worse"}
