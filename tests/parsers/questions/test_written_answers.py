from __future__ import annotations

import pytest

from parsers.questions.written_answers import answer_of
from tests.support.forms import SHIPPED

PURPOSE = SHIPPED.field("purpose")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Varför ska det göras? Vad blir bättre? Tryggare.", "Tryggare."),
        ("(Varför ska det göras? Vad blir bättre?) Tryggare.", "Tryggare."),
        ("VAD BLIR BÄTTRE?\nTryggare.", "Tryggare."),
        ("Varför ska det\ngöras? Vad blir\nbättre?\n\n- Tryggare.", "- Tryggare."),
        ("Tryggare. Varför ska det göras? Vad blir bättre?", "Tryggare."),
        ("Tryggare (Vad blir bättre?)", "Tryggare"),
        ("Svar: Tryggare", "Tryggare"),
        ("Svar", "Svar"),
        ("Svar:", ""),
        ("Syfte: Tryggare", "Tryggare"),
        ("Vad blir bättre för patienterna? Allt.", "Vad blir bättre för patienterna? Allt."),
        ("Tryggare. Vad blir bättre? Lugnet.", "Tryggare. Vad blir bättre? Lugnet."),
        ("Varför ska det göras? Vad blir bättre?", ""),
        ("Syfte\n?", ""),
    ],
)
def test_help_left_beside_the_answer_is_no_part_of_it(text, left):
    assert answer_of(text, PURPOSE) == left


@pytest.mark.parametrize(
    "text",
    [
        "Skriv här Nattpatrull",
        "Svar: Skriv här Nattpatrull",
        "Rubrik: Skriv här: Nattpatrull",
        "Ett kort namn på förslaget, som säger vad det handlar om.\nSkriv här Nattpatrull",
    ],
)
def test_prompt_left_before_an_answer_is_left_out_wherever_it_stands(text):
    assert answer_of(text, SHIPPED.field("title")) == "Nattpatrull"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Svar: Morgonrunda", "Morgonrunda"),
        ("Svar 12: Morgonrunda", "Morgonrunda"),
        ("__Morgonrunda__", "Morgonrunda"),
        ("**Morgonrunda i två led**", "Morgonrunda i två led"),
        ("Svar 3. Morgonrunda", "Morgonrunda"),
        ("Mitt svar: Morgonrunda", "Morgonrunda"),
        ("Vårt svar: Morgonrunda", "Morgonrunda"),
        ("Svar :", "Svar :"),
        ("Svar 3.", "Svar 3."),
        ("Svar 24 timmar om dygnet", "Svar 24 timmar om dygnet"),
        ("Svarsfrekvens: låg", "Svarsfrekvens: låg"),
        ("__init__ och **viktigt** först", "__init__ och **viktigt** först"),
    ],
)
def test_answer_is_read_without_what_says_that_it_is_one(text, written):
    assert answer_of(text, SHIPPED.field("title")) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tryggare hemgång\n16 av 200 tecken", "Tryggare hemgång"),
        ("Tryggare hemgång\n(16/500 tecken)", "Tryggare hemgång"),
        ("Tryggare hemgång\n184 tecken kvar", "Tryggare hemgång"),
        ("Tryggare hemgång 16/200", "Tryggare hemgång"),
        ("Trygg\nNära\n11/200", "Trygg\nNära"),
        ("Tryggare hemgång\nMax 200 tecken", "Tryggare hemgång"),
        ("Tryggare hemgång\n16 av 200 tecken\nSkicka in", "Tryggare hemgång"),
        ("Högst 2000 tecken, inkl. blanksteg", ""),
        ("Tryggare hemgång\nSkicka listan", "Tryggare hemgång\nSkicka listan"),
        ("0 av 200 tecken", ""),
        ("0/200", ""),
        ("Tryggare hemgång för 16/200", "Tryggare hemgång för 16/200"),
        ("Minst 40 av 200 patienter", "Minst 40 av 200 patienter"),
        ("Högst 200 tecken i journalen", "Högst 200 tecken i journalen"),
    ],
)
def test_number_of_an_answers_letters_is_no_part_of_it(text, written):
    assert answer_of(text, PURPOSE) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("NattpatrullSkriv här", "Nattpatrull"),
        ("Nattpatrull Skriv här", "Nattpatrull"),
        ("Nattpatrull (Skriv här)", "Nattpatrull"),
        ("NattpatrullVälj i listan", "Nattpatrull"),
        ("Nattpatrull Skriv härifrån", "Nattpatrull Skriv härifrån"),
        ("Nattpatrull, skriv här", "Nattpatrull, skriv här"),
    ],
)
def test_prompt_left_behind_an_answer_is_left_out(text, written):
    assert answer_of(text, SHIPPED.field("title")) == written
