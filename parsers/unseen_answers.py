"""Which questions may have been answered where a file doesn't show it: on a page that lacks, by marks that are lost.

These are asked about, those that need no answer, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parsers.questions.in_lines import Answer
from parsers.result import Code, FieldProblem, Value
from parsers.template import Field, FormTemplate, Kind
from parsers.values.tick_marks import has_boxes

_CHOSEN = (Kind.CHOICE, Kind.MULTI_CHOICE)


def on_lacking_pages(template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[FieldProblem]:
    """Yield the questions that a printed form of this template doesn't ask, for which a page must lack."""
    for field in template.fields:
        if field.key not in given:
            sentence = (
                f"{field.label} finns inte i filen, kanske saknas en sida. Skriv ditt svar, eller att du inget har."
            )
            yield FieldProblem(field.key, Code.MISSING, sentence)


def with_lost_marks(
    template: FormTemplate, given: Mapping[str, Answer], values: Mapping[str, Value]
) -> Iterator[FieldProblem]:
    """Yield the questions whose boxes are all empty, where so are those of a question that needs an answer.

    Then people mark in a way that the file doesn't keep, or forgot all of them.
    """
    empty = [field for field in template.fields if values[field.key] is None and _has_boxes(field, given)]
    if any(field.required for field in empty):
        for field in empty:
            if not field.required:
                sentence = (
                    f"{field.label}: vi ser inget val som är markerat. Skriv det som gäller, eller att inget gör det."
                )
                yield FieldProblem(field.key, Code.MISSING, sentence)


def _has_boxes(field: Field, given: Mapping[str, Answer]) -> bool:
    return field.kind in _CHOSEN and field.key in given and has_boxes(given[field.key].text)
