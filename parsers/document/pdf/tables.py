"""Puts a printed page's pieces of text back into the cells and lines that they were printed from.

A piece belongs to the cell whose drawn lines are nearest around it. Where nothing is
drawn, pieces at one height are a line, and a wide gap in it parts label and answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.document.model import Row, Table
from parsers.document.pdf import guessed_tables
from parsers.document.pdf.lines import goes_on, lines_of
from parsers.document.pdf.page import Page, Piece

_NEAR: Final = 2.5
"""Points by which lines that meet may miss each other."""
Cell = tuple[int, int, int]
"""A cell by its top, left and right, in steps of _NEAR."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A table, and where its columns begin."""

    table: Table
    lefts: tuple[int, ...]


def tables_and_lines(pages: Sequence[Page]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Return the drawn tables, and the lines outside them. A table goes on over pages that have no other columns."""
    tables: list[_Printed] = []
    lines: list[str] = []
    for number, page in enumerate(pages, 1):
        cells, outside = _sorted_out(page)
        if not cells:
            cells, outside = _sorted_out(guessed_tables.with_lines(page))
        if cells:
            _add(tables, f"sida {number}", cells)
        below = lines_of(outside, page.right)
        if lines and below and goes_on(lines[-1], below[0]):
            lines[-1] = f"{lines[-1]} {below.pop(0)}"
        lines += below
    return tuple(printed.table for printed in tables), tuple(lines)


def _sorted_out(page: Page) -> tuple[dict[Cell, list[Piece]], list[Piece]]:
    """Return the pieces in each cell, and those in none."""
    cells: dict[Cell, list[Piece]] = {}
    outside = []
    for piece in page.pieces:
        cell = _cell(page, piece)
        if cell is None:
            outside.append(piece)
        else:
            cells.setdefault(cell, []).append(piece)
    return cells, outside


def _cell(page: Page, piece: Piece) -> Cell | None:
    """Return the cell that a piece stands in: lines are drawn above, below, left and right of it."""
    x, y = piece.x + 1, piece.y + 1
    beside = [at for at, low, high in page.vertical if low - _NEAR <= y <= high + _NEAR]
    around = [at for at, left, right in page.horizontal if left - _NEAR <= x <= right + _NEAR]
    left = max((at for at in beside if at <= x), default=None)
    right = min((at for at in beside if at > x), default=None)
    top = min((at for at in around if at >= y), default=None)
    if left is None or right is None or not around:
        return None
    if top is None:  # a page break cut the row open
        top = max(high for at, _, high in page.vertical if at == left)
    return round(top / _NEAR), round(left / _NEAR), round(right / _NEAR)


def _add(tables: list[_Printed], name: str, cells: dict[Cell, list[Piece]]) -> None:
    """Add a page's table, less a header that it repeats; or go on with the last one."""
    lefts = tuple(sorted({left for _, left, _ in cells}))
    last = tables[-1] if tables and set(lefts) <= set(tables[-1].lefts) else None
    rows = _rows(cells, last.lefts if last else lefts)
    start = int(any(rows[0] == other.table.rows[0] for other in tables))
    if last is not None:
        tables[-1] = replace(last, table=_continued(last.table, name, start, rows[start:]))
    elif rows[start:]:
        tables.append(_Printed(Table(name, tuple(rows[start:]), start), lefts))


def _rows(cells: dict[Cell, list[Piece]], lefts: Sequence[int]) -> list[Row]:
    """Lay cells out in a grid; None where a row has no such cell."""
    tops = sorted({top for top, _, _ in cells}, reverse=True)
    texts = {(top, left): "\n".join(lines_of(pieces, right * _NEAR)) for (top, left, right), pieces in cells.items()}
    return [tuple(texts.get((top, left)) for left in lefts) for top in tops]


def _continued(table: Table, name: str, start: int, rows: list[Row]) -> Table:
    """Add rows of the next page, whose first is numbered `start`.

    That goes on with the last one where nothing stands in its first cell: the page break cut it.
    """
    whole = table.rows
    if rows and not rows[0][0]:
        whole = (*whole[:-1], tuple(map(_joined, whole[-1], rows[0])))
        rows, start = rows[1:], start + 1
    return replace(table, rows=(*whole, *rows), continued=(*table.continued, (table.start + len(whole), name, start)))


def _joined(above: str | None, below: str | None) -> str | None:
    if not above or not below:
        return above or below
    return f"{above} {below}" if goes_on(above, below) else f"{above}\n{below}"
