"""Finds the questions of one table: labels beside their answers, above them, or in the answer's own cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from mailbot.forms.learn.choice_cells import Cells, is_list, with_boxes
from mailbot.forms.learn.head_words import ANSWERED, ASKED, HELPED, is_header
from mailbot.forms.learn.in_lines import in_lines
from mailbot.forms.learn.offered_choices import is_offer
from mailbot.forms.learn.question import (
    Question,
    asked,
    is_note,
    is_number,
    is_room,
    is_space,
    lines_of,
    opening,
    put_together,
)
from parsers import Paragraph, Table

_FORM = re.compile(r"blankett|formulär|anmälan|ansökan|enkät|\bmall\b", re.IGNORECASE)
"""What a form calls itself."""
_ASKING = (":", "?", "*")
_LONGEST_SECTION = 80
_LONGEST_BESIDE = 60
_FEW_WORDS = 4
_LIKE_A_LABEL = "“{}” beside it was taken as help; it may be a question of its own"
_IN_ITS_CELL = "no room beside it; taken as a question with its room in its own cell"
_GROUPED = 3
"""Columns of a table whose first one groups the questions beside it."""


def in_table(table: Table, section: str, title: str) -> Iterator[Question]:
    """Yield a table's questions, the first of them under `section`; the row that is the form's title is none."""
    yield from _Walk(table, section, title).questions()


def title_row(table: Table) -> str:
    """Return the text that stands alone, across the table or as a heading, in its first row; else nothing."""
    rows = [cells for number in range(len(table.rows)) if any(map(_text, cells := cells_of(table, number)))]
    if not rows or sum(bool(cell.text) for cell in rows[0]) != 1:
        return ""
    first = next(cell for cell in rows[0] if cell.text)
    below = cells_of(table, next(n for n in range(len(table.rows)) if any(table.rows[n])) + 1)
    texts = [cell.text for cell in below]
    names_form = _FORM.search(first.text) is not None and first.text[-1:] not in _ASKING
    stands_out = len(rows[0]) == 1 or first.level is not None or not any(texts) or is_header(texts) or names_form
    has_room = bool(texts) and all(map(is_space, texts)) and first.level is None
    return first.text if stands_out and not has_room and "\n" not in first.text and not is_space(first.text) else ""


class _Walk:
    """Goes through one table from the top, under the latest heading in it."""

    def __init__(self, table: Table, section: str, title: str) -> None:
        rows = _without_margin(list(_grouped(table)))
        head = next((number for number, row in enumerate(rows) if sum(map(bool, map(_text, row))) > 1), -1)
        self._head = [cell.text for cell in rows[head]] if head >= 0 and is_header(map(_text, rows[head])) else []
        above = head + 1 if self._head else 0
        told = list(with_boxes([row for row in rows[above:] if not is_header(map(_text, row))]))
        self._rows, self._doubts = [row for row, _ in told], [doubt for _, doubt in told]
        self._is_stacked = _is_stacked(self._rows)
        self._is_crowded = _is_crowded(self._rows) and not (self._is_stacked and not _shows_own_rooms(self._rows))
        self._has_own_rooms = _shows_own_rooms(self._rows)
        self._section = section
        self._title = title

    def questions(self) -> Iterator[Question]:
        number = 0
        while number < len(self._rows):
            row = self._rows[number]
            below = self._rows[number + 1] if number + 1 < len(self._rows) else []
            found, used = self._at(row, below)
            yield from (replace(one, doubt=one.doubt or self._doubts[number]) for one in found)
            number += used

    def _at(self, row: Cells, below: Cells) -> tuple[list[Question], int]:
        """Return the questions that begin in a row, and how many rows they take."""
        texts = [cell.text for cell in row]
        if not any(texts) or [text for text in texts if text] == [self._title]:
            return [], 1
        if found := list(self._in_their_cells(row)):
            return found, 1
        is_above = self._is_stacked or (all(texts) and bool(below))
        are_labels = not any(is_space(text) for text in texts if text)
        if is_above and are_labels and all(is_room(cell.text) for cell in below):
            pairs = zip_longest(row, below, fillvalue=Paragraph(""))
            return [self._question(*pair) for pair in pairs if pair[0].text], 2
        is_alone = sum(map(bool, texts)) == 1 and (len(row) == 1 or row[0].level is not None)
        return self._alone(row[0]) if is_alone else list(self._by_header(row) or self._beside(row)), 1

    def _in_their_cells(self, row: Cells) -> Iterator[Question]:
        """Read labels that have their room, or their boxes, in their own cells."""
        is_heading = len(row) == 1 and self._has_own_rooms and not row[0].text.endswith("\n")
        is_crowded = self._is_crowded and not is_heading and (len(row) > 1 or opening(row[0].text) is None)
        if not is_crowded and not (len(row) > 1 and all(map(_has_own_room, row))):
            return
        for cell in row:
            if opening(cell.text):
                yield from (replace(question, section=self._section) for question in in_lines(lines_of(cell)))
            elif cell.text:
                yield replace(self._question(cell, Paragraph("")), doubt=_IN_ITS_CELL)

    def _alone(self, cell: Paragraph) -> list[Question]:
        """Read a row of one cell: a question with room below it in the cell, or a heading."""
        if inline := list(in_lines(lines_of(cell))):
            return [replace(question, section=self._section) for question in inline]
        if _has_own_room(cell):
            return [self._question(cell, Paragraph(""))]
        lines = cell.text.split("\n")
        if len(lines) == 1 and len(lines[0]) <= _LONGEST_SECTION and not is_space(lines[0]):
            self._section = lines[0].strip(" :*")
        return []

    def _by_header(self, row: Cells) -> list[Question]:
        """Read a row as the table's head says: «Fråga, Hjälp, Svar»."""
        columns = {text.casefold(): column for column, text in enumerate(self._head)}
        asks = [column for text, column in columns.items() if text in ASKED]
        answers = [column for text, column in columns.items() if text in ANSWERED]
        if not asks or not answers or len(row) != len(self._head) or not row[asks[0]].text:
            return []
        more = " ".join(row[column].text for text, column in columns.items() if text in HELPED and row[column].text)
        return [self._question(row[asks[0]], row[answers[0]], more)]

    def _beside(self, row: Cells) -> Iterator[Question]:
        """Yield each label with the cell right of it; a text after that, or between them, is its help."""
        column = 0
        while column < len(row):
            label, rest = row[column], row[column + 1 :]
            texts = [cell.text for cell in rest]
            if opening(label.text):
                yield from (replace(question, section=self._section) for question in in_lines(lines_of(label)))
                column += 1
            elif not rest or not _may_be_label(label.text):
                column += 1
            elif len(rest) > 1 and not is_space(texts[0]) and is_space(texts[1]):
                yield self._question(label, rest[1], texts[0])
                column += 3
            elif spaces := list(takewhile(lambda cell: is_room(cell.text), rest)):
                past = texts[len(spaces) :]
                more = past[0] if past and not any(map(is_space, past)) else ""
                is_doubted = more and len(more.split()) <= _FEW_WORDS and more[-1] not in ".!?)"
                doubt = _LIKE_A_LABEL.format(more) if is_doubted else ""
                written = [cell for cell in spaces if cell.text]
                yield replace(self._question(label, put_together(written), more), doubt=doubt)
                column += 1 + len(spaces) + bool(more)
            elif _is_label_beside(texts):
                yield replace(self._question(label, Paragraph("")), doubt=_IN_ITS_CELL)
                column += 1
            else:
                yield self._question(label, rest[0])
                column += 2

    def _question(self, label: Paragraph, room: Paragraph, more: str = "") -> Question:
        return asked(label.text, room, more, self._section)


