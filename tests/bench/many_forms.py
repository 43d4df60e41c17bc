"""The answers of many people, for benches: what one of them wrote no other did, so that nothing is known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parsers.result import Value
from parsers.template import Field, Kind
from tests.support.forms import ANSWERS, SHIPPED


def many_answers(count: int) -> Iterator[Mapping[str, Value]]:
    """Yield a form's answers for each of so many people."""
    for person in range(count):
        yield {field.key: _said(field, person) for field in SHIPPED.fields}


def _said(field: Field, person: int) -> Value:
    """Return an answer with the person's number in each of its paragraphs; of choices, those that the number tells."""
    said = ANSWERS[field.key]
    if field.kind is Kind.EMAIL:
        return f"nummer{person}.{said}"
    if isinstance(said, tuple):
        return tuple(choice for place, choice in enumerate(field.choices) if person >> place & 1) or said
    if field.choices or not isinstance(said, str):
        return said
    return "\n\n".join(f"{paragraph} {person}" for paragraph in said.split("\n\n"))
