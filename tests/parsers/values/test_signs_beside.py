"""Choices with signs beside them that are no boxes."""

from __future__ import annotations

import pytest

from parsers.result import Code
from parsers.template import Field, Kind
from parsers.values.interpret import interpret
from parsers.values.signs_beside import told_apart

FACTORS = Field("success_factors", "Framgångsfaktorer", Kind.MULTI_CHOICE, choices=("Enkel", "Gemensam", "Trygg"))


@pytest.mark.parametrize(
    "text",
    [
        "👍 Trygg 👎 Enkel",
        "Trygg 👍🏽, Enkel 👎🏽",
        "Trygg 👍 Enkel 👎",
        "🟢 Trygg\n🔴 Enkel",
        "⭐ Trygg\nEnkel",
        "+ Trygg\n- Enkel",
        "Trygg (+), Enkel (–)",
        "Trygg 5, Enkel 1",
        "Trygg: 5\nEnkel: 1",
        "Trygg (3), Enkel (3)",
        "Trygg 5/5, Enkel 2/5.",
        "Trygg 5 Enkel",
        "Trygg – 5 poäng; Enkel – 1 poäng",
        "5 Trygg, 1 Enkel",
    ],
)
def test_signs_that_differ_are_asked_about(text):
    assert told_apart(FACTORS, text) == ("Enkel", "Trygg")
    value, problem = interpret(FACTORS, text)
    assert value is None
    assert problem is not None
    assert problem.code is Code.AMBIGUOUS


@pytest.mark.parametrize(
    "text",
    [
        "⭐ Trygg\n⭐ Enkel",
        "- Trygg\n- Enkel",
        "Trygg - Enkel",
        "Trygg + Enkel",
        "▪ Trygg, Enkel",
        "❖ Trygg\n❖ Enkel",
        "1. Trygg\n2. Enkel",
    ],
)
def test_signs_that_are_alike_are_bullets(text):
    value, problem = interpret(FACTORS, text)
    assert problem is None
    assert set(value) == {"Trygg", "Enkel"}
