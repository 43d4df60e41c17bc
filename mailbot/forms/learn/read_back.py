"""Reads a blank form with the template proposed for it: what is not found, or not found empty, is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mailbot.forms.learn.offered_choices import offered
from mailbot.forms.learn.question import BOX, Question
from parsers import Document, Field, FormTemplate, Paragraph, asked

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


def with_printed_answers(
    template: FormTemplate, asking: Mapping[str, Question], blank: Document
) -> tuple[FormTemplate, list[str]]:
    """Give each field of a print that reads as answered its words: as choices where they have boxes, else as help.

    A print shows no room to write in, so that help below a question looks like its answer. What is unsure is told.
    """
    found = asked(blank, template)
    fields, told = [], []
    labels = {field.key: field.label.casefold() for field in template.fields}
    for field in template.fields:
        text = found.get(field.key, "")
        offer = offered(replace(asking[field.key], room=Paragraph(text))) if BOX.search(text) else None
        if offer and offer.kind and not field.choices:
            fields.append(replace(field, kind=offer.kind, choices=offer.choices))
            told += [f"{field.label}: {offer.doubt}"] if offer.doubt else []
        elif text and not offer and not (field.help or field.choices or _names_another(text, field, labels)):
            fields.append(replace(field, help=" ".join(text.split())))
            told.append(f"{field.label}: had text where the answer goes; it was taken as help")
        else:
            fields.append(field)
    return replace(template, fields=tuple(fields)), told


def _names_another(text: str, field: Field, labels: Mapping[str, str]) -> bool:
    """Whether a text holds another question's label, which stands beside this one's."""
    return any(label in text.casefold() for key, label in labels.items() if key != field.key)


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
