"""Which lines of a table's left column begin a row, where no lines are drawn between the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from parsers.document.pdf.page import Piece
from parsers.document.pdf.printed.paragraphs import beginnings, is_item, looks_like_label
from parsers.document.pdf.tables.guessed_columns import STEP
from parsers.document.pdf.tables.level_cells import Block

_SAME_ROW: Final = 1.35
"""Lines of one label are no further apart, as a share of the text's size; rows of a table are."""
_PARTED: Final = 3.0
"""What stands so far apart is no part of one label, as a share of the text's size."""
AS_LARGE: Final = 0.95
_SPACED: Final = (1.3, 1.85)
"""Rows with space between them are so much further apart than lines; at twice as much, a line between is empty."""
_LEAST: Final = 3
_DENSE: Final = 0.75
"""Where more lines have an answer on their level, each line is a row."""
_LEVEL: Final = 0.3
_SENTENCE: Final = (".", "?")
_ENDED: Final = ("*", ":")
"""How a sentence ends, which is no label; and how a label does."""


class Rows:
    """Where rows may begin that stand close below each other: with a new paragraph in more than one column.

    `parts` are the lines of each column, which end at `edges`. `are_spaced`: room parts the rows, as it may have done
    on the page before.
    """

    def __init__(self, parts: Sequence[Block], edges: Sequence[float], *, are_spaced: bool) -> None:
        self.parts = parts
        self.edges = edges
        self.begin = [
            beginnings(flat(part), edge - STEP, is_in_cell=True) for part, edge in zip(parts, edges, strict=True)
        ]
        self._labels = beginnings(flat(parts[0]), edges[0] - STEP, is_in_cell=False)
        self._answers = [
            y for part, begin in zip(parts[1:], self.begin[1:], strict=True) for y in _openings(part, begin)
        ]
        self._beside = [line[0].y for part in parts[1:] for line in part if not is_item(line[0].text)]
        level = sum(self._is_answered(line[0]) for line in parts[0])
        self._are_dense = level > _DENSE * len(parts[0])
        leading = max(min(map(min, filter(None, map(_gaps, map(_baselines, parts)))), default=1.0), 1.0)
        over_all = sorted({y for part in parts for y in _baselines(part)}, reverse=True)
        self.are_spaced = are_spaced or any(
            sum(_SPACED[0] < gap / leading < _SPACED[1] for gap in _gaps(baselines)) >= _LEAST
            for baselines in (_baselines(parts[0]), over_all)
        )

    def begins(self, line: Piece) -> bool:
        """Whether a line in the first column may be a new row's, where most lines have an answer on their level."""
        is_answered = self._is_answered(line)
        is_sentence = line.text.rstrip().endswith(_SENTENCE)
        is_clear = self._are_dense or looks_like_label(line.text) or (is_answered and not is_sentence)
        is_beside = is_answered or _is_level(line, self._beside)
        return is_clear and line.y in self._labels and (is_beside or line.y in self.begin[0])

    def _is_answered(self, line: Piece) -> bool:
        return _is_level(line, self._answers)


def _baselines(lines: Block) -> list[float]:
    return [line[0].y for line in lines]


def _gaps(baselines: Sequence[float]) -> list[float]:
    return [above - below for above, below in pairwise(baselines)]


def _is_level(line: Piece, baselines: Sequence[float]) -> bool:
    return any(abs(line.y - y) <= _LEVEL * line.size for y in baselines)


def _openings(lines: Block, begin: Sequence[float]) -> Iterator[float]:
    """Yield where paragraphs begin, less the items of a list after the first."""
    for above, line in zip([None, *lines], lines, strict=False):
        is_further = above is not None and is_item(above[0].text) and is_item(line[0].text)
        if line[0].y in begin and not is_further:
            yield line[0].y


def blocks(lines: Block, label: Piece, rows: Rows) -> list[list[list[Piece]]]:
    """Group the lines of the left column: a label and what stands below it, before the next."""
    found: list[list[list[Piece]]] = []
    for number, line in enumerate(lines):
        if not number or _begins(lines[number - 1][-1], line[0], label, rows):
            found.append([])
        found[-1].append(list(line))
    return found


def _begins(above: Piece, line: Piece, label: Piece, rows: Rows) -> bool:
    """Whether a line is the next label, in the style that labels have, and does not go on with the line above."""
    size = max(above.size, line.size)
    gap = above.y - line.y
    if line.style != label.style:
        return gap > _PARTED * size or is_heading(line, label)
    if above.style != label.style or _is_apart(above, line):
        return True
    return not rows.are_spaced and (above.text.rstrip().endswith(_ENDED) or rows.begins(line))


def _is_apart(above: Piece, line: Piece) -> bool:
    return above.y - line.y > _SAME_ROW * max(above.size, line.size)


def is_heading(line: Piece, label: Piece) -> bool:
    """Whether a line stands over labels: no answer is beside it."""
    return line.size * AS_LARGE > label.size


def flat(block: Block) -> list[Piece]:
    """Return the pieces of lines."""
    return [piece for line in block for piece in line]
