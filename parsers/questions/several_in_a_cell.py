"""Finds the cells that ask several questions: lines of «Label: value», or a whole form in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from parsers.document.model import Row, Table
from parsers.questions.in_lines import Answer, in_lines
from parsers.questions.labels import Labels
from parsers.template import Field

_LEAST = 6
"""Rows that are a cell with one question and its answer, before the table is made of such."""


def in_crowded_cells(table: Table, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Yield the answers in cells that hold several questions."""
    for row, column in sorted(crowded(table, labels)):
        cell = table.rows[row][column] or ""
        for key, answer in in_lines(cell.split("\n"), fields, labels):
            yield key, replace(answer, place=table.place(row), used=(table.at(row, column),))


def crowded(table: Table, labels: Labels) -> set[tuple[int, int]]:
    """Return the row and column of each cell that asks several questions.

    An answer beside its label never does, nor one below its label in the same cell, where most rows are one such cell.
    """
    several = {
        (number, column)
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if cell and "\n" in cell and _stands_free(row, column, labels) and _asked(cell, labels) > 1
    }
    if not several:
        return several
    alone = [cell for row in table.rows if (cell := _only(row)) and "\n" in cell]
    single = sum(_asked(cell, labels) == 1 for cell in alone)
    return set() if single >= _LEAST and single * 2 > len(alone) else several


def _stands_free(row: Row, column: int, labels: Labels) -> bool:
    """Whether a cell is the only one written in its row, or neither begins with a bare label nor stands beside one."""
    if sum(map(bool, row)) == 1:
        return True
    asked = (labels.split(cell.partition("\n")[0]) for cell in row[: column + 1] if cell)
    return not any(key is not None and not value for key, value in asked)


def _only(row: Row) -> str | None:
    """Return the cell of a row that has no other."""
    cells = [cell for cell in row if cell is not None]
    return cells[0] if len(cells) == 1 else None


def _asked(cell: str, labels: Labels) -> int:
    return len({key for line in cell.split("\n") if (key := labels.split(line.strip())[0])})
