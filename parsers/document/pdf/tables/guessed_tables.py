"""Finds the rows of a table whose lines are not drawn: columns begin below each other, and cells are level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.document.model import UNKNOWN, Row
from parsers.document.pdf.page import Piece, by_height
from parsers.document.pdf.printed.paragraphs import looks_like_label, paragraphs
from parsers.document.pdf.tables import level_cells
from parsers.document.pdf.tables.guessed_columns import STEP, columns_of, crosses
from parsers.document.pdf.tables.guessed_rows import AS_LARGE, Rows, blocks, flat, is_heading
from parsers.document.pdf.tables.level_cells import Block, Column, Cuts, Extent

_NEAR: Final = 1.9
_USUAL: Final = 0.35
"""Headings are fewer, as a share of the lines of the style that most lines have."""
_ANSWERED = re.compile(r"\s*[^:\n]{2,60}:[ \t]*[^\s:]")
"""A label with what it asks for, in one line."""
_CHOICE = re.compile("[☐☒☑]")
_NUMBER = re.compile(r"\s*[-+−(]?\d")
"""How what sheets align to the right begins."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """A table: where its columns begin, in points, and its rows.

    `label` is one of its labels. `are_spaced`: room parts its rows. `unusual` says how they are level
    (`level_cells.cuts`).
    """

    lefts: tuple[float, ...]
    label: Piece
    rows: list[Row]
    are_spaced: bool
    unusual: Sequence[float]


def guessed(pieces: Sequence[Piece], right: float, before: Guessed | None) -> tuple[list[Guessed], list[Piece]]:
    """Return the tables that stand on a page, and the pieces that are in none.

    The first may go on with the last one on the page before.
    """
    found: list[Guessed] = []
    outside: list[Piece] = []
    unusual = before.unusual if before else level_cells.UNUSUAL
    for lines in _with_own_columns(by_height(pieces), before):
        table, left_over = _guessed(lines, right, None if found else before, unusual)
        unusual = table.unusual if table else unusual
        outside += left_over
        if table is not None and table.rows:
            found.append(table)
    return found, outside


def _with_own_columns(lines: Block, before: Guessed | None) -> Iterator[Block]:
    """Part the lines of a page above each heading below which columns begin elsewhere."""
    part: list[Sequence[Piece]] = []
    columns = before.lefts[1:] if before else ()
    for section in _sections(lines):
        own = columns_of(section, columns)
        if own and columns and not any(abs(one - other) <= STEP for one in own for other in columns) and part:
            yield part
            part, columns = [], ()
        part += section
        columns = (*columns, *own)
    yield part


def _sections(lines: Block) -> Iterator[Block]:
    """Part the lines of a page above each heading."""
    label = _largest_usual(lines)
    starts = (number for number, line in enumerate(lines) if label and len(line) == 1 and is_heading(line[0], label))
    return (lines[start:end] for start, end in pairwise((0, *filter(None, starts), len(lines))))


def _guessed(
    lines: Block, right: float, before: Guessed | None, unusual: Sequence[float]
) -> tuple[Guessed | None, list[Piece]]:
    """Return the table that these lines hold, if any, and what is not in it."""
    columns = columns_of(lines, before.lefts[1:] if before else ())
    if not columns:
        return None, flat(lines)
    label = _label(lines, columns[0], before)
    start, end = _region(lines, columns, label)
    inside = lines[start:end]
    left = min((line[0].x for line in inside), default=columns[0])
    if left > columns[0] - STEP:
        return None, flat(lines)
    lefts = tuple(_with_strays(inside, (left, *columns)))
    parts = [_part(inside, begin, close) for begin, close in pairwise((*lefts, float("inf")))]
    beside = Rows(parts, (*lefts[1:], right), are_spaced=before is not None and before.are_spaced)
    rows, unusual = _rows(beside, label, unusual, is_first=before is None)
    rows = [row for row in rows if any(row)]
    if _are_lines(rows):
        return None, flat(lines)
    return Guessed(lefts, label, rows, beside.are_spaced, unusual), flat([*lines[:start], *lines[end:]])


def _are_lines(rows: Sequence[Row]) -> bool:
    """Whether questions are answered where they stand, two on a line: lines with tabs that are level by chance."""
    asked = [[cell for cell in row if cell] for row in rows]
    beside = [row for row in asked if len(row) > 1 and not any(_CHOICE.search(cell) for cell in row)]
    answered = [row for row in asked if row and all(_ANSWERED.match(cell) for cell in row)]
    return len(answered) > 1 and bool(beside) and all(row in answered for row in beside)


def _rows(beside: Rows, label: Piece, unusual: Sequence[float], *, is_first: bool) -> tuple[list[Row], Sequence[float]]:
    """Return the rows of a table, the first of what stands above the first label; and how these are level."""
    first, *others = beside.parts
    labels = blocks(first, label, beside)
    headings = {place for place, block in enumerate(labels) if is_heading(block[0][0], label)}
    columns = [Column.of(part, begin) for part, begin in zip(others, beside.begin[1:], strict=True)]
    extents = [Extent.of(block) for block in labels]
    cuts, unusual = level_cells.cuts(extents, columns, headings, is_first=is_first, unusual=unusual)
    edges = [*(edge - STEP for edge in beside.edges[1:-1]), beside.edges[-1]]
    texts = [_shares(part, cut, edge) for part, cut, edge in zip(others, cuts, edges, strict=True)]
    rows: list[Row] = [
        (_text(block, beside.edges[0]), *(column[row] for column in texts)) for row, block in enumerate([[], *labels])
    ]
    return rows, unusual


def _shares(lines: Block, cuts: Cuts, edge: float) -> list[str]:
    """Return what stands above the first label, and beside each; a sign says where that may be another's."""
    texts = [_text(share, edge) for share in _cut(lines, cuts.at)]
    return [f"{UNKNOWN} {text}" if row in cuts.unsure else text for row, text in enumerate(texts)]


