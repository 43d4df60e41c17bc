"""A form of which only some answers are known, for somebody has told them without filling it in."""

from __future__ import annotations

from collections.abc import Mapping

from parsers import Code, FieldProblem, FormTemplate, ParsedForm, Value


def form_in_words(template: FormTemplate, said: Mapping[str, Value]) -> ParsedForm:
    """Return the form with these answers, by the fields' keys; what else is required is missing."""
    values = {field.key: said.get(field.key) or None for field in template.fields}
    missing = (
        FieldProblem(field.key, Code.MISSING, f"Du har inte fyllt i {field.label}.")
        for field in template.fields
        if field.required and values[field.key] is None
    )
    too_long = (
        FieldProblem(field.key, Code.TOO_LONG, f"{field.label}: Korta svaret till {field.max_length} tecken.")
        for field in template.fields
        if len(str(values[field.key] or "")) > field.max_length
    )
    return ParsedForm(template.id, "by_hand", values, (*missing, *too_long))
