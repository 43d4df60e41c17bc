"""Puts pieces of printed text back into lines, and lines that were only wrapped back into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from parsers.document.pdf.page import Piece, by_height

_LETTER: Final = 0.5
_USUAL: Final = 0.54
"""The mean width of a letter, blanks and all; and the width of a usual one, as shares of the text's size."""
_WRAPPED: Final = 1.7
_BLANK_LINE: Final = 1.95
"""Distances of baselines, as shares of the text's size: within a paragraph; past an empty line."""
_GAP: Final = 2.0
"""A wider gap, as a share of the text's size, parts a label from its answer."""
_FULL: Final = 0.9
"""A line that holds this share of what there is room for, with the next line's first word, was full."""
_HALF: Final = 0.5
"""As much will do in a line that ends in a blank."""
_TELLING, _SEVERAL = 40, 3
"""Letters in a line, and such lines, that tell where a column ends."""
_HANGING: Final = 3.0
"""Points by which a line may begin left of the column that it goes on in."""

_NARROW, _WIDE = re.compile(r"[ijlftrI1.,:;!|'() -]"), re.compile(r"[mwA-HJ-ZÅÄÖ@%—…]")
_BULLET = re.compile(r"\s*(?:[☐☒☑□•●○▪·*–-]|o|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s*")
_ITEM = re.compile(r"\s*(?:[☐☒☑□•●○▪·*–-]|\d{1,2}[.)]\s)")
"""How a line begins that is no continuation of the one above."""
_LABEL = re.compile(r"[A-ZÅÄÖ][^.:!?]{0,60}(?::.*|[ *]*)")
"""What may be a label, alone or with its answer: too dear to lose."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line. `column` is where the last of its columns begins, `width` how wide the text in that is."""

    x: float
    y: float
    size: float
    text: str
    column: float
    width: float


def lines_of(pieces: Iterable[Piece], right: float) -> list[str]:
    """Return the paragraphs of a cell, or a page, that ends at `right`; columns parted by tabs, empty lines kept."""
    lines = [_line(row) for row in by_height(pieces)]
    rooms = _rooms(lines, right)
    paragraphs: list[str] = []
    above: _Line | None = None
    for line in lines:
        if above is not None and _is_wrapped(above, line, rooms[_size(line)]):
            paragraphs[-1] = f"{paragraphs[-1].rstrip()} {line.text.lstrip()}"
        else:
            if above is not None and above.y - line.y > _BLANK_LINE * max(above.size, line.size):
                paragraphs.append("")
            paragraphs.append(line.text)
        above = line
    return [paragraph.strip() for paragraph in paragraphs]


def is_bullet(text: str) -> bool:
    """Whether a text is only what begins an item of a list: it belongs to what follows, however far away."""
    return _BULLET.fullmatch(text) is not None


def goes_on(above: str, below: str) -> bool:
    """Whether a text that a page break parted is one sentence."""
    return below[:1].islower() and above[-1:] not in tuple(".:!?")


def _line(row: Sequence[Piece]) -> _Line:
    text, column = "", row[0].x
    end = column
    for piece in row:
        if is_bullet(text.rpartition("\t")[2]):
            text = f"{text.rstrip()} {piece.text.lstrip()}"
        elif text and piece.x - end > _GAP * piece.size:
            text, column = f"{text.rstrip()}\t{piece.text.lstrip()}", piece.x
        else:
            text += piece.text.lstrip() if text.endswith("\t") else piece.text
        end = piece.x + len(piece.text) * piece.size * _LETTER
    return _Line(row[0].x, row[0].y, row[0].size, text, column, _width(text.rpartition("\t")[2].rstrip()))


def _width(text: str) -> float:
    """Return about how wide a text is, in letters of the usual width: what matters is that lines compare."""
    return len(text) - 0.5 * len(_NARROW.findall(text)) + 0.5 * len(_WIDE.findall(text))


def _rooms(lines: Sequence[_Line], right: float) -> dict[int, float]:
    """Return how many letters a line has room for, by the text's size: as the longest, where several end there."""
    rooms: dict[int, float] = {}
    for size, group in groupby(sorted(lines, key=_size), _size):
        same = list(group)
        longest = max(line.width for line in same)
        full = [line for line in same if line.width >= _FULL * longest]
        is_told = longest >= _TELLING and len(full) >= _SEVERAL
        left = min(line.column for line in same)
        rooms[size] = longest if is_told else max(longest, (right - left) / (same[0].size * _USUAL))
    return rooms


def _size(line: _Line) -> int:
    return round(line.size)


def _is_wrapped(above: _Line, line: _Line, room: float) -> bool:
    """Whether a line goes on with the one above, which had no room for its first word."""
    is_near = above.y - line.y <= _WRAPPED * line.size and _size(above) == _size(line)
    if not is_near or _ITEM.match(line.text) or _LABEL.fullmatch(line.text):
        return False
    if "\t" in above.text and line.x < above.column - _HANGING:
        return False
    least = _HALF if above.text.endswith(" ") else _FULL
    return above.width + _width(f" {line.text.split(maxsplit=1)[0]}") > least * room
