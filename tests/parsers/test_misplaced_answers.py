"""Texts whose answers stand elsewhere than below their questions: refused with a true reason, never read awry."""

from __future__ import annotations

import pytest

from parsers.parse import parse
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
