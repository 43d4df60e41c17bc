"""Finds the rows of a table whose lines are not drawn: columns begin below each other, and cells are level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.document.model import Row
from parsers.document.pdf.page import Piece, by_height
from parsers.document.pdf.printed.lines import beginnings, is_item, looks_like_label, paragraphs
from parsers.document.pdf.tables import level_cells
from parsers.document.pdf.tables.level_cells import Block, Column, Extent

_LEAST: Final = 3
"""Lines that have to have text at a place for it to be a column."""
_STEP: Final = 2.5
"""Points within which columns begin."""
_LABEL_WIDTH: Final = 60.0
"""Points that labels have room for at least."""
_CROSSED: Final = 0.15
"""The share of its lines that may run across where a column begins: headings do."""
_SAME_ROW: Final = 1.35
"""Lines of one label are no further apart, as a share of the text's size; rows of a table are."""
_NEAR: Final = 1.9
_PARTED: Final = 3.0
_AS_LARGE: Final = 0.95
_USUAL: Final = 0.3
"""Headings are fewer, as a share of the lines of the style that most lines have."""
_SPACED: Final = (1.3, 1.85)
"""Rows with space between them are so much further apart than lines; at twice as much, a line between is empty."""
_DENSE: Final = 0.75
"""Where more lines have an answer on their level, each line is a row."""
_LEVEL: Final = 0.3
_SENTENCE: Final = (".", "?")
_ENDED: Final = ("*", ":")
"""How a sentence ends, which is no label; and how a label does."""
_NUMBER = re.compile(r"\s*[-+−(]?\d")
"""How what sheets align to the right begins."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """A table: where its columns begin, in points, and its rows.

    `label` is one of its labels. `outside` are the pieces of the page that are not in it.
    """

    lefts: tuple[float, ...]
    label: Piece
    rows: list[Row]
    outside: list[Piece]


def guessed(pieces: Sequence[Piece], right: float, before: Guessed | None) -> Guessed | None:
    """Return the table that stands on a page, which may go on with the one on the page before; None where none is."""
    lines = by_height(pieces)
    columns = _columns(lines, before.lefts[1:] if before else ())
    if not columns:
        return None
    label = _label(lines, columns[0], before)
    start, end = _region(lines, columns, label)
    inside = lines[start:end]
    left = min((line[0].x for line in inside), default=columns[0])
    if left > columns[0] - _STEP:
        return None
    lefts = (left, *columns)
    lefts = tuple(_with_strays(inside, lefts))
    columns = lefts[1:]
    parts = [_part(inside, begin, close) for begin, close in pairwise((*lefts, float("inf")))]
    beside = _Rows(parts, columns, right)
    blocks = _blocks(parts[0], label, beside)
    headings = {place for place, block in enumerate(blocks) if _is_heading(block[0][0], label)}
    columns_beside = [Column.of(part, begin) for part, begin in zip(parts[1:], beside.begin[1:], strict=True)]
    cuts = level_cells.cuts([Extent.of(block) for block in blocks], columns_beside, headings, is_first=before is None)
    shares = [_cut(part, at) for part, at in zip(parts[1:], cuts, strict=True)]
    edges = [*(column - _STEP for column in columns[1:]), right]
    labels = [[], *blocks]
    rows = [
        (_text(labels[row], columns[0]), *(_text(share[row], edge) for share, edge in zip(shares, edges, strict=True)))
        for row in range(len(labels))
    ]
    outside = [piece for line in (*lines[:start], *lines[end:]) for piece in line]
    return Guessed(lefts, label, [row for row in rows if any(row)], outside)


def _columns(lines: Block, known: Sequence[float]) -> tuple[float, ...]:
    """Return where text begins after a gap on several lines, and hardly any line runs across."""
    beside = [
        piece.x
        for line in lines
        for before, piece in pairwise(line)
        if not (is_item(before.text) and is_item(piece.text))  # choices along a line
    ]
    left = min((line[0].x for line in lines), default=0.0)
    alone = [line[0].x for line in lines if line[0].x > left + _LABEL_WIDTH]
    starts = sorted([*beside, *(x for x in alone if any(abs(x - other) <= _STEP for other in beside))])
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= _STEP:
            groups[-1].append(start)
        else:
            groups.append([start])
    used = [column for column in known if any(abs(piece.x - column) <= _STEP for line in lines for piece in line)]
    wanted = [group[0] for group in sorted(groups, key=len, reverse=True) if len(group) >= _LEAST]
    found: list[float] = []
    for column in (*used, *wanted):
        if all(abs(column - other) > _PARTED * _STEP for other in found) and _is_free(lines, column):
            found.append(column)
    return tuple(sorted(found))


def _is_free(lines: Block, column: float) -> bool:
    """Whether hardly any line between the first and the last that use a column runs across its beginning."""
    using = [number for number, line in enumerate(lines) if any(abs(piece.x - column) <= _STEP for piece in line)]
    span = lines[using[0] : using[-1] + 1]
    crossing = sum(_crosses(line, column) for line in span)
    return crossing <= _CROSSED * len(span)


def _crosses(line: Sequence[Piece], column: float) -> bool:
    return any(piece.x < column - _STEP and piece.end > column + 1 for piece in line)


def _label(lines: Block, column: float, before: Guessed | None) -> Piece:
    """Return a line in the style that labels have: of those that are usual in the left column, the largest."""
    firsts = [line[0] for line in lines if line[0].end <= column + 1]
    counts = Counter(line.style for line in firsts)
    if before is not None and before.label.style in counts:
        return before.label
    usual = [line for line in firsts if counts[line.style] >= _USUAL * max(counts.values())]
    return max(usual, key=lambda line: round(line.size, 1), default=lines[0][0])


def _region(lines: Block, columns: Sequence[float], label: Piece) -> tuple[int, int]:
    """Return the first line of the table, and the one after its last: what stands close belongs to it."""
    using = [
        number
        for number, line in enumerate(lines)
        if any(abs(piece.x - column) <= _STEP for piece in line for column in columns)
    ]
    start, end = using[0], using[-1] + 1
    while start and _belongs(lines[start - 1], lines[start], columns, label):
        start -= 1
    while (
        end < len(lines) and _belongs(lines[end], lines[end - 1], columns, label) and not _is_label(lines[end], label)
    ):
        end += 1
    return start, end


def _is_label(line: Sequence[Piece], label: Piece) -> bool:
    """Whether a line alone below a table looks like its labels: then nothing tells that its answer is beside it."""
    return line[0].style == label.style and looks_like_label(line[0].text)


def _belongs(line: Sequence[Piece], other: Sequence[Piece], columns: Sequence[float], label: Piece) -> bool:
    gap = abs(line[0].y - other[0].y)
    size = max(other[0].size, line[0].size)
    is_small = line[0].size <= max(other[0].size, label.size) / _AS_LARGE
    return gap <= _NEAR * size and is_small and not any(_crosses(line, column) for column in columns)


def _with_strays(lines: Block, lefts: Sequence[float]) -> Iterator[float]:
    """Yield where columns begin, and after each where what stands past all of it does: a question beside."""
    pieces = _flat(lines)
    for begin, close in pairwise((*lefts, float("inf"))):
        yield begin
        inside = [piece for piece in pieces if begin - _STEP <= piece.x < close - _STEP]
        end = max((piece.end for piece in inside if piece.x <= begin + _STEP), default=close)
        past = [piece.x for piece in inside if piece.x > end + _STEP and not _NUMBER.match(piece.text)]
        if past and begin > lefts[0]:
            yield min(past)


def _part(lines: Block, begin: float, close: float) -> list[list[Piece]]:
    """Return what stands on each line between two places; lines with nothing there left out."""
    parts = ([piece for piece in line if begin - _STEP <= piece.x < close - _STEP] for line in lines)
    return [part for part in parts if part]


class _Rows:
    """Where rows may begin that stand close below each other: with a new paragraph in more than one column."""

    def __init__(self, parts: Sequence[Block], columns: Sequence[float], right: float) -> None:
        edges = (*columns, right)
        self.begin = [
            beginnings(_flat(part), edge - _STEP, is_in_cell=True) for part, edge in zip(parts, edges, strict=True)
        ]
        self._labels = beginnings(_flat(parts[0]), edges[0] - _STEP, is_in_cell=False)
        self._answers = [
            y for part, begin in zip(parts[1:], self.begin[1:], strict=True) for y in _openings(part, begin)
        ]
        self._beside = [line[0].y for part in parts[1:] for line in part if not is_item(line[0].text)]
        level = sum(self._is_answered(line[0]) for line in parts[0])
        self._are_dense = level > _DENSE * len(parts[0])
        gaps = [above[0].y - line[0].y for above, line in pairwise(parts[0])]
        self.are_spaced = sum(_SPACED[0] < gap / max(min(gaps), 1.0) < _SPACED[1] for gap in gaps) >= _LEAST

    def begins(self, line: Piece) -> bool:
        """Whether a line in the first column may be a new row's, where most lines have an answer on their level."""
        is_answered = self._is_answered(line)
        is_sentence = line.text.rstrip().endswith(_SENTENCE)
        is_clear = self._are_dense or looks_like_label(line.text) or (is_answered and not is_sentence)
        is_beside = is_answered or _is_level(line, self._beside)
        return is_clear and line.y in self._labels and (is_beside or line.y in self.begin[0])

    def _is_answered(self, line: Piece) -> bool:
        return _is_level(line, self._answers)


