"""Finds answers in tables: right of the label, below it, or in the label's own cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, takewhile

from parsers.document.model import UNKNOWN, Row, Table
from parsers.questions.in_lines import Answer
from parsers.questions.label_text import normalised
from parsers.questions.labels import Labels
from parsers.questions.table_labels import Place, questions, right_of
from parsers.questions.written_answers import answer_of
from parsers.template import Field, Kind
from parsers.values import mark_rows
from parsers.values.cell_marks import is_bare_mark, is_mark
from parsers.values.offered_cells import (
    YES_OR_NO,
    around,
    cells_of,
    has_yes_and_no,
    head_row,
    heads_of,
    is_choice,
    is_other,
)
from parsers.values.tick_marks import has_boxes
from parsers.values.tick_marks import ticked as boxes_ticked
from parsers.values.ticked_cells import is_counted, listed, ticked, under_heads


def in_table(table: Table, fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Yield the answer to each question of the table, perhaps empty."""
    grid = _Grid(table, fields, labels)
    for place, field in grid.fields.items():
        text = grid.answer(place, field)
        if not text:
            grid.doubt_far(place, field)
        cells = tuple(table.at(*cell) for cell in dict.fromkeys(grid.used))
        yield field.key, Answer(text, table.place(place[0]), tuple(grid.doubted), cells)


_ANSWERS = re.compile("svar|fyll|skriv", re.IGNORECASE)
"""What the head of a column for answers says."""