def _text(cell: Paragraph) -> str:
    return cell.text.strip()


def _may_be_label(text: str) -> bool:
    return bool(text) and opening(text) != 0 and not is_note(text) and not is_number(text)


def _is_label_beside(texts: Sequence[str]) -> bool:
    """Whether what stands beside a label is another with its room in its own cell, too: short, and no sentence."""
    text = texts[0]
    return text.endswith("\n") and _may_be_label(text) and len(text) <= _LONGEST_BESIDE and not is_offer(text)


def _has_own_room(cell: Paragraph) -> bool:
    """Whether a cell ends in an empty line below words that ask."""
    return cell.text.endswith("\n") and cell.level is None and opening(cell.text) is None and _may_be_label(cell.text)


def _grouped(table: Table) -> Iterator[Cells]:
    """Yield the rows' cells; a text beside several questions is their heading, in a row of its own."""
    groups = {number: _beside_one(table, number) for number in range(len(table.rows))}
    labels = {number: cells_of(table, number)[0] for number, rows in groups.items() if rows}
    has_lists = any(is_list(label, groups[number], has_lists=False) for number, label in labels.items())
    lists = {number for number, label in labels.items() if is_list(label, groups[number], has_lists=has_lists)}
    of_lists = {number + at for number in lists for at in range(1, len(groups[number]))}
    for number in range(len(table.rows)):
        cells = cells_of(table, number)
        is_group = number in labels and number not in lists
        if is_group:
            yield cells[:1]
        yield cells[1:] if is_group else [Paragraph(""), *cells] if number in of_lists else cells