def _is_level(line: Piece, baselines: Sequence[float]) -> bool:
    return any(abs(line.y - y) <= _LEVEL * line.size for y in baselines)


def _openings(lines: Block, begin: Sequence[float]) -> Iterator[float]:
    """Yield where paragraphs begin, less the items of a list after the first."""
    for above, line in zip([None, *lines], lines, strict=False):
        is_further = above is not None and is_item(above[0].text) and is_item(line[0].text)
        if line[0].y in begin and not is_further:
            yield line[0].y


def _blocks(lines: Block, label: Piece, rows: _Rows) -> list[list[list[Piece]]]:
    """Group the lines of the left column: a label and what stands below it, before the next."""
    blocks: list[list[list[Piece]]] = []
    for number, line in enumerate(lines):
        if not number or _begins(lines[number - 1][-1], line[0], label, rows):
            blocks.append([])
        blocks[-1].append(list(line))
    return blocks


def _begins(above: Piece, line: Piece, label: Piece, rows: _Rows) -> bool:
    """Whether a line is the next label, in the style that labels have, and does not go on with the line above."""
    size = max(above.size, line.size)
    gap = above.y - line.y
    if line.style != label.style:
        return gap > _PARTED * size or _is_heading(line, label)
    if above.style != label.style or _is_apart(above, line):
        return True
    return not rows.are_spaced and (above.text.rstrip().endswith(_ENDED) or rows.begins(line))


def _is_apart(above: Piece, line: Piece) -> bool:
    return above.y - line.y > _SAME_ROW * max(above.size, line.size)


def _is_heading(line: Piece, label: Piece) -> bool:
    """Whether a line stands over labels: no answer is beside it."""
    return line.size * _AS_LARGE > label.size


def _flat(block: Block) -> list[Piece]:
    return [piece for line in block for piece in line]


def _cut(lines: Block, cuts: Sequence[int]) -> list[Block]:
    return [lines[start:end] for start, end in pairwise((0, *cuts, len(lines)))]


def _text(block: Block, right: float) -> str:
    return "\n".join(paragraphs(_flat(block), right, is_in_cell=True)) if block else ""
