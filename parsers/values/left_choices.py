"""Tells choices that are made by taking the others away: a list left whole in such a form may be meant so."""

from __future__ import annotations

from parsers.result import FieldProblem, Value
from parsers.template import Field
from parsers.values.interpret import doubtful
from parsers.values.tick_marks import count_boxes, has_boxes, ticked


def is_made_by_leaving(field: Field, text: str, value: Value) -> bool:
    """Whether an answer is what was left of a list of choices, none of them ticked."""
    return _is_unticked(field, text) and value is not None and count_boxes(text) < len(field.choices)


def doubted_whole(field: Field, text: str, value: Value) -> FieldProblem | None:
    """Return the problem of a list that was left whole in a form where others were shortened: all is meant, or none."""
    is_whole = _is_unticked(field, text) and value is None and count_boxes(text) >= len(field.choices)
    return doubtful(field, ["alla", "inget av dem"]) if is_whole else None


def _is_unticked(field: Field, text: str) -> bool:
    return bool(field.choices) and has_boxes(text) and not ticked(text)
