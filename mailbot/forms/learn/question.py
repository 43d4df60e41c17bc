"""A question of a blank form, and the marks that `parsers.document.read_blank` sets for what is no text there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MARKER: Final = re.compile(r"⟦(\d+)⟧")
ROOM: Final = "⟦⟧"
"""An empty paragraph."""
BOX: Final = re.compile(r"[☐☒☑□❏]|\[\s?\]|\(\s?\)")
GAP: Final = re.compile(r"_{3,}|[.]{4,}|…{2,}|⟦⟧")
_HEADING = re.compile(r"⟦#(\d+)⟧")
_TABLE = re.compile(r"⟦tabell (\d+)⟧")
_PROMPT = re.compile(r"(?:skriv här|skriv ditt svar|fyll i|klicka|välj|ange)\b", re.IGNORECASE)
_NOTE = re.compile(r"\b(?:fält|frågor|uppgifter|rutor)\b.*\b(?:obligatorisk|måste|ska fyllas)", re.IGNORECASE)
_LONGEST_PROMPT = 80
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Question:
    """A question as found. `space` is what stands where the answer goes, with a control as «⟦0⟧».

    `section` is the heading that it stands under; `doubt` says what makes one unsure that it is a question.
    """

    label: str
    help: str
    space: str
    section: str = ""
    doubt: str = ""


def table(number: int) -> str:
    """Return the line that stands where a table does, counted from 1."""
    return f"⟦tabell {number}⟧"


def level(line: str) -> int | None:
    """Return a heading's level, or None for any other line."""
    found = _HEADING.match(line)
    return int(found[1]) if found else None


def table_number(line: str) -> int | None:
    """Return which table stands here, or None for a line of text."""
    found = _TABLE.fullmatch(line)
    return int(found[1]) if found else None


def bare(text: str) -> str:
    """Return a text without the marks of headings."""
    return _HEADING.sub("", text).strip()


def opening(line: str) -> int | None:
    """Return where in a line the room for an answer begins."""
    found = [match.start() for pattern in (MARKER, GAP, BOX) if (match := pattern.search(line))]
    return min(found, default=None)


def is_space(text: str) -> bool:
    """Whether this is where an answer goes: empty, a control, boxes, a line to write on, or a prompt."""
    return not text or opening(text) is not None or is_prompt(text)


def is_prompt(text: str) -> bool:
    """Whether a text tells people to write, or to choose, in its own place."""
    return _PROMPT.match(text) is not None and len(text) <= _LONGEST_PROMPT and not is_note(text)


def is_note(text: str) -> bool:
    """Whether a text is «Fält med * är obligatoriska», which asks nothing."""
    return _NOTE.search(text) is not None


def asked(label: str, space: str, more: str = "", section: str = "") -> Question:
    """Take the label's first line, or its first sentence, as the label and the rest as help."""
    first, _, below = label.partition("\n")
    if len(first) > _LONGEST_LABEL:
        sentence = re.match(r".{5,100}?[.?:](?=\s)", first)
        cut = sentence.end() if sentence else _LONGEST_LABEL
        first, below = first[:cut], f"{first[cut:]}\n{below}"
    is_room = is_space(space)
    pieces = (below, more, "" if is_room else space)
    doubt = "" if is_room else "had text where the answer goes; it was taken as help"
    return Question(first.strip(), " ".join(" ".join(pieces).split()), space if is_room else "", section, doubt)
