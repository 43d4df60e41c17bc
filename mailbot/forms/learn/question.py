"""A question of a blank form: its label, its help, and the room for its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from parsers import OBJECT, Control, Paragraph, Table

BOX: Final = re.compile(r"[☐☒☑□❏]|\[\s?\]|\(\s?\)")
GAP: Final = re.compile(r"_{3,}|[.]{4,}|…{2,}")
ROOM: Final = re.compile(f"{OBJECT}|{GAP.pattern}")
"""What one line leaves for an answer."""
_PROMPT = re.compile(r"(?:skriv här|skriv ditt svar|fyll i|klicka|välj|ange)\b", re.IGNORECASE)
_NOTE = re.compile(r"\b(?:fält|frågor|uppgifter|rutor)\b.*\b(?:obligatorisk|måste|ska fyllas)", re.IGNORECASE)
_ORGANISATION = re.compile(r"region \w+|\w+ kommun(?:, .*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?")
_IN_BRACKETS = re.compile(r"\[[^\[\]\n]{3,}\]|<[^<>\n]{3,}>")
_WIDE = re.compile(r"\S(?:\t|\s{2,})")
"""What parts a label from the first choice, where boxes stand after their words."""
_FIRST_OF_TWO = re.compile(
    rf"(?<=\w) (?=(?:ja|yes)\s*(?:{BOX.pattern})\s*(?:nej|no)\s*(?:{BOX.pattern}))", re.IGNORECASE
)
"""What stands before «Ja ☐ Nej ☐»."""
_LONGEST_PROMPT = 80
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Question:
    """A question as found. `room` is what stands where the answer goes.

    `section` is the heading that it stands under; `doubt` says what makes one unsure that it is a question.
    """

    label: str
    help: str
    room: Paragraph
    section: str = ""
    doubt: str = ""

    @property
    def controls(self) -> Sequence[Control]:
        """The controls that the answer goes into."""
        return self.room.controls


def cut(text: Paragraph, start: int, end: int | None = None) -> Paragraph:
    """Return a part of a text, with the controls that stand in it."""
    part, before = text.text[start:end], text.text[:start].count(OBJECT)
    return Paragraph(part, text.controls[before : before + part.count(OBJECT)])


def put_together(parts: Iterable[Paragraph]) -> Paragraph:
    """Return texts as one, a line each."""
    kept = list(parts)
    return Paragraph("\n".join(part.text for part in kept), tuple(one for part in kept for one in part.controls))


def lines_of(text: Paragraph) -> list[Paragraph]:
    """Return a text's lines, each with its controls."""
    controls = iter(text.controls)
    lines = (line.strip() for line in text.text.strip().split("\n"))
    return [Paragraph(line, tuple(islice(controls, line.count(OBJECT)))) for line in lines]


def texts_of(table: Table) -> list[str]:
    """Return what is written in a table, cell by cell."""
    return [cell.strip() for row in table.rows for cell in row if cell and cell.strip()]


def opening(text: str) -> int | None:
    """Return where in a text the room for an answer begins; boxes may stand after their words: «Ja ☐ Nej ☐»."""
    if boxes_follow(text):
        before = BOX.split(text)[0].rstrip()
        gaps = [gap.end() for gap in (*_WIDE.finditer(before), *_FIRST_OF_TWO.finditer(text))]
        return max(*(before.rfind(mark) + 1 for mark in "?:"), *gaps[-1:], 0)
    return min((match.start() for pattern in (ROOM, BOX) if (match := pattern.search(text))), default=None)


def boxes_follow(text: str) -> bool:
    """Whether each of several boxes of a line stands after its words."""
    ends = [box.span() for box in BOX.finditer(text)]
    is_one_line = "\n" not in text.strip()
    return is_one_line and len(ends) > 1 and ends[0][0] > 0 and ends[-1][1] == len(text.rstrip())


def is_space(text: str) -> bool:
    """Whether this is where an answer goes: empty, a control, boxes, a line to write on, or a prompt."""
    return not text.strip() or opening(text) is not None or is_prompt(text)


def is_room(text: str) -> bool:
    """Whether a text is nothing but room for an answer: no label stands in it."""
    return not text or opening(text) == 0 or is_prompt(text)


def is_prompt(text: str) -> bool:
    """Whether a text tells people to write, or to choose, in its own place."""
    is_worded = _PROMPT.match(text) is not None or is_written_over(text)
    return is_worded and len(text) <= _LONGEST_PROMPT and not is_note(text)


def is_written_over(text: str) -> bool:
    """Whether a text in brackets stands where an answer goes: «[Skriv projektets namn]»."""
    return _IN_BRACKETS.fullmatch(text.strip()) is not None


def is_number(text: str) -> bool:
    """Whether a text only numbers a question: «3», «2.1»."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_note(text: str) -> bool:
    """Whether a text is «Fält med * är obligatoriska», which asks nothing."""
    return _NOTE.search(text) is not None


def is_organisation(text: str) -> bool:
    """Whether a text only says whose form it is."""
    return _ORGANISATION.fullmatch(text.strip()) is not None


def asked(label: str, room: Paragraph, more: str = "", section: str = "", doubt: str = "") -> Question:
    """Take the label's first line, or its first sentence, as the label and the rest as help."""
    first, _, below = label.strip().partition("\n")
    if len(first) > _LONGEST_LABEL:
        sentence = re.match(r".{5,100}?[.?:](?=\s)", first)
        cut_at = sentence.end() if sentence else _LONGEST_LABEL
        first, below = first[:cut_at], f"{first[cut_at:]}\n{below}"
    is_room = is_space(room.text)
    help_text = " ".join(" ".join((below, more, "" if is_room else room.text)).split())
    doubt = doubt or ("" if is_room else "had text where the answer goes; it was taken as help")
    return Question(first.strip(), help_text, room if is_room else Paragraph(""), section, doubt)
