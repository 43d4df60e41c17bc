"""Finds the row that holds the marks of choices that stand side by side: below them, or above them."""

from __future__ import annotations

from collections.abc import Container, Sequence

from parsers.document.model import Row
from parsers.values.cell_marks import is_mark

_LEAST_CHOICES = 2


def of_choices(rows: Sequence[Row], row: int, column: int) -> int | None:
    """Return the number of the row with the marks of a row of choices, whose label stands in this column.

    None where that may be either: rows of choices and rows of marks take turns, and both ends are marks.
    """
    if not _has_marks(rows, row - 1, column):
        return row + 1
    first = last = row
    while _has_marks(rows, first - 1, column) and _offers(rows, first - 2, column):
        first -= 2
    while _has_marks(rows, last + 1, column) and _offers(rows, last + 2, column):
        last += 2
    if not _has_marks(rows, first - 1, column):
        return row + 1
    return None if _has_marks(rows, last + 1, column) else row - 1


def holds_marks_alone(cells: Row, under: Container[int], column: int) -> bool:
    """Whether a row has nothing from a column on but marks in the columns of choices; it may be empty."""
    written = [(at, text) for at, text in enumerate(cells) if text and at >= column]
    return all(at in under and is_mark(text) for at, text in written)


def stands_over_choices(rows: Sequence[Row], row: int, column: int) -> bool:
    """Whether a row holds the marks of the choices in the row below it."""
    return (
        _has_marks(rows, row, column)
        and _offers(rows, row + 1, column)
        and of_choices(rows, row + 1, column) != row + 2
    )


def _has_marks(rows: Sequence[Row], row: int, column: int) -> bool:
    """Whether a row holds marks right of an empty cell, and nothing else."""
    cells = _row(rows, row)
    written = [text for text in cells[column + 1 :] if text]
    return bool(written) and not (cells[column] or "").strip() and all(map(is_mark, written))


def _offers(rows: Sequence[Row], row: int, column: int) -> bool:
    """Whether a row is a label with several words beside it, none of them a mark."""
    cells = _row(rows, row)
    words = [text for text in cells[column + 1 :] if text]
    return len(words) >= _LEAST_CHOICES and bool(cells[column]) and not any(map(is_mark, words))


def _row(rows: Sequence[Row], number: int) -> Row:
    return rows[number] if 0 <= number < len(rows) else ()
