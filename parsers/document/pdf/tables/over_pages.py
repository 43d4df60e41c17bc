"""Puts a table together that goes on over several pages, and the rows that page breaks cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from parsers.document.model import Row, Table
from parsers.document.pdf.printed.paragraphs import goes_on, joined

NEAR: Final = 2.5
"""Points by which lines that meet may miss each other."""
_LEAST: Final = 3
"""Cells of a column that tell how its cells begin."""
Cell = TypeVar("Cell")
Looks = tuple[tuple[int, ...], ...]
"""The styles of what stands in each cell of a row, in reading order."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table, where its columns begin, and how the cells of its rows look, if that is known."""

    table: Table
    lefts: tuple[float, ...]
    looks: tuple[Looks, ...] = ()


def add(
    tables: list[PrintedTable], name: str, lefts: Sequence[float], rows: Sequence[Row], looks: Sequence[Looks] = ()
) -> None:
    """Add a page's table, less a header that it repeats; or go on with the last one, which has all its columns."""
    at = placed(lefts, tables[-1].lefts) if tables else None
    if at is not None:
        rows = [_in_columns(row, at, len(tables[-1].lefts), None) for row in rows]
        looks = [_in_columns(row, at, len(tables[-1].lefts), ()) for row in looks]
    start = int(any(rows[0] == other.table.rows[0] for other in tables))
    rows, looks = rows[start:], looks[start:]
    if at is not None:
        above = tables[-1]
        is_cut = bool(rows) and (_goes_on(above.table.rows[-1], rows[0]) or _looks_on(above.looks, looks))
        table = _continued(tables[-1].table, name, start, rows, is_cut=is_cut)
        tables[-1] = replace(tables[-1], table=table, looks=(*tables[-1].looks, *looks))
    elif rows:
        tables.append(PrintedTable(Table(name, tuple(rows), start), tuple(lefts), tuple(looks)))


def _in_columns(row: Sequence[Cell], at: Sequence[int], count: int, none: Cell) -> tuple[Cell, ...]:
    """Return a row in the columns of the table above, with nothing in those that it lacks."""
    return tuple(row[at.index(column)] if column in at else none for column in range(count))


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a page's first row has no first cell, or goes on with the sentences of the row above in all its cells."""
    return not row[0] or all(goes_on(before or "", cell) for before, cell in zip(above, row, strict=True) if cell)


def _looks_on(above: Sequence[Looks], looks: Sequence[Looks]) -> bool:
    """Whether the first cell of a page begins in a style in which cells above it only go on: below their labels."""
    first = next(((column, styles) for column, styles in enumerate(looks[0]) if styles), None) if looks else None
    if first is None:
        return False
    cells = [row[first[0]] for row in above if row[first[0]]]
    begun = {styles[0] for styles in cells}
    inside = {style for styles in cells for style in styles[1:]}
    return len(cells) >= _LEAST and first[1][0] in inside - begun


def placed(lefts: Sequence[float], known: Sequence[float]) -> list[int] | None:
    """Return which of the known columns each column is; None where one is new."""
    found = [next((at for at, other in enumerate(known) if abs(left - other) <= NEAR), -1) for left in lefts]
    return found if -1 not in found and len(set(found)) == len(found) else None


def _continued(table: Table, name: str, start: int, rows: Sequence[Row], *, is_cut: bool) -> Table:
    """Add rows of the next page, whose first is numbered `start`; that goes on with the last one if it `is_cut`."""
    whole = table.rows
    if is_cut:
        whole = (*whole[:-1], tuple(map(_whole, whole[-1], rows[0])))
        rows, start = rows[1:], start + 1
    return replace(table, rows=(*whole, *rows), continued=(*table.continued, (table.start + len(whole), name, start)))


def _whole(above: str | None, below: str | None) -> str | None:
    if not above or not below:
        return above or below
    return joined(above, below) if goes_on(above, below) else f"{above}\n{below}"
