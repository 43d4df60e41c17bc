"""Reads choices that have a cell each, with a mark in the cell beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.content import CHECKED, UNCHECKED, Row
from parsers.form import Field
from parsers.labels import normalised

_TICKS = frozenset((CHECKED, "☑", "✓", "✔", "x", "ja", "sant", "1", "v"))
_EMPTY = frozenset((UNCHECKED, "□", "nej", "falskt", "0"))
_OTHER = ("annan", "annat")
_WIDTH = 3
"""Columns, from the label's, in which the rows below it may hold a choice and its mark."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A cell that holds one of the choices, with what stands on both sides of it; no `name`: an answer of one's own."""

    name: str
    column: int
    before: str
    after: str


def ticked(rows: Sequence[Row], row: int, column: int, field: Field) -> str:
    """Return a line with a box for each choice in the row of the label, or below it; nothing where they have no marks.

    Several choices below the label, in its own column, count without marks, too: nobody has ticked them.
    """
    known = {normalised(choice): choice for choice in field.choices}
    beside = [choice for choice in _found(rows[row], known, column + 1, len(rows[row])) if choice.name]
    below: list[_Choice] = []
    for cells in rows[row + 1 :]:
        here = list(_found(cells, known, column, column + _WIDTH))
        if not here:
            break
        below += here
    found = [*beside, *below]
    after, before = (sum(map(_is_mark, marks)) for marks in ([c.after for c in found], [c.before for c in found]))
    listed = {choice.name for choice in below if choice.column == column}
    if not (after or before or len(listed) > 1):
        return ""
    lines = (_line(choice, choice.after if after >= before else choice.before) for choice in found)
    return "\n".join(filter(None, lines))


def _found(cells: Row, known: Mapping[str, str], start: int, end: int) -> Iterator[_Choice]:
    for column in range(start, min(end, len(cells))):
        label = normalised(cells[column] or "")
        if label in known or label.startswith(_OTHER):
            before = cells[column - 1] if column else ""
            after = cells[column + 1] if column + 1 < len(cells) else ""
            yield _Choice(known.get(label, ""), column, before or "", after or "")


def _is_mark(text: str) -> bool:
    return text.casefold() in _TICKS or text.casefold() in _EMPTY


def _line(choice: _Choice, mark: str) -> str:
    if not choice.name:
        return choice.after
    return f"{CHECKED if mark.casefold() in _TICKS else UNCHECKED} {choice.name}"
