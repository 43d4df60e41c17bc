"""Puts a printed page's pieces of text back into the cells and lines that they were printed from.

A piece belongs to the cell whose drawn lines are nearest around it. Where nothing is
drawn, pieces at one height are a line, and a wide gap in it parts label and answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from parsers import pdf_guess
from parsers.content import Row, Table
from parsers.pdf_page import Page, Piece, by_height

_NEAR: Final = 2.5
"""Points by which lines that meet may miss each other."""
_WRAPPED: Final = 1.7
_BLANK_LINE: Final = 1.95
"""Distances of baselines, as shares of the text's size: within a paragraph; past an empty line."""
_LETTER: Final = 0.5
"""A letter's mean width, as a share of the text's size."""
_GAP: Final = 2.0
"""A wider gap, as a share of the text's size, parts a label from its answer."""

_ITEM = re.compile(r"\s*(?:[☐☒☑□•●○▪·*–-]|\d{1,2}[.)]\s)")
"""How a line begins that is no continuation of the one above."""

Cell = tuple[int, int, int]
"""A cell by its top, left and right, in steps of _NEAR."""


def tables_and_lines(pages: Sequence[Page]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Return the drawn tables, a page's rows in one, and the lines outside them."""
    tables: list[Table] = []
    lines: list[str] = []
    for number, page in enumerate(pages, 1):
        cells, outside = _sorted_out(page)
        if not cells:
            cells, outside = _sorted_out(pdf_guess.with_lines(page))
        table = Table(f"sida {number}", tuple(_rows(cells)))
        tables += _joined_to(tables, table) if table.rows else ()
        lines += _lines(outside)
    return tuple(tables), tuple(lines)


def _sorted_out(page: Page) -> tuple[dict[Cell, list[Piece]], list[Piece]]:
    """Return the pieces in each cell, and those in none."""
    cells: dict[Cell, list[Piece]] = {}
    outside = []
    for piece in page.pieces:
        cell = _cell(page, piece)
        if cell is None:
            outside.append(piece)
        else:
            cells.setdefault(cell, []).append(piece)
    return cells, outside


def _cell(page: Page, piece: Piece) -> Cell | None:
    """Return the cell that a piece stands in: lines are drawn above, below, left and right of it."""
    x, y = piece.x + 1, piece.y + 1
    beside = [at for at, low, high in page.vertical if low - _NEAR <= y <= high + _NEAR]
    around = [at for at, left, right in page.horizontal if left - _NEAR <= x <= right + _NEAR]
    left = max((at for at in beside if at <= x), default=None)
    right = min((at for at in beside if at > x), default=None)
    top = min((at for at in around if at >= y), default=None)
    if left is None or right is None or top is None or not any(at < y for at in around):
        return None
    return round(top / _NEAR), round(left / _NEAR), round(right / _NEAR)


def _rows(cells: dict[Cell, list[Piece]]) -> list[Row]:
    """Lay cells out in a grid; None where a row has no such cell."""
    lefts = sorted({left for _, left, _ in cells})
    tops = sorted({top for top, _, _ in cells}, reverse=True)
    texts = {(top, left): "\n".join(_lines(pieces, right * _NEAR)) for (top, left, right), pieces in cells.items()}
    return [tuple(texts.get((top, left)) for left in lefts) for top in tops]


def _joined_to(tables: list[Table], table: Table) -> list[Table]:
    """Return a page's table, less a header that it repeats and a row that a page break cut: that goes to the last page.

    Such a row is the page's first, and nothing stands in its first cell.
    """
    rows = table.rows
    if any(rows[0] == other.rows[0] for other in tables):
        rows = rows[1:]
    last = tables[-1].rows[-1] if tables else ()
    if rows and len(rows[0]) == len(last) and not rows[0][0]:
        whole = tuple("\n".join(filter(None, pair)) or None for pair in zip(last, rows[0], strict=True))
        tables[-1] = replace(tables[-1], rows=(*tables[-1].rows[:-1], whole))
        rows = rows[1:]
    return [replace(table, rows=rows, start=len(table.rows) - len(rows))] if rows else []


def _lines(pieces: Iterable[Piece], right: float = math.inf) -> list[str]:
    """Join pieces to lines, and lines that were only wrapped at `right` to one; empty lines are kept."""
    lines: list[str] = []
    above: list[Piece] = []
    for line in by_height(pieces):
        if above and _is_wrapped(above, line, right):
            lines[-1] = f"{lines[-1].rstrip()} {_joined(line).lstrip()}"
        else:
            if above and above[0].y - line[0].y > _BLANK_LINE * max(above[0].size, line[0].size):
                lines.append("")
            lines.append(_joined(line))
        above = line
    return [line.strip() for line in lines]


def _is_wrapped(above: Sequence[Piece], line: Sequence[Piece], right: float) -> bool:
    """Whether a line goes on with the one above: that ends in a blank, or had no room for this one's first word."""
    first, text = line[0], _joined(line)
    if round(above[0].size) != round(first.size) or _ITEM.match(text):
        return False
    written = _joined(above)
    if above[0].y - first.y > _WRAPPED * first.size:
        return False
    room = len(written.rstrip()) + 1 + len(text.split(maxsplit=1)[0])
    return written.endswith(" ") or above[0].x + room * first.size * _LETTER > right


def _joined(line: Sequence[Piece]) -> str:
    text = ""
    end = line[0].x
    for piece in line:
        if text and piece.x - end > _GAP * piece.size:
            text += "\t"
        text += piece.text
        end = piece.x + len(piece.text) * piece.size * _LETTER
    return text
