"""Finds answers in tables: right of the label, below it, or in the label's own cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from parsers.content import CHECKED, UNCHECKED, Table
from parsers.form import Field, Kind
from parsers.labels import Labels, normalised

_TICKS = frozenset((CHECKED, "☑", "✓", "✔", "x", "ja", "sant", "1", "v"))
_OTHER = ("annan", "annat")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as written, perhaps empty, and its place."""

    text: str
    place: str


def in_table(table: Table, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Yield the answer to each question of the table, perhaps empty."""
    grid = _Grid(table, labels)
    for place, key in grid.asked.items():
        yield key, Answer(grid.answer(place, fields[key]), table.place(place[0]))


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
        if field.kind is Kind.MULTI_CHOICE and (ticked := self._ticked_rows(place, field)):
            return ticked
        right = self._right(place)
        if right is not None and (answer := self._labels.written(right, field)):
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

    def _below(self, place: Place) -> str:
        row, column = place
        below = (row + 1, column)
        text = self._cell(below)
        return "" if below in self.asked or self._labels.is_heading(text) else text

    def _without_help(self, text: str, field: Field) -> str:
        return "\n".join(line for line in text.split("\n") if self._labels.written(line, field)).strip()

    def _ticked_rows(self, place: Place, field: Field) -> str:
        """Read the choices as rows under the label, each with a mark beside it."""
        row, column = place
        known = {normalised(choice): choice for choice in field.choices}
        lines = []
        while label := normalised(self._cell((row := row + 1, column))):
            beside = self._right((row, column)) or ""
            if label in known:
                lines.append(f"{CHECKED if beside.casefold() in _TICKS else UNCHECKED} {known[label]}")
            elif label.startswith(_OTHER):
                lines.append(beside)
            else:
                break
        return "\n".join(filter(None, lines))


def _questions(table: Table, labels: Labels) -> dict[Place, str]:
    """Return the places of labels. A label right of a label, in a column with fewer, is an answer in the same words."""
    places = {
        (row, column): key
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell and (key := labels.split(cell.partition("\n")[0])[0])
    }
    counts = Counter(column for _, column in places)
    return {
        (row, column): key
        for (row, column), key in places.items()
        if not ((row, column - 1) in places and counts[column - 1] > counts[column])
    }
