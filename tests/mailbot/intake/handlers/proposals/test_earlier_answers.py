"""Gaps are filled with what was said before, and an answer takes the place of an earlier one, a no as well."""

from __future__ import annotations

import pytest

from mailbot.forms import template_file
from mailbot.intake.handlers.proposals.earlier_answers import filled_up
from mailbot.primitives.templates_folder import templates_dir
from mailbot.store.tables import EvaluationVersion
from parsers import Code, FieldProblem, ParsedForm

EVALUATION = template_file.load(templates_dir() / "mall" / "utvardering.toml")


def earlier(problems=(), **fields) -> EvaluationVersion:
    return EvaluationVersion(template=EVALUATION.id, fields=fields, problems=list(problems))


def form(**values) -> ParsedForm:
    return ParsedForm(EVALUATION.id, "docx", values)


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        (True, False, False),
        (False, True, True),
        (True, None, True),
        (False, None, False),
    ],
)
def test_no_to_being_told_of_takes_the_place_of_an_earlier_yes(before, now, kept):
    assert filled_up(form(may_tell=now), earlier(may_tell=before), EVALUATION).values["may_tell"] is kept


def test_no_that_was_said_before_is_not_asked_for_again():
    asked = FieldProblem("may_tell", Code.MISSING, "Saknas")
    again = ParsedForm(EVALUATION.id, "docx", {"may_tell": None}, (asked,))
    assert filled_up(again, earlier(may_tell=False), EVALUATION).complete


def test_gaps_alone_are_filled():
    whole = filled_up(
        form(learnt="Nytt.", with_whom=()), earlier(learnt="Förr.", done="Så.", with_whom=["Hylte kommun"]), EVALUATION
    )
    assert whole.values == {"learnt": "Nytt.", "done": "Så.", "with_whom": ("Hylte kommun",)}


def test_what_was_wrong_before_is_not_kept():
    wrong = earlier([{"field": "learnt", "code": "too_long", "message": ""}], learnt="x")
    assert filled_up(form(learnt=None), wrong, EVALUATION).values == {"learnt": None}
