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
    grid = _Grid(table, fields, labels)
    for place, field in grid.fields.items():
        yield field.key, Answer(grid.answer(place, field), table.place(place[0]))


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

    def __init__(self, table: Table, fields: Mapping[str, Field], labels: Labels) -> None:
        self._rows = table.rows
        self._labels = labels
        self._asked = _questions(table, labels)
        self.fields = {place: fields[key] for place, key in self._asked.items() if key in fields}
        self._sideways = self._lies_sideways()

    def answer(self, place: Place, field: Field) -> str:
        """Return what is written for the label at this place."""
        head, _, rest = self._cell(place).partition("\n")
        inline = self._labels.split(head)[1]
        if inline and not (inline.endswith("?") and self._right(place)):
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
        is_across = right is None and self._right((place[0] + 1, place[1])) is None
        return "" if self._sideways and not is_across else self._below(place, field)

    def _lies_sideways(self) -> bool:
        """Whether answers stand right of their labels: one does, or most labels have a cell for it."""
        beside = {place: self._right(place) for place in self._asked}
        if any(self._labels.written(beside[place] or "", field) for place, field in self.fields.items()):
            return True
        room = [place for place, right in beside.items() if right is not None]
        return len(room) * 2 > len(beside) and not self._is_stacked()

    def _is_stacked(self) -> bool:
        """Whether most labels have an answer below, and hardly any row is neither: another form's questions are."""
        below = [place for place, field in self.fields.items() if self._below(place, field)]
        rows = sum(map(any, self._rows))
        return len(below) * 2 > len(self._asked) and rows * 2 <= len(self._asked) * 5

    def _cell(self, place: Place) -> str:
        row, column = place
        cells = self._rows[row] if row < len(self._rows) else ()
        return (cells[column] if column < len(cells) else None) or ""

    def _right(self, place: Place) -> str | None:
        """Return the next cell of the row; None where the row ends there, or the cell is a label."""
        row, column = place
        cells = self._rows[row] if row < len(self._rows) else ()
        for following, cell in enumerate(cells[column + 1 :], column + 1):
            if cell is not None:
                return None if (row, following) in self._asked else cell
        return None

    def _beside(self, place: Place, right: str, field: Field) -> str:
        """Return the cell beside a label, and what belongs to it.

        That is the other boxes of the row, and the cells below it as far as the label
        reaches: merged downwards, or with nothing below it where many lines are meant.
        """
        row, column = place
        others = [cell for cell in self._rows[row][column + 1 :] if cell is not None][1:]
        boxed = [cell for cell in others if has_boxes(cell)] if has_boxes(right) else []
        lines = [right, *boxed]
        many = field.kind is Kind.LONG_TEXT or has_boxes(right)
        while (row := row + 1) < len(self._rows) and self._reaches((row, column), many=many):
            lines.append(self._right((row, column)) or "")
        return "\n".join(lines)

    def _past_help(self, place: Place, field: Field) -> str:
        """Return the first answer in the row where only the help text stands beside the label."""
        row, column = place
        for following, cell in enumerate(self._rows[row][column + 1 :], column + 1):
            if (row, following) in self._asked:
                return ""
            if cell and (answer := self._labels.written(cell, field)):
                return answer
        return ""

    def _reaches(self, place: Place, *, many: bool) -> bool:
        row, column = place
        cell = self._rows[row][column] if column < len(self._rows[row]) else None
        is_empty = many and cell == "" and not any(asked[0] == row for asked in self._asked)
        return (cell is None or is_empty) and bool(self._right(place))

    def _below(self, place: Place, field: Field) -> str:
        """Return what is written in the cell below, or below the help text there."""
        row, column = place
        while text := self._cell(below := (row + 1, column)):
            if below in self._asked or self._labels.is_heading(text):
                return ""
            if answer := self._labels.written(text, field):
                return answer
            row += 1
        return ""

    def _without_help(self, text: str, field: Field) -> str:
        return "\n".join(line for line in text.split("\n") if not line or self._labels.written(line, field)).strip()


def _questions(table: Table, labels: Labels) -> dict[Place, str]:
    """Return the places of labels.

    A label right of a label, in a column with fewer, is an answer in the same words;
    a row of labels stands over a row of answers.
    """
    places = {
        (row, column): key
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell and (key := labels.split(cell.partition("\n")[0])[0]) is not None
        if not is_crowded(cell, cells, labels)
    }
    counts = Counter(column for _, column in places)
    heads = {row for row, _ in places if _stands_over_answers(row, table, places, labels)}
    return {
        (row, column): key
        for (row, column), key in places.items()
        if row in heads or not ((row, column - 1) in places and counts[column - 1] > counts[column])
        if row - 1 not in heads
    }


def _stands_over_answers(row: int, table: Table, places: Mapping[Place, str], labels: Labels) -> bool:
    """Whether every cell of a row is a label, and few of as many in the row below are one, or a heading."""
    cells = [column for column, cell in enumerate(table.rows[row]) if cell is not None]
    below = table.rows[row + 1] if row + 1 < len(table.rows) else ()
    answers = [column for column, cell in enumerate(below) if cell is not None and not labels.is_heading(cell)]
    are_labels = all((row, column) in places for column in cells)
    repeated = sum((row + 1, column) in places for column in cells)
    return len(cells) > 1 and are_labels and answers == cells and repeated * 3 < len(cells)
