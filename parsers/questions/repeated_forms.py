"""Takes a document that holds the form several times apart: copied below itself, or on several sheets."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TypeVar

from parsers.document.model import Control, Document, Paragraph, Row, Table
from parsers.questions.labels import Labels, labels_of
from parsers.questions.several_in_a_cell import crowded
from parsers.template import FormTemplate, Kind

Item = TypeVar("Item")
_LEAST_IN_HEAD = 3
"""Questions in a row that make it the head of a table with a proposal in each row."""
_PlacedRow = tuple[Table, int, Row]


def copies(content: Document, template: FormTemplate) -> tuple[Document, ...]:
    """Return the document in parts, each beginning where its first question is asked again; mostly one.

    Controls are left out where they can't be dealt out: their text stands in the tables, too.
    """
    labels = labels_of(template).with_own_only(_texts(content))
    tables = [part for table in content.tables for part in _row_by_row(table, labels)]
    several = {id(table): crowded(table, labels) for table in tables}
    rows = _parted(_rows(tables), lambda placed: _asked(placed, several[id(placed[0])], labels))
    lines = _parted(content.lines, lambda line: labels.split(line)[0])
    if len(rows) == len(lines) == 1:
        return (content,)
    controls = _parted(content.controls, _tagged(template))
    count = max(len(rows), len(lines))
    return tuple(
        replace(
            content,
            blocks=(
                *(controls[number] if len(controls) == count else ()),
                *(_tables(rows[number]) if number < len(rows) else ()),
                *(map(Paragraph, lines[number]) if number < len(lines) else ()),
            ),
            above=sum(line.count("\n") + 1 for part in lines[:number] for line in part),
        )
        for number in range(count)
    )


def _texts(content: Document) -> Iterator[str]:
    """Yield the lines, and the first line of each cell."""
    yield from content.lines
    yield from (cell.partition("\n")[0] for table in content.tables for row in table.rows for cell in row if cell)


def _row_by_row(table: Table, labels: Labels) -> tuple[Table, ...]:
    """Take a table with all its questions in its first row, and a proposal in each row below it, apart."""
    head, *rows = table.rows or ((),)
    asked = [column for column, cell in enumerate(head) if cell and labels.key(cell)]
    if len(asked) < _LEAST_IN_HEAD:
        return (table,)
    several = crowded(table, labels)
    if any(_asked((table, number, row), several, labels) for number, row in enumerate(rows, 1)):
        return (table,)
    filled = [(number, row) for number, row in enumerate(rows) if _fills(row, asked)]
    if len(filled) < 2:  # noqa: PLR2004 - one is no several
        return (table,)
    return tuple(
        replace(table, rows=(head, row), start=table.start + number + 1, heads=1, cells={}) for number, row in filled
    )


def _fills(row: Row, asked: Sequence[int]) -> bool:
    """Whether a row answers the first question above it, and more: what has no title goes on where another ended."""
    answered = [column < len(row) and bool(row[column]) for column in asked]
    return answered[0] and sum(answered) >= _LEAST_IN_HEAD


def _parted(items: Sequence[Item], asked: Callable[[Item], str | None]) -> list[Sequence[Item]]:
    """Cut before each item, but the first, that asks what the first question asks."""
    keys = [asked(item) for item in items]
    first = next(filter(None, keys), None)
    starts = [number for number, key in enumerate(keys) if key and key == first]
    return [items[start:end] for start, end in pairwise((0, *starts[1:], len(items)))]


def _rows(tables: Sequence[Table]) -> list[_PlacedRow]:
    return [(table, number, row) for table in tables for number, row in enumerate(table.rows)]


def _tables(rows: Sequence[_PlacedRow]) -> tuple[Table, ...]:
    """Put rows back into their tables, each knowing where in it they stood."""
    found = []
    for _, group in groupby(rows, key=lambda placed: id(placed[0])):
        (table, start, row), *others = group
        below = (row, *(other[2] for other in others))
        found.append(replace(table, rows=below, start=table.start + start, cells={}))
    return tuple(found)


def _asked(placed: _PlacedRow, several: Container[tuple[int, int]], labels: Labels) -> str | None:
    """Return what a row asks first, in a cell that asks nothing more."""
    _, number, row = placed
    heads = (cell.partition("\n")[0] for column, cell in enumerate(row) if cell and (number, column) not in several)
    return next((key for head in heads if (key := labels.split(head)[0])), None)


def _tagged(template: FormTemplate) -> Callable[[Control], str | None]:
    """Return a control's field; one with a control for every choice says nothing about where a form begins."""
    keys = {field.key for field in template.fields if field.kind is not Kind.MULTI_CHOICE}
    return lambda control: control.tag if control.tag in keys else None
