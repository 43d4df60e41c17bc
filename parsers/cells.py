"""Finds answers in tables: right of the label, below it, or in the label's own cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from parsers.boxes import has_boxes
from parsers.content import Row, Table
from parsers.form import Field, Kind
from parsers.labels import Labels
from parsers.lines import Answer, in_lines
from parsers.ticks import ticked

Place = tuple[int, int]


def in_table(table: Table, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Yield the answer to each question of the table, perhaps empty."""
    grid = _Grid(table, labels)
    for place, key in grid.asked.items():
        yield key, Answer(grid.answer(place, fields[key]), table.place(place[0]))


def in_crowded_cells(table: Table, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Yield the answers in cells that hold several questions: lines of «Label: value», or a whole table."""
    for number, row in enumerate(table.rows):
        for cell in row:
            if cell and is_crowded(cell, row, labels):
                for key, answer in in_lines(cell.split("\n"), fields, labels):
                    yield key, Answer(answer.text, table.place(number))


def is_crowded(cell: str, row: Row, labels: Labels) -> bool:
    """Whether a cell asks several questions; an answer beside its label never does."""
    first, _, rest = cell.partition("\n")
    if not rest or not (labels.split(first)[1] or sum(map(bool, row)) == 1):
        return False
    return len({key for line in cell.split("\n") if (key := labels.split(line.strip())[0])}) > 1


class _Grid:
    """A table whose labels are found."""

    def __init__(self, table: Table, labels: Labels) -> None:
        self._rows = table.rows
        self._labels = labels
        self.asked = _questions(table, labels)
        self._sideways = self._lies_sideways()

    def answer(self, place: Place, field: Field) -> str:
        """Return what is written for the label at this place."""
        head, _, rest = self._cell(place).partition("\n")
        if inline := self._labels.split(head)[1]:
            return self._labels.written(f"{inline}\n{rest}".strip(), field)
        if field.kind is Kind.MULTI_CHOICE and (chosen := ticked(self._rows, *place, field)):
            return chosen
        right = self._right(place)
        if right is not None and (answer := self._labels.written(self._beside(place, right, field), field)):
            return answer
        if right and (answer := self._past_help(place, field)):
            return answer
        if right is None and (own := self._without_help(rest, field)):
            return own
        return "" if self._sideways else self._labels.written(self._below(place), field)

    def _lies_sideways(self) -> bool:
        """Whether answers stand right of their labels: one does, or most labels have a cell for it."""
        beside = [self._right(place) for place in self.asked]
        return any(beside) or (len(beside) - beside.count(None)) * 2 > len(beside)

    def _cell(self, place: Place) -> str:
        row, column = place
        cells = self._rows[row] if row < len(self._rows) else ()
        return (cells[column] if column < len(cells) else None) or ""

    def _right(self, place: Place) -> str | None:
        """Return the next cell of the row; None where the row ends there, or the cell is a label."""
        row, column = place
        for following, cell in enumerate(self._rows[row][column + 1 :], column + 1):
            if cell is not None:
                return None if (row, following) in self.asked else cell
        return None

    def _beside(self, place: Place, right: str, field: Field) -> str:
        """Return the cell beside a label, and what belongs to it.

        That is the other boxes of the row, and the cells below it as far as the label
        reaches: merged downwards, or with nothing below it where many lines are meant.
        """
        row, column = place
        boxed = [cell for cell in self._rows[row][column + 2 :] if cell and has_boxes(cell)] if has_boxes(right) else []
        lines = [right, *boxed]
        many = field.kind is Kind.LONG_TEXT or has_boxes(right)
        while (row := row + 1) < len(self._rows) and self._reaches((row, column), many=many):
            lines.append(self._right((row, column)) or "")
        return "\n".join(lines)

    def _past_help(self, place: Place, field: Field) -> str:
        """Return the first answer in the row where only the help text stands beside the label."""
        row, column = place
        for following, cell in enumerate(self._rows[row][column + 1 :], column + 1):
            if (row, following) in self.asked:
                return ""
            if cell and (answer := self._labels.written(cell, field)):
                return answer
        return ""

    def _reaches(self, place: Place, *, many: bool) -> bool:
        row, column = place
        cell = self._rows[row][column] if column < len(self._rows[row]) else None
        is_empty = many and cell == "" and not any(asked[0] == row for asked in self.asked)
        return (cell is None or is_empty) and bool(self._right(place))

    def _below(self, place: Place) -> str:
        row, column = place
        below = (row + 1, column)
        text = self._cell(below)
        return "" if below in self.asked or self._labels.is_heading(text) else text

    def _without_help(self, text: str, field: Field) -> str:
        return "\n".join(line for line in text.split("\n") if self._labels.written(line, field)).strip()


def _questions(table: Table, labels: Labels) -> dict[Place, str]:
    """Return the places of labels. A label right of a label, in a column with fewer, is an answer in the same words."""
    places = {
        (row, column): key
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell and (key := labels.split(cell.partition("\n")[0])[0]) and not is_crowded(cell, cells, labels)
    }
    counts = Counter(column for _, column in places)
    return {
        (row, column): key
        for (row, column), key in places.items()
        if not ((row, column - 1) in places and counts[column - 1] > counts[column])
    }
