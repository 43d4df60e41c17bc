"""Finds the questions of running text: «Label: ____», and headings and labels with room below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mailbot.forms.learn.question import BOX, GAP, MARKER, ROOM, Question, asked, bare, is_note, level, opening

_PLACE = re.compile(f"(?:{GAP.pattern}|{MARKER.pattern})")
_WORDLESS = re.compile(r"[\W_]*")
_MOST_HELP = 3
"""Lines of help between a heading and its room."""
_LONGEST_LABEL = 60
_LEAST_ROOM = 2
"""Empty paragraphs that are room to write under a line in plain letters: one is space between paragraphs."""


def in_lines(lines: Sequence[str], section: str = "") -> Iterator[Question]:
    """Yield the questions of consecutive lines, in order; headings are those that are marked as such."""
    number, before = 0, ""
    while number < len(lines):
        line = lines[number].strip()
        found, used = _at(line, [text.strip() for text in lines[number + 1 :]], before)
        if not found and level(line) is not None:
            section = bare(line)
        yield from (replace(question, section=section) for question in found)
        # A label that is followed by a sentence of help: where the room comes, the label is the line before.
        before = "" if found or line.endswith((".", "?", ":")) or opening(line) is not None else bare(line)
        number += used


def _at(line: str, below: Sequence[str], before: str) -> tuple[list[Question], int]:
    """Return the questions that begin in a line, and how many lines they take."""
    start = opening(line)
    if start is not None:
        room = _room(below)
        found = _on_line(line, start, below[:room]) if not _WORDLESS.fullmatch(line[:start]) else []
        return found, 1 + room
    helped = _help(below) if level(line) else 0
    room = _room(below[helped:])
    if not line or not _asks(line, below[helped : helped + room], below[helped + room :]):
        return [], 1
    label = f"{before}\n{line}" if before and line.endswith((".", "?")) and not level(line) else bare(line)
    label = "\n".join((label, *below[:helped]))
    return [asked(label, "\n".join(below[helped : helped + room]))], 1 + helped + room


def _asks(line: str, room: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a line is a label: by its colon, by room to fill in, or as a heading with empty paragraphs below it."""
    depth = level(line)
    if depth == 0 or is_note(line):
        return False
    if depth is not None:
        is_above = bool(after) and (level(after[0]) or 0) > depth
        return bool(room) and not (is_above and set(room) == {ROOM})
    filled_in = any(text != ROOM for text in room)
    least = 1 if line.endswith(("?", "*", ":")) else _LEAST_ROOM
    return (
        filled_in or line.endswith(":") or (len(room) >= least and len(line) <= _LONGEST_LABEL and line[-1] not in ".!")
    )


def _help(below: Sequence[str]) -> int:
    """Count the lines of plain text right below a heading, where room follows."""
    plain = next(
        (number for number, line in enumerate(below) if opening(line) is not None or level(line) is not None), 0
    )
    return plain if plain <= _MOST_HELP else 0


def _room(below: Sequence[str]) -> int:
    """Count the lines right below that are nothing but room for an answer."""
    return next((number for number, line in enumerate(below) if opening(line) != 0), len(below))


def _on_line(line: str, start: int, below: Sequence[str]) -> list[Question]:
    """Read «Namn: ____ Telefon: ____»; boxes and what stands after them are one answer."""
    box = BOX.search(line)
    places = [] if box else list(_PLACE.finditer(line))
    if len(places) < 2:  # noqa: PLR2004 - one label alone
        return [asked(line[:start], "\n".join((line[start:], *below)))]
    labels = [line[: places[0].start()]]
    labels += [line[one.end() : two.start()] for one, two in pairwise(places)]
    return [
        asked(label.strip(" \t,;."), place[0])
        for label, place in zip(labels, places, strict=True)
        if not _WORDLESS.fullmatch(label)
    ]
