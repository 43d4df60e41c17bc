"""Leaves out what is struck out on a page: a line runs through its letters. What slants through them leaves a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from parsers.document.model import UNKNOWN
from parsers.document.pdf.page import Page, Piece, Shape, Stroke, by_height

Line = tuple[float, float, float]
"""A level line that is drawn: its height, and where it begins and ends."""
_UNDER, _EVEN, _CLOSE = 0.25, 1.0, 0.3
"""How far below its letters a line may underline them, as a share of their size, and how exactly, in points."""
_THROUGH: Final = (0.12, 0.5)
"""Where a line is that strikes letters out, as shares of their size above the baseline."""
_WHOLE: Final = 0.8
"""A line through this share of a piece, or of a word, strikes all of it."""
_HARDLY: Final = 0.34
"""A line that comes to this share of a word may be meant for its neighbour."""
_HEIGHT: Final = 0.5
"""How high most letters are, as a share of their size."""
_WORD = re.compile(r"\S+\s*|\s+")


def take_out(page: Page) -> None:
    """Take what is struck out off a page, with the lines that strike it or underline other text: none edges a cell."""
    pieces: list[Piece] = []
    drawn: set[Line] = set()
    for line in by_height(page.pieces):
        kept, struck = _sorted_out(line, page.horizontal)
        pieces += kept
        drawn.update(struck)
    page.pieces = [replace(one, text=one.text + UNKNOWN) if _is_crossed(one, page.strokes) else one for one in pieces]
    page.horizontal = [line for line in page.horizontal if line not in drawn]


def _is_crossed(piece: Piece, strokes: Sequence[Stroke]) -> bool:
    """Whether a slanting line runs through some letters of a piece."""
    shape = Shape(piece.x, piece.y, piece.end, piece.y + _HEIGHT * piece.size)
    return any(_crosses(stroke, shape) for stroke in strokes)


def _crosses(stroke: Stroke, shape: Shape) -> bool:
    (x1, y1), (x2, y2) = sorted((stroke[:2], stroke[2:]))
    left, right = max(x1, shape.left), min(x2, shape.right)
    if left > right:
        return False
    low, high = sorted(y1 + (y2 - y1) * (x - x1) / (x2 - x1) for x in (left, right))
    return high >= shape.low and low <= shape.high


def _sorted_out(pieces: Sequence[Piece], lines: Sequence[Line]) -> tuple[list[Piece], list[Line]]:
    """Return what is left of a printed line, and the drawn lines that are of its letters."""
    kept: list[Piece] = []
    of_letters: list[Line] = []
    gap: Piece | None = None
    for piece, whole in zip(pieces, _wholes(pieces), strict=True):
        through = [line for line in lines if _strikes(line, piece, whole)]
        of_letters += [*through, *(line for line in lines if _underlines(line, piece))]
        left = list(_left_over(piece, [(max(left, piece.x), min(right, piece.end)) for _, left, right in through]))
        if gap and left and kept and _touch(kept[-1], gap) and _touch(gap, left[0]):
            kept[-1] = _closed_up(kept[-1], left[0])
        gap = piece if not left else None
        kept += left
    if gap and kept and _touch(kept[-1], gap):
        kept[-1] = replace(kept[-1], end=gap.end)  # the line was full
    return kept, of_letters


def _wholes(pieces: Sequence[Piece]) -> Iterator[tuple[float, float]]:
    """Yield for each piece where the text that it is part of begins and ends: programs part words for their kerning."""
    start = 0
    for end in range(1, len(pieces) + 1):
        if end == len(pieces) or not _touch(pieces[end - 1], pieces[end]):
            yield from [(pieces[start].x, pieces[end - 1].end)] * (end - start)
            start = end


def _touch(before: Piece, after: Piece) -> bool:
    return abs(after.x - before.end) <= _CLOSE * after.size


def _closed_up(before: Piece, after: Piece) -> Piece:
    """Return a piece up to the next one: what was struck out between them does not tell whether a blank parts them."""
    has_blank = before.text.endswith(" ") or after.text.startswith(" ")
    return replace(before, end=after.x, text=before.text + UNKNOWN * (not has_blank))


def _underlines(line: Line, piece: Piece) -> bool:
    """Whether a line is right below a piece, and no longer or shorter: one to write on is."""
    at, left, right = line
    is_below = piece.y - _UNDER * piece.size <= at < piece.y
    return is_below and abs(left - piece.x) <= _EVEN and abs(right - piece.end) <= _EVEN


def _strikes(line: Line, piece: Piece, whole: tuple[float, float]) -> bool:
    """Whether a line runs through letters of a piece, and hardly past the ends of the text that it is part of."""
    at, left, right = line
    is_level = piece.y + _THROUGH[0] * piece.size <= at <= piece.y + _THROUGH[1] * piece.size
    is_within = left >= whole[0] - piece.size and right <= whole[1] + piece.size
    return is_level and is_within and min(right, piece.end) > max(left, piece.x)


def _left_over(piece: Piece, lines: list[tuple[float, float]]) -> Iterator[Piece]:
    """Yield a piece without the words that lines run through; a letter is as wide as another here.

    A word that a line runs through in part is kept, with a sign that something can't be read.
    """
    if not lines:
        yield piece
        return
    each = (piece.end - piece.x) / max(len(piece.text.rstrip()), 1)
    kept = ""
    for word in _WORD.finditer(piece.text):
        middles = [piece.x + (number + 0.5) * each for number in range(word.start(), word.end())]
        struck = sum(any(left - each / 2 <= at <= right + each / 2 for left, right in lines) for at in middles)
        if struck < _WHOLE * len(middles):
            kept += f"{UNKNOWN if struck > _HARDLY * len(middles) else ''}{word[0]}"
    if len(kept.strip()) > (1 - _WHOLE) * len(piece.text.strip()):
        yield replace(piece, text=kept)