def _label(lines: Block, column: float, before: Guessed | None) -> Piece:
    """Return a line in the style that labels have."""
    firsts = [line for line in lines if line[0].end <= column + 1]
    if before is not None and any(line[0].style == before.label.style for line in firsts):
        return before.label
    answered = _answered_styles(lines, column)
    beside = [line for line in firsts if line[0].style in answered]
    return _largest_usual(beside or firsts) or lines[0][0]


def _answered_styles(lines: Block, column: float) -> set[int]:
    """Return the styles of the first column that something stands beside, less than a line higher or lower.

    Nothing stands beside headings.
    """
    answers = [piece.y for line in lines for piece in line if piece.x >= column - STEP]
    asked = [line[0] for line in lines if line[0].x < column - STEP]
    return {piece.style for piece in asked if any(abs(piece.y - y) <= piece.size for y in answers)}


def _largest_usual(lines: Block) -> Piece | None:
    """Return a line in the largest of the styles that many lines begin in."""
    counts = Counter(line[0].style for line in lines)
    firsts = [line[0] for line in lines if counts[line[0].style] >= _USUAL * max(counts.values())]
    return max(firsts, key=lambda piece: round(piece.size, 1), default=None)


def _region(lines: Block, columns: Sequence[float], label: Piece) -> tuple[int, int]:
    """Return the first line of the table, and the one after its last: what stands close belongs to it."""
    using = [
        number
        for number, line in enumerate(lines)
        if any(abs(piece.x - column) <= STEP for piece in line for column in columns)
        or _runs_over(line, columns, label)
    ]
    start, end = using[0], using[-1] + 1
    while start and _belongs(lines[start - 1], lines[start], columns, label):
        start -= 1
    while (
        end < len(lines) and _belongs(lines[end], lines[end - 1], columns, label) and not _is_label(lines[end], label)
    ):
        end += 1
    return start, end


def _runs_over(line: Sequence[Piece], columns: Sequence[float], label: Piece) -> bool:
    """Whether a label is so long that its answer stands further right than others do."""
    return len(line) > 1 and line[0].style == label.style and crosses(line[:1], columns[0]) and len(columns) == 1


def _is_label(line: Sequence[Piece], label: Piece) -> bool:
    """Whether a line alone below a table looks like its labels: then nothing tells that its answer is beside it."""
    return line[0].style == label.style and looks_like_label(line[0].text)


def _belongs(line: Sequence[Piece], other: Sequence[Piece], columns: Sequence[float], label: Piece) -> bool:
    gap = abs(line[0].y - other[0].y)
    size = max(other[0].size, line[0].size)
    is_small = line[0].size <= max(other[0].size, label.size) / AS_LARGE
    return gap <= _NEAR * size and is_small and not any(crosses(line, column) for column in columns)


def _with_strays(lines: Block, lefts: Sequence[float]) -> Iterator[float]:
    """Yield where columns begin, and after each where what stands past all of it does: a question beside."""
    pieces = flat(lines)
    for begin, close in pairwise((*lefts, float("inf"))):
        yield begin
        inside = [piece for piece in pieces if begin - STEP <= piece.x < close - STEP]
        end = max((piece.end for piece in inside if piece.x <= begin + STEP), default=close)
        past = [piece.x for piece in inside if piece.x > end + STEP and not _NUMBER.match(piece.text)]
        if past and begin > lefts[0]:
            yield min(past)


def _part(lines: Block, begin: float, close: float) -> list[list[Piece]]:
    """Return what stands on each line between two places; lines with nothing there left out."""
    parts = ([piece for piece in line if begin - STEP <= piece.x < close - STEP] for line in lines)
    return [part for part in parts if part]


def _cut(lines: Block, cuts: Sequence[int]) -> list[Block]:
    return [lines[start:end] for start, end in pairwise((0, *cuts, len(lines)))]


def _text(block: Block, right: float) -> str:
    return "\n".join(paragraphs(flat(block), right, is_in_cell=True)) if block else ""
