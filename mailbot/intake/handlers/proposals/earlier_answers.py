"""What an earlier version of a form still says when the next one leaves it out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mailbot.intake.handlers.case import Case
from mailbot.register import initiatives
from mailbot.store.tables import EvaluationVersion, FormVersion, Initiative
from mailbot.store.values import VerdictKind
from parsers import Code, FormTemplate, ParsedForm


def filled_up(form: ParsedForm, earlier: FormVersion | EvaluationVersion | None, template: FormTemplate) -> ParsedForm:
    """Fill what the new form leaves empty with what the earlier one said.

    Who completes a form often fills in the gaps alone. A no is an answer, and takes the place of an earlier yes.
    """
    if earlier is None or earlier.template != form.template:
        return form
    wrong = {problem["field"] for problem in earlier.problems}
    kept = {
        field.key: initiatives.restored(field, earlier.fields.get(field.key))
        for field in template.fields
        if _is_empty(form.values.get(field.key))
        and field.key not in wrong
        and not _is_empty(earlier.fields.get(field.key))
    }
    problems = tuple(p for p in form.problems if not (p.code is Code.MISSING and p.field in kept))
    return replace(form, values={**form.values, **kept}, problems=problems)


def _is_empty(answer: Any) -> bool:
    return answer is not False and not answer


def settled(case: Case, form: ParsedForm, initiative: Initiative) -> ParsedForm:
    """Ask no more about text without a place that its sender leaves where it is, in an answer to our asking."""
    asked = {problem["message"] for problem in initiative.form.problems} if initiative.form else set()
    if case.verdict.kind is not VerdictKind.COMPLETION:
        return form
    problems = tuple(p for p in form.problems if p.code is not Code.UNPLACED or p.message not in asked)
    return replace(form, problems=problems)
