"""What the Word and the Excel form show alike: prompts, notes and values as text."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby

from parsers import TICK_AGAIN, TO_DO, Code, Field, FormTemplate, Kind, Value, form_words

OTHER = "Annan, skriv vilken"
YES, NO = "Ja", "Nej"

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def prompt(field: Field) -> str:
    """Return what an empty answer shows."""
    if field.kind is Kind.DATE:
        return form_words("choose_date")
    return form_words("choose_in_list" if field.kind in (Kind.CHOICE, Kind.YES_NO) else "write_here")


def label(field: Field) -> str:
    """Return the question with the mark of required ones."""
    return f"{field.label} *" if field.required else field.label


def note(field: Field, code: Code | None, value: Value) -> str:
    """Return what the initiator has to do with a field; nothing where its answer is right.

    Boxes can't show an answer that is none of them, so the note repeats it.
    """
    if code is None:
        return ""
    if field.kind is Kind.MULTI_CHOICE and isinstance(value, str):
        return f"{TICK_AGAIN} {' '.join(as_text(value).split())}"
    return TO_DO[code]


def sections(template: FormTemplate) -> list[tuple[str, list[Field]]]:
    """Return the fields under their headings, in the template's order."""
    return [(title, list(fields)) for title, fields in groupby(template.fields, key=lambda field: field.section)]


def choices(field: Field) -> tuple[str, ...]:
    """Return what a field lets one choose from."""
    return (YES, NO) if field.kind is Kind.YES_NO else field.choices


def as_text(value: Value) -> str:
    """Return a value as it is written in a form, without characters that XML can't hold (XML 1.0 §2.2)."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(map(as_text, value))
    return _NOT_XML.sub("", value or "")


def chosen(value: Value) -> tuple[str, ...]:
    """Return the items of a multi-choice value."""
    return value if isinstance(value, tuple) else ()


def others(field: Field, value: Value) -> str:
    """Return the items of a value that are none of the field's choices."""
    return ", ".join(as_text(item) for item in chosen(value) if item not in field.choices)