class _Grid:
    """A table whose labels are found.

    `used` are the cells that the last answer was taken from, its label's first; `doubted` is what else may be it.
    """

    def __init__(self, table: Table, fields: Mapping[str, Field], labels: Labels) -> None:
        self.used: list[Place] = []
        self.doubted: list[str] = []
        self._rows = table.rows
        self._labels = labels
        asked = questions(table, fields, labels)
        self._asked, self._asking = asked.places, asked.columns
        self.fields = {place: fields[key] for place, key in self._asked.items() if key in fields}
        self._sideways = self._lies_sideways()
        self._helped = self._columns_of_help()

    def answer(self, place: Place, field: Field) -> str:
        """Return what is written for the label at this place."""
        self.used, self.doubted = [place], []
        head, _, rest = self._cell(place).partition("\n")
        inline = self._labels.split(head)[1]
        if inline and not (inline.endswith("?") and self._right(place)):
            return answer_of(f"{inline}\n{rest}".strip(), field)
        right = self._right(place)
        if offered := self._marked(place, field):
            if any(is_choice(line, field) for line in rest.split("\n")):
                self.doubted.append(rest)
            return f"{UNKNOWN} {offered}" if any(UNKNOWN in self._cell(one) for one in self.used) else offered
        beside = [] if right is None else self._beside(place, right, field)
        if answer := answer_of("\n".join(map(self._cell, beside)), field):
            self.used += beside
            answer = self._of_one_room(answer, place, field)
            if has_boxes(answer) and not boxes_ticked(answer) and (added := self._in_added_column(place, field)):
                self.doubted.append(added)
            return f"{UNKNOWN} {answer}" if self._shared(place, 1) else answer
        if field.kind is Kind.YES_NO or field.choices:
            self.used += beside  # how the words that are left there look may tell what is meant
        shared = "" if self._without_help(rest, field) else self._shared(place, -1)
        told = f"{UNKNOWN} {shared}" if shared else ""
        past = "" if right is None or told else self._past_help(place, field)
        if right is not None and not told:
            told = past or self._in_added_column(place, field)
        if told:
            return self._of_one_room(told, place, field, is_past=bool(past))
        if not right and (own := self._without_help(rest, field)) and (right is None or own != rest.strip()):
            return own  # where there is room for an answer, only what stands below the help was not printed there
        is_across = right is None and self._right((place[0] + 1, place[1])) is None
        is_below = is_across or self._stands_over_its_answers(place)
        return self._below(place, field) if is_below or not self._sideways else ""

    def doubt_far(self, place: Place, field: Field) -> None:
        """Doubt the only yes or no in the row of a label that nothing answers, wherever it stands there."""
        row, column = place
        end = next((at for at in range(column + 1, len(self._rows[row])) if (row, at) in self._asked), None)
        told = [text for cell in self._rows[row][column + 1 : end] if (text := answer_of(cell or "", field))]
        if field.kind is Kind.YES_NO and len(told) == 1 and normalised(told[0]) in map(normalised, YES_OR_NO):
            self.doubted += told

    def _marked(self, place: Place, field: Field) -> str:
        """Return a line with a box for each choice that has a cell, or a column, of its own."""
        if field.kind is not Kind.YES_NO and not field.choices:
            return ""
        if offered := under_heads(self._rows, *place, field):
            rows = (place[0], head_row(self._rows, *place, field) or 0)
            self.used += [(row, column) for row in rows for column in range(place[1] + 1, len(self._rows[row]))]
            return offered
        offers = around(self._between_labels(place), *place, field)
        if field.kind in (Kind.YES_NO, Kind.CHOICE) and (offered := listed(offers)):
            self.used += cells_of(offers)
            return offered
        if field.kind is Kind.MULTI_CHOICE and (offered := ticked(offers)):
            self.used += cells_of(offers)
            is_headed = has_yes_and_no(self._rows[place[0]], place[1])
            own = "" if is_headed else answer_of(self._right(place) or "", field)
            return offered if is_headed or is_counted(own, offered, field) else f"{offered}\n{own}".strip()
        return ""

    def _between_labels(self, place: Place) -> Sequence[Row]:
        """Return the rows without what stands below other labels of this one's row, where one row of answers does."""
        row, column = place
        if any(any(cells) for cells in self._rows[row + 2 : row + 3]):
            return self._rows
        end = next((at for at in range(column + 1, len(self._rows[row])) if (row, at) in self._asked), None)
        if (row, column - 1) in self._asked:
            return [(*[""] * column, *cells[column:end]) for cells in self._rows]
        return self._rows if end is None else [cells[:end] for cells in self._rows]

    def _lies_sideways(self) -> bool:
        """Whether answers stand right of their labels: one does, or most labels have a cell for it."""
        beside = {place: self._right(place) for place in self._asked}
        if any(answer_of(beside[place] or "", field) for place, field in self.fields.items()):
            return True
        room = [place for place, right in beside.items() if right is not None]
        return len(room) * 2 > len(beside) and not self._is_stacked()

    def _stands_over_its_answers(self, place: Place) -> bool:
        """Whether all that is written in a label's row are labels, several of them, with texts below them alone."""
        row, column = place
        cells = self._rows[row]
        asked = {at for at, cell in enumerate(cells) if cell}
        below = self._rows[row + 1] if row + 1 < len(self._rows) else ()
        written = {at for at, cell in enumerate(below) if cell}
        are_labels = all((row, at) in self._asked for at in asked)
        are_answers = not any((row + 1, at) in self._asked for at in written)
        return len(asked) > 1 and are_labels and are_answers and column in written <= asked

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
        """Return the next cell of the row; None where the row ends there, or the cell asks a question, known or not."""
        beside = right_of(self._rows, place)
        if beside is None or beside in self._asked:
            return None
        return None if place in self._asked and beside[1] in self._asking else self._cell(beside)

    def _beside(self, place: Place, right: str, field: Field) -> list[Place]:
        """Return the cell beside a label, and what belongs to it.

        That is the other boxes of the row, and the cells below it as far as the label
        reaches: merged downwards, or with nothing below it where many lines are meant.
        """
        row, column = place
        others = [(row, at) for at, cell in enumerate(self._rows[row]) if at > column and cell is not None]
        others = list(takewhile(lambda other: other not in self._asked, others))
        boxed = [other for other in others[1:] if has_boxes(self._cell(other))] if has_boxes(right) else []
        cells = [*others[:1], *boxed]
        many = field.kind is Kind.LONG_TEXT or has_boxes(right)
        while (row := row + 1) < len(self._rows) and self._reaches((row, column), field, many=many):
            cells += filter(None, [right_of(self._rows, (row, column))])
        return cells

    def _of_one_room(self, answer: str, place: Place, field: Field, *, is_past: bool = False) -> str:
        """Return an answer, and doubt a mark that stands in one of several rooms: it may mean yes or no.

        So is what stands past an empty room (`is_past`: it may), and a mark alone where one has to name a choice.
        """
        row, column = place
        rest = [cell for cell in self._rows[row][column + 1 :] if cell is not None]
        rooms = [cell for cell in rest if not cell or is_mark(cell)]
        passed = self._rows[row][column + 1 : self.used[-1][1]] if self.used[-1][0] == row else ()
        is_past = is_past and bool(passed) and all(cell is not None and (not cell or is_mark(cell)) for cell in passed)
        is_bare = is_bare_mark(answer) and (bool(field.choices) or len(rooms) > 1)
        is_yes_no = field.kind is Kind.YES_NO or {choice.casefold() for choice in field.choices} == {"ja", "nej"}
        if ((is_past and is_yes_no) or (is_bare and (field.choices or is_yes_no))) and not has_boxes(answer[1:]):
            self.doubted.append(answer)
        return answer

    def _shared(self, place: Place, step: int) -> str:
        """Return the answer of a cell that reaches over this label's row and that of the next label, or the one before.

        Nobody can tell which of its words answer which question.
        """
        row, column = place
        upper, lower = (row, row + step)[::step]
        is_asked = (upper, column) in self._asked and (lower, column) in self._asked
        cells = self._rows[lower] if is_asked else ()
        covered = cells[column + 1 :]
        is_covered = bool(covered) and covered[0] is None and self._is_unanswered((lower, column))
        beside = right_of(self._rows, (upper, column)) if is_covered else None
        is_last = (lower + 1, column) in self._asked or not self._cell((lower + 1, column))
        is_own = beside == (upper, column + 1) and beside not in self._asked
        return self._cell(beside) if beside and is_own and is_last else ""

    def _is_unanswered(self, place: Place) -> bool:
        """Whether nothing but help stands right of a label."""
        field = self.fields.get(place)
        return field is not None and not answer_of(self._right(place) or "", field)

    def _past_help(self, place: Place, field: Field) -> str:
        """Return the first answer in the row that stands right of the help text, or where other rows have theirs."""
        row, column = place
        is_past = False
        for following, cell in enumerate(self._rows[row][column + 1 :], column + 1):
            if (row, following) in self._asked:
                return ""
            answer = answer_of(cell or "", field)
            if answer and (is_past or following in self._helped):
                self.used.append((row, following))
                return answer
            is_past = is_past or bool(cell)
        return ""

    def _in_added_column(self, place: Place, field: Field) -> str:
        """Return what stands right of the cell for an answer, which was left, where a column was added for answers."""
        row, column = place
        answer = right_of(self._rows, place)
        for at in range(answer[1] + 1 if answer else column + 1, len(self._rows[row])):
            text = answer_of(self._cell((row, at)), field)
            if text and (row, at) not in self._asked and self._is_for_answers(at):
                self.used.append((row, at))
                return text
        return ""

    def _is_for_answers(self, column: int) -> bool:
        """Whether several answers stand in a column, none beside another, below a head that says nothing else."""
        beside = [place for place in self.fields if self._cell((place[0], column))]
        both = [place for place in beside if answer_of(self._right(place) or "", self.fields[place])]
        first = min((row for row, _ in self._asked), default=0)
        head = next(filter(None, (self._cell((row, column)) for row in range(first))), "")
        return len(beside) > 1 and not both and (not head or bool(_ANSWERS.search(head)))

    def _columns_of_help(self) -> frozenset[int]:
        """Return the columns, right of the answers', that the form's own help texts stand in."""
        return frozenset(
            column
            for (row, asked), field in self.fields.items()
            for column, cell in enumerate(self._rows[row][asked + 2 :], asked + 2)
            if cell and not answer_of(cell, field)
        )

    def _reaches(self, place: Place, field: Field, *, many: bool) -> bool:
        """Whether a label goes on in a cell below it: merged, empty, or with the help that a page break cut off."""
        row, column = place
        cell = self._rows[row][column] if column < len(self._rows[row]) else None
        is_unasked = many and cell is not None and not any(asked[0] == row for asked in self._asked)
        is_own = is_unasked and normalised(field.help).endswith(normalised(cell or ""))
        if not (cell is None or is_own) or not self._right(place):
            return False
        return not (self._stands_over_marks(row) or mark_rows.stands_over_choices(self._rows, row, column))

    def _stands_over_marks(self, row: int) -> bool:
        """Whether a row holds the choices of the question in the row below it."""
        asked = ((column, field) for (at, column), field in self.fields.items() if at == row + 1)
        return any(heads_of(self._rows[row], column, field) for column, field in asked)

    def _below(self, place: Place, field: Field) -> str:
        """Return what is written in the cell below, or below the help text there."""
        row, column = place
        while text := self._cell(below := (row + 1, column)):
            if below in self._asked or self._labels.is_heading(text):
                return ""
            if answer := answer_of(text, field):
                self.used.append(below)
                boxes = chain(self._boxes_beside(below), self._more_boxes(below))
                return "\n".join([answer, *boxes]) if has_boxes(answer) else answer
            row += 1
        return ""

    def _more_boxes(self, place: Place) -> Iterator[str]:
        """Yield the cells below one with a box that hold boxes, too, and the line for a choice of one's own."""
        row, column = place
        has_more = True
        while has_more and (text := self._cell(below := (row := row + 1, column))) and below not in self._asked:
            has_more = has_boxes(text)
            if has_more or is_other(text):
                self.used.append(below)
                yield text
                yield from self._boxes_beside(below)

    def _boxes_beside(self, place: Place) -> Iterator[str]:
        """Yield the cells right of one with a box that hold boxes, too."""
        row, column = place
        for at in range(column + 1, len(self._rows[row])):
            if (row - 1, at) in self._asked:
                return
            if has_boxes(self._cell((row, at))):
                self.used.append((row, at))
                yield self._cell((row, at))

    def _without_help(self, text: str, field: Field) -> str:
        own = "\n".join(line for line in text.split("\n") if not line or answer_of(line, field)).strip()
        return answer_of(own, field)
