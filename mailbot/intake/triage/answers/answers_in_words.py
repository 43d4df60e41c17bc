"""Answers to single questions, written in a mail: «Syfte: …», where somebody completes a form in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailbot.intake.triage.politeness import is_polite
from parsers import FormTemplate, ParsedForm, begins_with_label, parse_answers

_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")


def answers_in(own_text: str, forms: Sequence[FormTemplate]) -> ParsedForm | None:
    """Return what the words answer, by the labels of the one form that has them; None where that is in doubt.

    Each paragraph from the first label on must begin with a label, or be politeness:
    what else stands there may belong to an answer or not, and a human sees which. What goes before
    the first label («här är svaren:») and a greeting below the last answer are none.
    """
    found = [answered for form in forms if (answered := _answers(own_text, form))]
    return found[0] if len(found) == 1 else None


def _answers(own_text: str, form: FormTemplate) -> ParsedForm | None:
    paragraphs = [part.strip() for part in _PARAGRAPHS.split(_from_first_label(own_text, form)) if part.strip()]
    labelled = [_begins_with_label(part, form) for part in paragraphs]
    if not any(labelled):
        return None
    first = labelled.index(True)
    told = [_without_greeting(part) for part, label in zip(paragraphs[first:], labelled[first:], strict=True) if label]
    rest = [part for part, label in zip(paragraphs[first:], labelled[first:], strict=True) if not label]
    return parse_answers("\n\n".join(told), form) if all(map(is_polite, rest)) else None


def _from_first_label(own_text: str, form: FormTemplate) -> str:
    """Return the text from its first line that begins with a label; all of it where none does."""
    lines = own_text.split("\n")
    first = next((place for place, line in enumerate(lines) if begins_with_label(line.strip(), form)), 0)
    return "\n".join(lines[first:])


def _without_greeting(paragraph: str) -> str:
    """Return an answer without «Mvh Petra» on the lines below it."""
    lines = paragraph.split("\n")
    while len(lines) > 1 and is_polite(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _begins_with_label(paragraph: str, form: FormTemplate) -> bool:
    """Whether a paragraph answers a question, after a greeting on a line of its own."""
    lines = paragraph.split("\n")
    start = 1 if len(lines) > 1 and is_polite(lines[0]) else 0
    return begins_with_label(lines[start], form)
