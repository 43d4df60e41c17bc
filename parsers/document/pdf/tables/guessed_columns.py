"""Where columns begin in a table whose lines are not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.document.pdf.page import Piece
from parsers.document.pdf.printed.paragraphs import is_item
from parsers.document.pdf.tables.level_cells import Block

STEP: Final = 2.5
"""Points within which columns begin."""
_LEAST: Final = 3
"""Lines that have to have text at a place for it to be a column."""
_LABEL_WIDTH: Final = 60.0
"""Points that labels have room for at least."""
_CROSSED: Final = 0.15
"""The share of its lines that may run across where a column begins: headings do."""
_OVERLAP: Final = 0.8
_PARTED: Final = 3.0
"""Columns are so many steps apart."""


def columns_of(lines: Block, known: Sequence[float]) -> tuple[float, ...]:
    """Return where text begins after a gap on several lines, and hardly any line runs across.

    `known` are the columns of the table that may go on here.
    """
    used = [column for column in known if any(_begins_at(line, column) for line in lines)]
    wanted = [group[0] for group in sorted(_groups(_starts(lines)), key=len, reverse=True) if len(group) >= _LEAST]
    found: list[float] = []
    for column in (*used, *wanted):
        if all(abs(column - other) > _PARTED * STEP for other in found) and _is_free(lines, column):
            found.append(column)
    return tuple(sorted(found))


def crosses(line: Sequence[Piece], column: float) -> bool:
    """Whether a line runs on where a column begins."""
    return any(piece.x < column - STEP and piece.end > column + 1 for piece in line)


def _starts(lines: Block) -> list[float]:
    """Return where text begins beside other text, and alone below that; not the choices along a line."""
    beside = [
        piece.x
        for line in lines
        for before, piece in pairwise(line)
        if not (is_item(before.text) and is_item(piece.text))
    ]
    left = min((line[0].x for line in lines), default=0.0)
    alone = [line[0] for line in lines if line[0].x > left + _LABEL_WIDTH]
    labels = [line[0] for line in lines if line[0].x <= left + _LABEL_WIDTH]
    between = [piece for piece in alone if any(_overlaps(piece, label) for label in labels)]
    beside += [piece.x for piece in between]
    below = (piece.x for piece in alone if piece not in between)
    return sorted([*beside, *(x for x in below if any(abs(x - other) <= STEP for other in beside))])


def _overlaps(piece: Piece, label: Piece) -> bool:
    """Whether lines are closer than below each other: what is level with the middle of a label of several lines."""
    return label.end <= piece.x and abs(piece.y - label.y) < _OVERLAP * piece.size


def _groups(starts: Sequence[float]) -> list[list[float]]:
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= STEP:
            groups[-1].append(start)
        else:
            groups.append([start])
    return groups


def _begins_at(line: Sequence[Piece], column: float) -> bool:
    return any(abs(piece.x - column) <= STEP for piece in line)


def _is_free(lines: Block, column: float) -> bool:
    """Whether hardly any line between the first and the last that use a column runs across its beginning."""
    using = [number for number, line in enumerate(lines) if _begins_at(line, column)]
    span = lines[using[0] : using[-1] + 1]
    crossing = sum(crosses(line, column) for line in span)
    return crossing <= _CROSSED * len(span)
