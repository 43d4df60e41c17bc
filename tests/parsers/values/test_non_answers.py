from __future__ import annotations

import pytest

from parsers.result import Code, FieldProblem
from parsers.template import Field, Kind
from parsers.values.interpret import interpret

REQUIRED = Field("purpose", "Syfte", Kind.LONG_TEXT, required=True)
OPTIONAL = Field("risks", "Risker", Kind.LONG_TEXT)
GOALS = Field("goals", "Mål", Kind.MULTI_CHOICE, choices=("Enkel", "Trygg"))
OPEN = Field("indicators", "Indikatorer", Kind.MULTI_CHOICE, choices=("Kontinuitet",), open_choice=True)
ONE = Field("organisation", "Organisation", Kind.CHOICE, choices=("Hylte kommun", "Annan vårdgivare"), open_choice=True)
MISSING = (None, FieldProblem("purpose", Code.MISSING, "Du har inte fyllt i Syfte."))


@pytest.mark.parametrize("text", ["?", "??", "*", "xxx", "X", "Text", "TBD", "test", "Lorem ipsum dolor", "Ej ifyllt"])
def test_filler_is_no_answer(text):
    assert interpret(REQUIRED, text) == MISSING
    assert interpret(OPTIONAL, text) == (None, None)


@pytest.mark.parametrize(
    "text", ["Kommer senare", "Återkommer om detta.", "Fylls i senare", "ska kompletteras", "Kommer att kompletteras"]
)
def test_answer_that_is_promised_is_missing_where_it_is_required(text):
    assert interpret(REQUIRED, text) == MISSING
    assert interpret(OPTIONAL, text) == (text, None)


@pytest.mark.parametrize(
    "text",
    ["Nej", "Vet ej", "Inga", "Det kommer att bli bättre", "Text-tv på alla boenden", "Testa möten", "Lika", "0"],
)
def test_short_answer_in_words_is_an_answer(text):
    assert interpret(REQUIRED, text) == (text, None)


@pytest.mark.parametrize(
    "text", ["Inga", "Nej", "Vet ej", "Inte klart ännu", "N/A", "Ej aktuellt", "Annan, skriv vilken:", "Kommer senare"]
)
@pytest.mark.parametrize("field", [GOALS, OPEN])
def test_refusal_to_choose_is_no_choice(field, text):
    assert interpret(field, text) == (None, None)


def test_choice_beside_a_refusal_of_the_rest_is_kept():
    assert interpret(GOALS, "Trygg\nInga andra") == (("Trygg",), None)
    assert interpret(OPEN, "☒ Kontinuitet\n☒ Annan") == (("Kontinuitet", "Annan"), None)
    assert interpret(ONE, "Annan") == ("Annan vårdgivare", None)
    assert interpret(ONE, "Vet ej") == (None, None)


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.PHONE, Kind.DATE])
def test_address_number_or_day_that_is_refused_is_empty(kind):
    assert interpret(Field("f", "Fråga", kind), "Har ingen") == (None, None)
    assert interpret(Field("f", "Fråga", Kind.YES_NO), "Nej") == (False, None)
