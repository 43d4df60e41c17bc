"""A form where the choices that don't count were taken away: what was left whole is asked about."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Table
from parsers.recognise import recognise
from parsers.result import NotAForm, ParsedForm
from tests.support.form_file import LABELS, WRITTEN
from tests.support.forms import SHIPPED

WHOLE = "\n".join(f"☐ {choice}" for choice in SHIPPED.field("goals").choices)


def read(**answers: str) -> ParsedForm:
    rows = tuple((LABELS[key], text) for key, text in {**WRITTEN, **answers}.items())
    result = recognise(Document.of_parts("docx", tables=(Table("tabell 1", rows),)), [SHIPPED])
    assert not isinstance(result, NotAForm)
    return result[0]


@pytest.mark.parametrize("factors", ["☐ Enkel\n☐ Trygg", "☐ Trygg", "□ Gemensam"])
def test_whole_list_beside_a_shortened_one_is_asked_about(factors):
    form = read(success_factors=factors, goals=WHOLE)
    assert (form.values["goals"], [problem.field for problem in form.problems]) == (None, ["goals"])


@pytest.mark.parametrize("factors", ["☐ Enkel\n☒ Trygg", "Trygg", "x Trygg\nEnkel"])
def test_whole_list_beside_ticks_or_words_is_unanswered(factors):
    form = read(success_factors=factors, goals=WHOLE)
    assert (form.values["goals"], form.problems) == (None, ())


def test_prompt_typed_past_behind_a_word_for_the_answer_is_left_out():
    assert read(risks="Svar: Skriv här Halka på vintern.").values["risks"] == "Halka på vintern."
