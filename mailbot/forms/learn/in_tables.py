"""Finds the questions of one table: labels beside their answers, above them, or in the answer's own cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from mailbot.forms.learn.in_lines import in_lines
from mailbot.forms.learn.question import Question, asked, bare, is_note, is_prompt, is_space, level, opening
from parsers.document.read import Row, Table

_ASKED = frozenset(("fråga", "frågor", "uppgift", "rubrik"))
_ANSWERED = frozenset(("svar", "ditt svar", "fylls i", "fyll i här", "ert svar"))
_HELPED = frozenset(("hjälp", "kommentar", "anvisning", "anvisningar", "beskrivning", "förklaring"))
_HEADERS = _ASKED | _ANSWERED | _HELPED | {"nr"}
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?")
_LONGEST_SECTION = 80
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
    rows = [_cells(row) for row in table.rows]
    number, texts = next(((number, row) for number, row in enumerate(rows) if any(row)), (0, []))
    below = rows[number + 1] if number + 1 < len(rows) else []
    stands_out = len(texts) == 1 or level(texts[0]) is not None or not any(below) or is_header(below)
    has_room = bool(below) and all(map(is_space, below)) and level(texts[0] if texts else "") is None
    is_alone = sum(map(bool, texts)) == 1 and bool(texts[0]) and not has_room
    return bare(texts[0]) if is_alone and stands_out and "\n" not in texts[0] and not is_space(texts[0]) else ""


class _Walk:
    """Goes through one table from the top, under the latest heading in it."""

    def __init__(self, table: Table, section: str, title: str) -> None:
        rows = list(_grouped(table.rows))
        head = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), -1)
        self._head = rows[head] if head >= 0 and is_header(rows[head]) else []
        above = head + 1 if self._head else 0
        self._rows = [row for row in rows[above:] if not is_header(row)]
        self._is_stacked = _is_stacked(self._rows)
        self._is_crowded = _is_crowded(self._rows)
        self._section = section
        self._title = title

    def questions(self) -> Iterator[Question]:
        number = 0
        while number < len(self._rows):
            row = self._rows[number]
            below = self._rows[number + 1] if number + 1 < len(self._rows) else []
            found, used = self._at(row, below)
            yield from found
            number += used

    def _at(self, row: list[str], below: list[str]) -> tuple[list[Question], int]:
        """Return the questions that begin in a row, and how many rows they take."""
        if not any(row) or [bare(text) for text in row if text] == [self._title]:
            return [], 1
        if self._is_crowded and (len(row) > 1 or opening(row[0]) is None):
            return [replace(self._question(text, ""), doubt=_IN_ITS_CELL) for text in row], 1
        is_above = self._is_stacked or (all(row) and bool(below))
        if is_above and not any(is_space(text) for text in row if text) and all(map(is_space, below)):
            return [self._question(*pair) for pair in zip_longest(row, below, fillvalue="") if pair[0]], 2
        if sum(map(bool, row)) == 1 and (len(row) == 1 or level(row[0]) is not None):
            return self._alone(row[0]), 1
        return list(self._by_header(row) or self._beside(row)), 1

    def _alone(self, cell: str) -> list[Question]:
        """Read a row of one cell: a question with room below it in the cell, or a heading."""
        lines = bare(cell).split("\n")
        inline = list(in_lines(lines))
        if inline:
            return [replace(question, section=self._section) for question in inline]
        if len(lines) == 1 and len(lines[0]) <= _LONGEST_SECTION:
            self._section = lines[0].strip(" :*")
        return []

    def _by_header(self, row: list[str]) -> list[Question]:
        """Read a row as the table's head says: «Fråga, Hjälp, Svar»."""
        columns = {text.casefold(): column for column, text in enumerate(self._head)}
        asks = [column for text, column in columns.items() if text in _ASKED]
        answers = [column for text, column in columns.items() if text in _ANSWERED]
        if not asks or not answers or len(row) != len(self._head) or not row[asks[0]]:
            return []
        more = " ".join(row[column] for text, column in columns.items() if text in _HELPED and row[column])
        return [self._question(row[asks[0]], row[answers[0]], more)]

    def _beside(self, row: list[str]) -> Iterator[Question]:
        """Yield each label with the cell right of it; a text after that, or between them, is its help."""
        column = 0
        while column < len(row):
            label, rest = row[column], row[column + 1 :]
            if opening(label):
                yield from (replace(question, section=self._section) for question in in_lines(label.split("\n")))
                column += 1
            elif not label or not rest or opening(label) == 0 or is_note(label) or _NUMBER.fullmatch(label):
                column += 1
            elif len(rest) > 1 and not is_space(rest[0]) and is_space(rest[1]):
                yield self._question(label, rest[1], rest[0])
                column += 3
            elif spaces := list(takewhile(_is_room, rest)):
                more = rest[len(spaces)] if rest[len(spaces) :] and not any(map(is_space, rest[len(spaces) :])) else ""
                question = self._question(label, "\n".join(filter(None, spaces)), more)
                is_doubted = more and len(more.split()) <= _FEW_WORDS and more[-1] not in ".!?)"
                yield replace(question, doubt=_LIKE_A_LABEL.format(more)) if is_doubted else question
                column += 1 + len(spaces) + bool(more)
            else:
                yield self._question(label, rest[0])
                column += 2

    def _question(self, label: str, space: str, more: str = "") -> Question:
        return asked(bare(label), space, more, self._section)


def _grouped(rows: Sequence[Row]) -> Iterator[list[str]]:
    """Yield the rows' cells; a text beside several questions is their heading, in a row of its own."""
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        is_group = len(row) >= _GROUPED and len(below) > 1 and bool(row[0]) and below[0] is None and bool(below[1])
        if is_group:
            yield _cells(row[:1])
        yield _cells(row[1:] if is_group else row)


def _cells(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell is not None]


def _is_room(text: str) -> bool:
    """Whether a cell is nothing but room for an answer."""
    return not text or opening(text) == 0 or is_prompt(text)


def _is_stacked(rows: Sequence[list[str]]) -> bool:
    """Whether every row of labels, two beside each other in one at least, has a row of room below it."""
    texts = [number for number, row in enumerate(rows[:-1]) if any(row)]
    words = [[text for text in row if text and not _is_room(text)] for row in rows]
    is_spaced = all(not words[number + 1] for number in texts if words[number])
    is_sentence = any(text.endswith(".") for row in words for text in row)
    return is_spaced and not is_sentence and any(len(row) > 1 for row in words)


def _is_crowded(rows: Sequence[list[str]]) -> bool:
    """Whether no cell of a table is room: then each label has its room below it, in its own cell."""
    texts = [text for row in rows for text in row]
    is_labels = not any(_is_room(text) or text.endswith(".") or _NUMBER.fullmatch(text) for text in texts)
    return len(rows) > 1 and is_labels and any(len(row) > 1 for row in rows)


def is_header(row: Iterable[str | None]) -> bool:
    """Whether a row says «Fråga, Svar, Hjälp»; what stands above it is a title."""
    texts = [bare(cell).casefold() for cell in row if cell]
    return len(texts) > 1 and all(text in _HEADERS for text in texts)
