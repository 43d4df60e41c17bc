"""Puts labels of a print together that their column had no room for: over lines of a cell, or over rows of a table.

A print with no lines around its cells doesn't tell whether a line in the column of labels goes on with the one above.
The form's words do: rows are one where together they ask a question that the first alone does not, or where the second
goes on with the help of the first one's question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from typing import Final

from parsers.document.model import Document, Row, Table
from parsers.document.pdf.printed.paragraphs import goes_on, joined
from parsers.questions.label_text import normalised
from parsers.questions.labels import Labels, labels_of
from parsers.template import FormTemplate
from parsers.values.tick_marks import has_boxes

_MOST: Final = 4
"""Lines that a label takes up at most, and rows."""


def with_whole_labels(document: Document, template: FormTemplate) -> Document:
    """Return a print with each label in one line of one cell, where the form's words tell; any other as it is."""
    if document.format != "pdf" or not document.tables:
        return document
    labels = labels_of(template)
    return document.with_tables([_with_whole_rows(table, labels) for table in document.tables])


def _with_whole_rows(table: Table, labels: Labels) -> Table:
    rows = [tuple(cell and _with_whole_label(cell, labels) for cell in row) for row in table.rows]
    starts = [*_starts(rows, labels)]
    whole = [_as_one(rows[start:end], labels) for start, end in pairwise((*starts, len(rows)))]
    moved = ((table.start + _number(starts, at - table.start), name, row) for at, name, row in table.continued)
    return replace(table, rows=tuple(whole), continued=tuple(moved))


def _number(starts: Sequence[int], row: int) -> int:
    """Return the number of a row once those that are one are put together."""
    return sum(start < row for start in starts)


def _starts(rows: Sequence[Row], labels: Labels) -> Iterator[int]:
    """Yield the rows that do not go on with the one above."""
    at = 0
    while at < len(rows):
        yield at
        end = at + _asking_together(rows[at : at + _MOST], labels)
        while end < len(rows) and _goes_on_with_help(_as_one(rows[at:end], labels), rows[end], labels):
            end += 1
        at = end


def _asking_together(rows: Sequence[Row], labels: Labels) -> int:
    """Return how many of these rows are the first, whose label is parted between them; 1 where it is whole."""
    for column, cell in enumerate(rows[0]):
        for count in range(2, len(rows) + 1) if cell and not _asks(cell, labels) else ():
            below = rows[1:count]
            if not below[-1][column] or any(_asks(other, labels) for row in below for other in row):
                break
            if _asks(_as_one(rows[:count], labels)[column], labels) and _are_level(rows[:count], labels):
                return count
    return 1


def _goes_on_with_help(row: Row, below: Row, labels: Labels) -> bool:
    """Whether a row holds, below a label with room for its answer beside it, only more of the label's help."""
    if any(_asks(cell, labels) for cell in below) or not _are_level((row, below), labels):
        return False
    places = zip(row, below, (*row[1:], None), strict=True)
    return any(
        cell and more and right is not None and not _asks(right, labels) and _is_help(cell, more, labels)
        for cell, more, right in places
    )


def _is_help(cell: str, more: str, labels: Labels) -> bool:
    """Whether a label's cell goes on with its help: two words or more, all that is left of it, or signs alone."""
    key = labels.split(cell.partition("\n")[0])[0]
    words, own = normalised(more), normalised(f"{cell} {more}")
    if key is None or not words:
        return key is not None
    text_of_help = normalised(labels.helps.get(key, ""))
    names = [name for name, asked in labels.keys.items() if asked == key and own.startswith(f"{name} ")]
    said = own.removeprefix(max(names, key=len, default=own)).strip()
    return bool(said) and (said == text_of_help or (" " in words and text_of_help.startswith(f"{said} ")))


def _are_level(rows: Sequence[Row], labels: Labels) -> bool:
    """Whether no answer of rows that are one has words above its boxes: those belong to the row above."""
    boxed = [cell for cell in _as_one(rows, labels) if cell and has_boxes(cell)]
    return all(has_boxes(cell.partition("\n")[0]) or _asks(cell, labels) for cell in boxed)


def _as_one(rows: Sequence[Row], labels: Labels) -> Row:
    columns = (reduce(_together, cells) for cells in zip(*rows, strict=True))
    return tuple(cell and _with_whole_label(cell, labels) for cell in columns)


def _together(above: str | None, below: str | None) -> str | None:
    if not above or not below:
        return above or below or (above if below is None else below)
    return joined(above, below) if goes_on(above, below) else f"{above}\n{below}"


def _with_whole_label(cell: str, labels: Labels) -> str:
    """Return a cell with its label, if that is in several lines, in the first."""
    lines = [line for line in cell.split("\n") if line.strip()]
    for count in range(2, min(len(lines), _MOST) + 1) if not _asks(cell, labels) else ():
        label = reduce(joined, lines[:count])
        if labels.split(label)[0] is not None:
            return "\n".join((label, *lines[count:]))
    return cell


def _asks(cell: str | None, labels: Labels) -> bool:
    return bool(cell) and labels.split((cell or "").partition("\n")[0])[0] is not None
