"""Guesses where a table's lines would be on a page that has none drawn: answers begin below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.document.pdf.lines import is_bullet
from parsers.document.pdf.page import Page, Piece, by_height

_LEAST: Final = 3
"""Lines that have to have text at a place for it to be a column."""
_LETTER: Final = 0.5
_SAME_ROW: Final = 1.3
"""Lines of one label are no further apart, as a share of the text's size; rows of a table are."""
_AS_LARGE: Final = 0.95
_STEP: Final = 3
"""Points within which columns begin."""


def with_lines(page: Page) -> Page:
    """Return the page with a line left of each column and above each label, or as it is where it has no columns."""
    lines = by_height(page.pieces)
    columns = _columns(lines)
    in_columns = [number for number, line in enumerate(lines) if any(_step(piece) in columns for piece in line)]
    if not in_columns:
        return page
    rows = lines[in_columns[0] : in_columns[-1] + 1]
    left = min(piece.x for line in rows for piece in line)
    tops = _tops([line[0] for line in rows if line[0].x - left < _STEP])
    ends = [(column * _STEP - _STEP / 2) for column in sorted(columns)]
    top, bottom = rows[0][0].y + rows[0][0].size, rows[-1][0].y - rows[-1][0].size
    right = max(page.right, *(piece.x + 1 for line in rows for piece in line))
    vertical = [(at, bottom, top) for at in (left - 1, *ends, right)]
    return Page(page.width, page.pieces, [(at, left - 1, right) for at in (top, *tops, bottom)], vertical)


def _columns(lines: Sequence[Sequence[Piece]]) -> frozenset[int]:
    """Return where, in steps, text begins after a gap on several lines."""
    starts = Counter(
        _step(piece)
        for line in lines
        for before, piece in pairwise(line)
        if not is_bullet(before.text) and piece.x - before.x > (len(before.text) + 2) * before.size * _LETTER
    )
    return frozenset(step for step, count in starts.items() if count >= _LEAST)


def _step(piece: Piece) -> int:
    return round(piece.x / _STEP)


def _tops(labels: list[Piece]) -> list[float]:
    """Return the height above each row's label, given the lines in the left column from the top.

    A line that is smaller than the first label, or close to the line above, goes on with that row.
    """
    firsts = labels[:1]
    for above, label in pairwise(labels):
        size = max(above.size, label.size)
        if label.size > _AS_LARGE * labels[0].size and above.y - label.y > _SAME_ROW * size:
            firsts.append(label)
    return [label.y + label.size for label in firsts]
