"""Finds which cells of a table are labels: an answer may begin in the same words as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.document.model import Row, Table
from parsers.questions.labels import Labels
from parsers.questions.several_in_a_cell import crowded
from parsers.questions.written_answers import answer_of
from parsers.template import Field

Place = tuple[int, int]
"""A cell by the numbers of its row and its column."""
_HALF = 0.5
"""In a column that asks, more than this share of the cells right of labels are labels, too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a table: the keys of its labels, and the columns where what stands right of a label asks, too.

    The questions in such columns may be another form's.
    """

    places: Mapping[Place, str]
    columns: frozenset[int]


def questions(table: Table, fields: Mapping[str, Field], labels: Labels) -> Asked:
    """Return what a table asks.

    A label right of a label is an answer, unless its column asks; a row of labels stands over a row of answers.
    """
    several = crowded(table, labels)
    places = {
        (row, column): key
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell and (key := _split(cell, labels)[0]) is not None and (row, column) not in several
        if not _answers_another(cells, column, labels)
    }
    own = {place for place, key in places.items() if _holds_answer(table.rows, place, fields.get(key), labels)}
    answering, asking = _columns(table.rows, set(places), own)
    heads = {row for row, _ in places if _stands_over_answers(row, table, places, own, labels)}
    asked = {
        (row, column): key
        for (row, column), key in places.items()
        if row in heads or (row, column) not in answering
        if row - 1 not in heads
    }
    return Asked(asked, asking)


def _answers_another(cells: Row, column: int, labels: Labels) -> bool:
    """Whether the last cell of a row stands right of a label that is none of the form's: «Ämne: | Förslag»."""
    left = next(filter(None, reversed(cells[:column])), "").strip()
    is_label = left.endswith(":") and left[0].isalpha() and "\n" not in left
    return is_label and column == len(cells) - 1 and _split(left, labels)[0] is None


def right_of(rows: Sequence[Row], place: Place) -> Place | None:
    """Return the place of the next cell in the row."""
    row, column = place
    cells = rows[row] if row < len(rows) else ()
    return next(((row, at) for at in range(column + 1, len(cells)) if cells[at] is not None), None)


def _columns(rows: Sequence[Row], places: set[Place], own: set[Place]) -> tuple[set[Place], frozenset[int]]:
    """Return the answers that look like labels, and the columns of questions right of questions.

    `own` are the labels whose own cell holds an answer. Where most do, a label is hardly ever an answer;
    where only those do that stand right of others, these are answers.
    """
    beside = {right for place in places if (right := right_of(rows, place))}
    labelled = Counter(column for _, column in beside & places)
    share = {column: labelled[column] / room for column, room in Counter(column for _, column in beside).items()}
    room = {place for place in places if (right := right_of(rows, place)) and right not in places}
    first = own - beside
    are_own = len(first - room) > len(room)
    told = set() if first else {column for _, column in own}
    answering = {
        place
        for place in beside & places
        if (share[place[1]] < _HALF and not are_own) or (share[place[1]] < 1 and place[1] in told)
    }
    asking = {column for column, part in share.items() if part > _HALF or (part and are_own)}
    return answering, frozenset(asking - {column for _, column in answering})


def _holds_answer(rows: Sequence[Row], place: Place, field: Field | None, labels: Labels) -> bool:
    """Whether a label's own cell holds an answer, and not only help."""
    cell = rows[place[0]][place[1]] or ""
    rest = cell.partition("\n")[2]
    return bool(_split(cell, labels)[1] or (answer_of(rest, field) if field else rest))


def _split(cell: str, labels: Labels) -> tuple[str | None, str]:
    return labels.split(cell.partition("\n")[0])


def _stands_over_answers(row: int, table: Table, places: Mapping[Place, str], own: set[Place], labels: Labels) -> bool:
    """Whether every cell of a row is a bare label, and few of as many in the row below are one, or a heading.

    A row that was there before is no row of answers: it is the table's header, once more. Nor is one that
    only asks: it is the last row of a form that few questions were left for.
    """
    cells = [column for column, cell in enumerate(table.rows[row]) if cell is not None]
    if len(cells) <= 1 or not all((row, column) in places and (row, column) not in own for column in cells):
        return False
    below = table.rows[row + 1] if row + 1 < len(table.rows) else ()
    answers = [column for column, cell in enumerate(below) if cell is not None and not labels.is_heading(cell)]
    repeated = sum((row + 1, column) in places for column in cells)
    is_head = answers == cells and repeated * 3 < len(cells)
    return is_head and below not in table.rows[:row] and not _only_asks(row + 1, table, places)


def _only_asks(row: int, table: Table, places: Mapping[Place, str]) -> bool:
    """Whether all that is written in a row are labels, and nothing else in the table asks these questions."""
    written = [places.get((row, column)) for column, cell in enumerate(table.rows[row]) if cell]
    asked = list(places.values())
    return bool(written) and all(key and asked.count(key) == 1 for key in written)