def _beside_one(table: Table, number: int) -> list[Cells]:
    """Return what stands beside the first cell of a row, if that goes on into the rows below; else nothing."""
    row, below = table.rows[number], table.rows[number + 1 : number + 2]
    if len(row) < _GROUPED or not row[0] or not any(len(one) > 1 and one[0] is None and one[1] for one in below):
        return []
    covered = takewhile(lambda at: table.rows[at][:1] == (None,), range(number + 1, len(table.rows)))
    return [cells_of(table, number)[1:], *(cells_of(table, at) for at in covered)]


def _without_margin(rows: Sequence[Cells]) -> Sequence[Cells]:
    """Return rows without the empty columns left of everything: a sheet's margin."""
    first = (next((column for column, cell in enumerate(row) if cell.text), None) for row in rows)
    margin = min((column for column in first if column is not None), default=0)
    return [row[margin:] for row in rows] if margin else rows


def cells_of(table: Table, number: int) -> Cells:
    """Return the cells of a row that are not covered; none below the table."""
    row = table.rows[number] if number < len(table.rows) else ()
    return [table.cells.get((number, column), Paragraph(cell)) for column, cell in enumerate(row) if cell is not None]


def _is_stacked(rows: Sequence[Cells]) -> bool:
    """Whether every row of labels, two beside each other in one at least, has a row of room below it."""
    texts = [number for number, row in enumerate(rows[:-1]) if any(map(_text, row))]
    words = [[cell.text for cell in row if not is_room(cell.text)] for row in rows]
    is_spaced = all(not words[number + 1] for number in texts if words[number])
    is_sentence = any(text.endswith(".") for row in words for text in row)
    is_wide = len(rows) > 1 and any(len(row) > 1 for row in words)
    return is_spaced and not is_sentence and is_wide


def _shows_own_rooms(rows: Sequence[Cells]) -> bool:
    """Whether a cell of a table ends in an empty line, below its words."""
    return any(cell.text.endswith("\n") for row in rows for cell in row if _text(cell))


def _is_crowded(rows: Sequence[Cells]) -> bool:
    """Whether no cell of a table is room: then each label has its room below it, in its own cell."""
    is_full = all(cell.text for row in rows[-1:] for cell in row)
    cells = [cell for row in rows for cell in row if is_full or cell.text or row is not rows[-1]]
    is_labels = not any(is_room(cell.text) or cell.text.endswith(".") or is_number(cell.text) for cell in cells)
    return len(rows) > 1 and is_labels and any(len(row) > 1 for row in (rows if is_full else rows[:-1]))
