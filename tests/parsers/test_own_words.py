"""Which words a blank form shows by itself, however they are parted."""

from __future__ import annotations

import pytest

from parsers.own_words import own_words, words_of
from tests.support.forms import SHIPPED


def rest(text: str) -> str:
    return " ".join(own_words(SHIPPED).without(words_of(text)))


def test_words_are_in_lower_case_without_invisible_signs():
    assert words_of("Må\xadl i A\u0308ldre-vård 2:1") == ("mål", "i", "äldre", "vård", "2", "1")


@pytest.mark.parametrize(
    "text",
    [
        "Rubrik *",
        "3. Roll eller yrke",
        "Ett kort namn på förslaget, som säger",
        "Till exempel distriktssköterska eller ve rksamhetsutvecklare.",
        "Gemensam mall för ini\ufffda\ufffdv – Omtanke Halland",
        "när det är gjort?",
        "gjort?",
        "Skriv här",
        "Fråga Ditt svar Hjälp",
    ],
)
def test_texts_of_the_form_and_their_parts_are_its_own(text):
    assert rest(text) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Enhet: Myndighet äldre", "myndighet äldre"),
        ("Önskat beslut: Ja till ett försök", "till ett försök"),
        ("3", "3"),
        ("kommun", "kommun"),
        ("\ufffd" * 400, "\ufffd" * 400),
    ],
)
def test_words_beside_the_forms_own_are_left(text, left):
    assert rest(text) == left
