"""Finds the questions of running text: «Label: ____», and headings and labels with room below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailbot.forms.learn.field_guess import asks_by_its_words
from mailbot.forms.learn.question import (
    BOX,
    ROOM,
    Question,
    asked,
    cut,
    is_note,
    is_written_over,
    opening,
    put_together,
)
from parsers import BOLD_HEADING, Paragraph, is_office

_WORDLESS = re.compile(r"[\W_]*")
_BOX = "☐"
_YES_OR_NO = re.compile(r"(?P<label>.{3,100}\?)\s+(?P<room>ja\s*/\s*nej)\W*", re.IGNORECASE)
"""«Är chefen vidtalad? Ja/Nej», of which one is struck out."""
_MOST_HELP = 3
"""Lines of help between a heading and its room."""
_LONGEST_LABEL = 60
_LEAST_ROOM = 2
"""Empty paragraphs that are room to write under a line in plain letters: one is space between paragraphs."""


def in_lines(lines: Sequence[Paragraph], section: str = "", *, is_over_table: bool = False) -> Iterator[Question]:
    """Yield the questions of consecutive lines, in order, each under the heading above it.

    `is_over_table`: a table stands below them, which the last heading may be that of.
    """
    number, before = 0, ""
    while number < len(lines):
        line = lines[number]
        found, used = _at(line, lines[number + 1 :], before, is_over_table=is_over_table)
        if not found and (line.level is not None or is_office(line.text)):
            section = line.text
        yield from (replace(question, section=section) for question in found)
        # A label that is followed by a sentence of help: where the room comes, the label is the line before.
        is_section = line.level is not None and _heads_labels(lines[number + 1 :])
        has_label = (
            found or is_section or line.text.endswith((".", "?", ":")) or (line.text and _opening(line) is not None)
        )
        before = "" if has_label else line.text or f"{before}\n"
        number += used


def _at(line: Paragraph, below: Sequence[Paragraph], before: str, *, is_over_table: bool) -> tuple[list[Question], int]:
    """Return the questions that begin in a line, and how many lines they take."""
    start = _opening(line)
    if _is_statement(line):
        return [asked(BOX.sub("", line.text).strip(), Paragraph(_BOX))], 1
    if start is not None:
        room = _room(below, with_boxes=BOX.search(line.text) is not None) if line.text else 0
        found = _on_line(line, start, below[:room]) if not _WORDLESS.fullmatch(line.text[:start]) else []
        return found, 1 + room
    if yes_or_no := _YES_OR_NO.fullmatch(line.text):
        return [asked(yes_or_no["label"], Paragraph(yes_or_no["room"]))], 1
    helped = _help(below) if line.level and not _heads_labels(below) else 0
    room = _room(below[helped:])
    after = below[helped + room :]
    is_above = (after[0].level or 0) > (line.level or 0) if after else is_over_table
    if not _asks(line, below[helped : helped + room], is_above=is_above, is_label=_is_bold_label(line, below)):
        return [], 1
    label = line.text
    is_near = not before.endswith("\n") or any(one.text for one in below[helped : helped + room])
    if before.strip() and is_near and label.endswith((".", "?")) and not line.level:
        label = f"{before.strip()}\n{label}"
    label = "\n".join((label, *(one.text for one in below[:helped])))
    return [asked(label, put_together(below[helped : helped + room]))], 1 + helped + room


def _opening(line: Paragraph) -> int | None:
    return opening(line.text) if line.text and not is_written_over(line.text) else 0


def _is_bold_label(line: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Whether a bold line with a colon is a label, and no heading: by its words, or as another follows it."""
    is_followed = bool(below) and below[0].level == BOLD_HEADING and below[0].text.endswith(":")
    return line.level == BOLD_HEADING and line.text.endswith(":") and (is_followed or asks_by_its_words(line.text))


def _asks(line: Paragraph, room: Sequence[Paragraph], *, is_above: bool, is_label: bool) -> bool:
    """Whether a line is a label: by its colon, by room to fill in, or as a heading with empty paragraphs below it."""
    if line.level == 0 or is_note(line.text):
        return False
    filled_in = any(one.text for one in room)
    if line.level is not None and not is_label:
        return bool(room) and (filled_in or not is_above)
    least = 1 if line.text.endswith(("?", "*", ":")) else _LEAST_ROOM
    is_short = len(line.text) <= _LONGEST_LABEL and line.text[-1] not in ".!"
    return filled_in or line.text.endswith(":") or (len(room) >= least and is_short)


def _help(below: Sequence[Paragraph]) -> int:
    """Count the lines of help right below a heading, where room follows; «Namn *» is a label of its own."""
    plain = next((at for at, line in enumerate(below) if _opening(line) is not None or line.level is not None), 0)
    is_help = not any(line.text.endswith(("*", ":")) for line in below[:plain])
    return plain if plain <= _MOST_HELP and is_help else 0


def _heads_labels(below: Sequence[Paragraph]) -> bool:
    """Whether the lines below a heading are labels, each over its room: the first, and another after that."""
    if not below or not _is_plain(below[0]) or below[0].text[-1] in ".!":
        return False
    rest = below[1:]
    room = _room(rest)
    after = [line for line in rest[room:] if line.text]
    return room > 0 and len(after) > 1 and _is_plain(after[0]) and _opening(after[1]) == 0


def _is_plain(line: Paragraph) -> bool:
    return bool(line.text) and line.level is None and _opening(line) is None


def _is_statement(line: Paragraph) -> bool:
    """Whether a line is one box with words to agree to after it: «☐ Jag samtycker till …»."""
    boxes = list(BOX.finditer(line.text))
    words = line.text[boxes[0].end() :].strip() if boxes else ""
    return len(boxes) == 1 and boxes[0].start() == 0 and not ROOM.search(words) and len(words.split()) > 1


def _room(below: Sequence[Paragraph], *, with_boxes: bool = True) -> int:
    """Count the lines right below that are nothing but room for an answer; without `with_boxes`, to write in."""
    is_other = (_opening(line) != 0 or not (with_boxes or not BOX.search(line.text)) for line in below)
    end = next((number for number, is_end in enumerate(is_other) if is_end), len(below))
    boxed = [bool(BOX.match(line.text)) for line in below[:end]]
    apart = (at for at in range(2, end) if all(boxed[at - 2 : at]) and not below[at].text and any(boxed[at:]))
    return next(apart, end)  # below a list of choices, past an empty line, stands something else to agree to


def _on_line(line: Paragraph, start: int, below: Sequence[Paragraph]) -> list[Question]:
    """Read «Namn: ____ Telefon: ____»; boxes and what stands after them are one answer."""
    places = [] if BOX.search(line.text) else list(ROOM.finditer(line.text))
    if len(places) < 2:  # noqa: PLR2004 - one label alone
        return [asked(line.text[:start], put_together((cut(line, start), *below)))]
    starts = [0, *(place.end() for place in places)]
    labels = [line.text[begin : place.start()] for begin, place in zip(starts, places, strict=False)]
    return [
        asked(label.strip(" \t,;."), cut(line, *place.span()))
        for label, place in zip(labels, places, strict=True)
        if not _WORDLESS.fullmatch(label)
    ]
