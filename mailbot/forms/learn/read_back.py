"""Reads a blank form with the template proposed for it: what is not found, or not found empty, is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mailbot.forms.learn.question import Question
from parsers import Document, FormTemplate, asked

_LONGEST_NAME = 120
_SHOWN = 60
"""Characters of a form's text that a doubt repeats."""


def with_aliases(template: FormTemplate, asking: Mapping[str, Question], blank: Document) -> FormTemplate:
    """Give each field that is not found by its label the whole line of the form as another name.

    `asking` is the question that each field was made of, by its key.
    """
    absent = {field.key for field in template.fields} - asked(blank, template).keys()
    taken = {field.label.casefold() for field in template.fields}
    fields = tuple(
        replace(field, aliases=tuple(_names(asking[field.key], taken))) if field.key in absent else field
        for field in template.fields
    )
    return replace(template, fields=fields)


def _names(question: Question, taken: set[str]) -> Iterator[str]:
    for name in (question.label.strip(), f"{question.label} {question.help}".strip()):
        if len(name) <= _LONGEST_NAME and name.casefold() not in taken:
            taken.add(name.casefold())
            yield name


def doubts(template: FormTemplate, blank: Document) -> Iterator[str]:
    """Say of each field whether mailbot would miss it, or take the form's own words for an answer."""
    found = asked(blank, template)
    for field in template.fields:
        if field.key not in found:
            yield f"{field.label}: is not found when this form is read; give it an alias, or change the form"
        elif found[field.key]:
            yield f"{field.label}: the blank form reads as answered with {quoted(found[field.key])}"


def quoted(text: str) -> str:
    """Return a text as a doubt repeats it."""
    line = " ".join(text.split())
    return f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"
