"""Answers whose line breaks a program has taken out, and left above them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document.model import Document, Table
from parsers.lost_breaks import in_answers
from parsers.questions import find_answers
from parsers.recognise import recognise
from parsers.result import Code, FieldProblem
from tests.support.forms import ANSWERS, SHIPPED

GLUED = "RehabenhetenKnäred"
ROWS = tuple(
    (field.label, {"unit": GLUED}.get(field.key, answer if isinstance(answer, str) else "\n".join(answer)))
    for field in SHIPPED.fields
    if (answer := ANSWERS[field.key])
)


def form(rooms: dict[str, float]) -> Document:
    read = Document.of_parts("html", tables=(Table("tabell 1", ROWS),), lines=(SHIPPED.title,))
    return replace(read, rooms=rooms)


def doubted(rooms: dict[str, float]) -> list[str]:
    content = form(rooms)
    return list(in_answers(content, SHIPPED, find_answers.find(content, SHIPPED)))


EVERYWHERE = {answer.partition("\n")[0]: 1.1 for _, answer in ROWS}


@pytest.mark.parametrize(
    ("rooms", "expected"),
    [
        ({GLUED: 1}, ["unit"]),
        ({GLUED: 3, "Annat": 1}, ["unit"]),
        (EVERYWHERE | {GLUED: 2.2}, ["unit"]),
        (EVERYWHERE | {GLUED: 1.5}, []),
        (EVERYWHERE, []),
        ({"Annat": 2}, []),
        ({}, []),
    ],
)
def test_answer_with_more_room_above_than_the_others_may_have_lost_its_line_breaks(rooms, expected):
    assert doubted(rooms) == expected


def test_choice_is_whole_whatever_stands_above_it():
    assert doubted({"Region Halland": 2, str(ANSWERS["organisation"]): 2}) == []


def test_answers_that_all_stand_differently_tell_nothing():
    apart = {answer.partition("\n")[0]: float(number) for number, (_, answer) in enumerate(ROWS)}
    assert doubted(apart) == []


def test_answer_that_may_have_lost_its_line_breaks_is_asked_about_with_its_words():
    (read,) = recognise(form({GLUED: 1}), [SHIPPED])
    said = (
        "Enhet eller verksamhet: radbrytningar kan ha fallit bort i filen, så att ord står ihop "
        "(”RehabenhetenKnäred”). Skriv hela svaret igen."
    )
    assert read.problems == (FieldProblem("unit", Code.AMBIGUOUS, said),)
    assert read.values["unit"] is None
