"""Finds the questions of running text: «Label: ____», and headings and labels with room below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailbot.forms.learn.question import BOX, ROOM, Question, asked, cut, is_note, opening, put_together
from parsers import Paragraph, is_office

_WORDLESS = re.compile(r"[\W_]*")
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
        has_label = found or line.text.endswith((".", "?", ":")) or (line.text and _opening(line) is not None)
        before = "" if has_label else line.text or f"{before}\n"
        number += used


def _at(line: Paragraph, below: Sequence[Paragraph], before: str, *, is_over_table: bool) -> tuple[list[Question], int]:
    """Return the questions that begin in a line, and how many lines they take."""
    start = _opening(line)
    if start is not None:
        room = _room(below) if line.text else 0
        found = _on_line(line, start, below[:room]) if not _WORDLESS.fullmatch(line.text[:start]) else []
        return found, 1 + room
    helped = _help(below) if line.level else 0
    room = _room(below[helped:])
    after = below[helped + room :]
    is_above = (after[0].level or 0) > (line.level or 0) if after else is_over_table
    if not _asks(line, below[helped : helped + room], is_above=is_above):
        return [], 1
    label = line.text
    is_near = not before.endswith("\n") or any(one.text for one in below[helped : helped + room])
    if before.strip() and is_near and label.endswith((".", "?")) and not line.level:
        label = f"{before.strip()}\n{label}"
    label = "\n".join((label, *(one.text for one in below[:helped])))
    return [asked(label, put_together(below[helped : helped + room]))], 1 + helped + room


def _opening(line: Paragraph) -> int | None:
    return opening(line.text) if line.text else 0


def _asks(line: Paragraph, room: Sequence[Paragraph], *, is_above: bool) -> bool:
    """Whether a line is a label: by its colon, by room to fill in, or as a heading with empty paragraphs below it."""
    if line.level == 0 or is_note(line.text):
        return False
    filled_in = any(one.text for one in room)
    if line.level is not None:
        return bool(room) and (filled_in or not is_above)
    least = 1 if line.text.endswith(("?", "*", ":")) else _LEAST_ROOM
    is_short = len(line.text) <= _LONGEST_LABEL and line.text[-1] not in ".!"
    return filled_in or line.text.endswith(":") or (len(room) >= least and is_short)


def _help(below: Sequence[Paragraph]) -> int:
    """Count the lines of help right below a heading, where room follows; «Namn *» is a label of its own."""
    plain = next((at for at, line in enumerate(below) if _opening(line) is not None or line.level is not None), 0)
    is_help = not any(line.text.endswith(("*", ":")) for line in below[:plain])
    return plain if plain <= _MOST_HELP and is_help else 0


def _room(below: Sequence[Paragraph]) -> int:
    """Count the lines right below that are nothing but room for an answer."""
    return next((number for number, line in enumerate(below) if _opening(line) != 0), len(below))


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
