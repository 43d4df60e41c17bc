"""Reads choices that have a cell each, with a mark in a cell beside it or before its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document.model import CHECKED, UNCHECKED, Row
from parsers.questions.label_text import normalised
from parsers.template import Field
from parsers.values.tick_marks import said

_YES = frozenset(("x", "ja"))
_NO = frozenset(("nej", "ej", "inte"))
"""Words that an answer beside a choice may begin with: «Ja, absolut», «Ej aktuellt»."""
_TICKS = _YES | frozenset((CHECKED, "☑", "✓", "✔", "sant", "1", "v"))
_EMPTY = _NO | frozenset((UNCHECKED, "□", "falskt", "0"))
_OTHER = ("annan", "annat")
_YES_OR_NO = ("Ja", "Nej")
_WIDTH = 3
"""Columns, from the label's, in which the rows below it may hold a choice and its mark."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A cell that holds one of the choices, with what stands on both sides of it; no `name`: an answer of one's own.

    `own` is the mark that is written with the name.
    """

    name: str
    own: bool | None
    column: int
    before: str
    after: str


def ticked(rows: Sequence[Row], row: int, column: int, field: Field) -> str:
    """Return a line with a box for each choice in the row of the label, or below it; nothing where they have no marks.

    Several choices below the label, in its own column, count without marks, too: nobody has ticked them. One alone
    beside the label is the answer then.
    """
    beside = [choice for choice in _found(rows[row], field, column + 1, len(rows[row])) if choice.name]
    below: list[_Choice] = []
    for cells in rows[row + 1 :]:
        here = list(_found(cells, field, column, column + _WIDTH))
        if not here:
            break
        below += here
    is_list = len({choice.name for choice in below if choice.column == column}) > 1
    if is_list and len(beside) == 1:
        beside = [replace(beside[0], own=True)]
    return "\n".join(filter(None, _lines([*beside, *below], is_list=is_list)))


def cells_of(rows: Sequence[Row], row: int, column: int, field: Field) -> Iterator[tuple[int, int]]:
    """Yield the places of the cells that `ticked` reads."""
    yield from ((row, at) for at in range(column + 1, len(rows[row])))
    for number, cells in enumerate(rows[row + 1 :], row + 1):
        if next(_found(cells, field, column, column + _WIDTH), None) is None:
            return
        yield from ((number, at) for at in range(column, min(column + _WIDTH + 1, len(cells))))


def under_heads(rows: Sequence[Row], row: int, column: int, field: Field) -> str:
    """Return a line with a box for each choice that heads a column right of the label; nothing where none does.

    Words beside a mark are kept after their choice, so that nobody takes them for one; words alone are no marks.
    """
    heads = next(filter(None, (_heads(cells, column, field) for cells in reversed(rows[:row]))), {})
    texts = {at: (rows[row][at] if at < len(rows[row]) else None) or "" for at in heads}
    marks = {at: _mark(text) for at, text in texts.items()}
    if any(texts.values()) and all(mark is None for mark in marks.values()):
        return ""
    return "\n".join(
        f"{CHECKED} {word}? {texts[at]}" if texts[at] and marks[at] is None else _boxed(word, ticked=marks[at])
        for at, word in heads.items()
    )


def _heads(cells: Row, column: int, field: Field) -> dict[int, str]:
    """Return the choices that stand right of a column, by theirs, where nothing else does."""
    known = {choice.casefold(): choice for choice in field.choices or _YES_OR_NO}
    words = {at: known.get(cell.casefold().strip(" :?")) for at, cell in enumerate(cells) if at > column and cell}
    heads = {at: word for at, word in words.items() if word is not None}
    return heads if len(heads) == len(words) > 1 else {}


def _boxed(word: str, *, ticked: bool | None) -> str:
    return f"{CHECKED if ticked else UNCHECKED} {word}"


def is_counted(text: str, offered: str, field: Field) -> bool:
    """Whether what stands beside the label is in the lines of `ticked` already: a choice, or a mark beside one."""
    is_mark = _mark(text) is not None and CHECKED in offered
    return is_mark or normalised(text) in map(normalised, field.choices)


def _lines(found: Sequence[_Choice], *, is_list: bool) -> Iterator[str]:
    after, before = (sum(_mark(mark) is not None for mark in marks) for marks in _sides(found))
    if not (after or before or is_list or any(choice.own is not None for choice in found)):
        return
    is_column = bool(after or before)
    for choice, text in zip(found, _sides(found)[after < before], strict=True):
        yield _line(choice, text, is_column=is_column) if choice.name else choice.after


def _sides(found: Sequence[_Choice]) -> tuple[list[str], list[str]]:
    return [choice.after for choice in found], [choice.before for choice in found]


def _found(cells: Row, field: Field, start: int, end: int) -> Iterator[_Choice]:
    known = {normalised(choice): choice for choice in field.choices}
    silent = {*known, normalised(field.help)}
    for column in range(start, min(end, len(cells))):
        own, item = said(cells[column] or "")
        label = normalised(item)
        if label in known or label.startswith(_OTHER):
            sides = (cells[column - 1] if column else "", _after(cells[column + 1 :]))
            before, after = ("" if normalised(text or "") in silent else text or "" for text in sides)
            yield _Choice(known.get(label, ""), own, column, before, after)


def _after(cells: Row) -> str:
    """Return what stands beside a choice; the first mark, where nothing does."""
    text = next(filter(None, cells), "")
    return text if _mark(text) is not None else next(iter(cells), "") or ""


def _mark(text: str) -> bool | None:
    """Whether a text ticks the choice beside it, or leaves it; None where it says something else."""
    bare = text.casefold().strip()
    first = bare.partition(" ")[0].strip(".,;:!")
    if bare in _TICKS or first in _YES:
        return True
    return False if bare in _EMPTY or first in _NO else None


def _line(choice: _Choice, text: str, *, is_column: bool) -> str:
    """Write a choice with its box. In a column of marks, other words are a question: «Kanske senare»."""
    mark = _mark(text) if choice.own is None else choice.own
    if mark is None and text and is_column:
        return f"{CHECKED} {choice.name}? {text}"
    return f"{CHECKED if mark else UNCHECKED} {choice.name}"
