"""Finds the questions of a blank form, whatever it looks like: label, help, and what there is to answer in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.content import Document, Row, Table

MARKER: Final = re.compile(r"⟦(\d+)⟧")
BOX: Final = re.compile(r"[☐☒☑□❏]|\[\s?\]|\(\s?\)")
_GAP = re.compile(r"_{3,}|[.]{4,}|…{2,}")
_HEADERS = frozenset(
    ("fråga", "frågor", "svar", "ditt svar", "fylls i", "fyll i här", "hjälp", "kommentar", "anvisning", "beskrivning")
)
_PROMPTS = ("skriv här", "fyll i", "klicka här", "välj", "ange text", "skriv ditt svar")
_LONGEST_LABEL = 100
_LONGEST_SECTION = 80


@dataclass(frozen=True, slots=True)
class Question:
    """A question as found. `space` is what stands where the answer goes, with a control as «⟦0⟧».

    `sure` is false where there was text instead of room for an answer.
    """

    label: str
    help: str
    space: str
    section: str = ""
    sure: bool = True


def questions(document: Document) -> Iterator[Question]:
    """Yield the questions of tables, then those of the text outside them."""
    for table in document.tables:
        yield from _Walk(table).questions()
    yield from _in_lines(document.lines)


class _Walk:
    """Goes through one table from the top, under the latest heading in it."""

    def __init__(self, table: Table) -> None:
        rows = [_bare(row) for row in table.rows]
        head = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), -1)
        above = head + 1 if head >= 0 and _is_header(rows[head]) else 0
        self._rows = [row for row in rows[above:] if not _is_header(row)]
        self._section = ""

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
        if not any(row):
            return [], 1
        if all(row) and not any(map(_is_space, row)) and below and all(map(_is_space, below)):
            return [self._question(*pair) for pair in zip(row, below, strict=False)], 2
        if sum(map(bool, row)) == 1 and len(row) == 1:
            return self._alone(row[0]), 1
        return list(self._beside(row)), 1

    def _alone(self, cell: str) -> list[Question]:
        """Read a row of one cell: a question with room below it in the cell, or a heading."""
        lines = cell.split("\n")
        inline = list(_in_lines(lines))
        if inline:
            return [_under(question, self._section) for question in inline]
        if len(lines) == 1 and len(cell) <= _LONGEST_SECTION:
            self._section = cell.strip(" :*")
        return []

    def _beside(self, row: list[str]) -> Iterator[Question]:
        """Yield each label with the cell right of it; a text after that is its help."""
        column = 0
        while column < len(row):
            label = row[column]
            rest = row[column + 1 :]
            if not label or _is_space(label) or not rest:
                column += 1
                continue
            more = rest[1] if rest[1:] and not any(map(_is_space, rest[1:])) else ""
            yield self._question(label, rest[0], more)
            column += 3 if more else 2

    def _question(self, label: str, space: str, more: str = "") -> Question:
        return _under(_question(label, space, more), self._section)


def _bare(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell is not None]


def _is_header(row: list[str]) -> bool:
    """Whether a row says «Fråga, Svar, Hjälp»; what stands above it is a title."""
    texts = [cell.casefold() for cell in row if cell]
    return len(texts) > 1 and all(text in _HEADERS for text in texts)


def _under(question: Question, section: str) -> Question:
    return Question(question.label, question.help, question.space, section, question.sure)


def _is_space(text: str) -> bool:
    """Whether this is where an answer goes: empty, a control, boxes, a line to write on, or a prompt."""
    return not text or bool(MARKER.search(text) or BOX.search(text) or _GAP.search(text)) or _is_prompt(text)


def _is_prompt(text: str) -> bool:
    return text.casefold().startswith(_PROMPTS) and len(text) <= _LONGEST_SECTION


def _question(label: str, space: str, more: str = "") -> Question:
    """Take the label's first line, or its first sentence, as the label and the rest as help."""
    first, _, below = label.partition("\n")
    if len(first) > _LONGEST_LABEL:
        sentence = re.match(r".{5,100}?[.?:](?=\s)", first)
        cut = sentence.end() if sentence else _LONGEST_LABEL
        first, below = first[:cut], f"{first[cut:]}\n{below}"
    sure = _is_space(space)
    pieces = (below, more, "" if sure else space)
    help_text = " ".join(" ".join(pieces).split())
    return Question(first.strip(), help_text, space if sure else "", sure=sure)


def _in_lines(lines: Sequence[str]) -> Iterator[Question]:
    """Yield «Label: ____», and a label, perhaps with a line of help, with room for its answer on the lines below."""
    number, heading = 0, ""
    while number < len(lines):
        line = lines[number].strip()
        below = [text.strip() for text in lines[number + 1 :]]
        room = _room(below)
        space = "\n".join(below[:room])
        start = _opening(line)
        if start is not None and line[:start].strip(" :"):
            yield _question(line[:start], "\n".join(filter(None, (line[start:], space))))
        elif start is None and line and (line.endswith(":") or room):
            label = f"{heading}\n{line}" if heading and line.endswith((".", "?")) else line
            yield _question(label, space)
        heading = "" if room or start is not None or line.endswith((".", "?", ":")) else line
        number += 1 + room


def _opening(line: str) -> int | None:
    """Return where in a line the room for an answer begins."""
    found = [match.start() for pattern in (MARKER, _GAP, BOX) if (match := pattern.search(line))]
    return min(found, default=None)


def _room(below: Sequence[str]) -> int:
    """Count the lines right below that are nothing but room for an answer."""
    return next((number for number, line in enumerate(below) if _opening(line) != 0), len(below))
