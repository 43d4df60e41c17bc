"""The agenda's words."""

from __future__ import annotations

import pytest

from mailbot.forms import template_file
from mailbot.meetings.agenda.documents.words import words
from mailbot.primitives.templates_folder import templates_dir


def test_every_field_that_is_shown_is_in_the_form():
    known = words()
    shown = {name for one in (*known.table, *known.text) for name in one.fields} | {known.request_field}
    form = template_file.load(templates_dir() / "mall" / "mall.toml")
    assert shown - {field.key for field in form.fields} == set()


def test_no_word_means_two_outcomes():
    said = [words().outcome(word) for one in words().outcomes.values() for word in (one.word, *one.also)]
    assert said == [outcome for outcome, one in words().outcomes.items() for _ in (one.word, *one.also)]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Dagordning RUG · dagordning-3f9ac1d2e4b5a6c7 · Sida 1", "3f9ac1d2e4b5a6c7"),
        ("DAGORDNING-3F9AC1D2E4B5A6C7", "3f9ac1d2e4b5a6c7"),
        ("dagordning-2026", None),
        ("dagordningen", None),
    ],
)
def test_token_is_found_by_its_mark(text, token):
    assert words().token(text) == token
