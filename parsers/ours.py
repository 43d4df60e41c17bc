"""Tells a form of ours from another document that asks for a name, a background and an aim, too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from parsers.answers import possible_labels
from parsers.content import Document
from parsers.form import FormTemplate, ParsedForm
from parsers.labels import MAX_LABEL, labels_of, normalised

_LEAST_HEADINGS = 2
_OWN_SHARE = 0.6


def is_ours(content: Document, template: FormTemplate, form: ParsedForm, asked: Collection[str]) -> bool:
    """Whether a document that asks these questions of a template is a form of it.

    It shows the template's title or two of its headings, or takes an answer that only
    this form offers. Else it asks half of its required questions in the form's own
    words; where it leaves out those that offer answers, 60 % of all questions.
    """
    offered = {field.key for field in template.fields if field.required and field.choices and not field.open_choice}
    if _shows(content, template) or any(form.values[key] for key in offered):
        return True
    own = set(asked) - _by_alias(content, template)
    if offered and offered.isdisjoint(asked):
        return len(own) >= _OWN_SHARE * len(template.fields)
    required = {field.key for field in template.fields if field.required and field.key in asked}
    return len(own & required) * 2 >= len(required)


def _shows(content: Document, template: FormTemplate) -> bool:
    cells = (cell for table in content.tables for row in table.rows for cell in row if cell)
    shown = {normalised(text) for text in (*content.lines, *content.margins, *cells) if len(text) <= MAX_LABEL}
    headings = {normalised(field.section) for field in template.fields if field.section}
    return normalised(template.title) in shown or len(headings & shown) >= _LEAST_HEADINGS


def _by_alias(content: Document, template: FormTemplate) -> set[str | None]:
    """Return the questions that a document asks by an alias alone."""
    labels = labels_of(template)
    aliases = replace(labels, keys={name: key for name, key in labels.keys.items() if name not in labels.own})
    heads = set(possible_labels(content))
    own = {labels.key(head) for head in heads if normalised(head) in labels.own}
    return {aliases.key(head) for head in heads} - own - {control.tag for control in content.controls}
