"""Puts a page's pieces of text into the cells that are drawn around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from parsers.document.model import Row
from parsers.document.pdf.page import Page, Piece, Shape, by_height
from parsers.document.pdf.printed.paragraphs import paragraphs
from parsers.document.pdf.tables import over_pages
from parsers.document.pdf.tables.over_pages import NEAR, Looks

_INSIDE: Final = 3.0
"""Points past an edge that are in the neighbouring cell."""
_BODY: Final = (0.15, 0.6)
"""What of a letter a line does not run through without striking it, as shares of its size above the baseline."""
_ROOM: Final = 6.0
"""A cell is at least as wide and as high; what lies between two lines that are closer is only a gap."""
UNREADABLE: Final = "\ufffd"
_CUT: Final = 3.0
"""Points from a frame's edge where a text ends that a browser cut off there."""
_DESCENT: Final = 0.1
_OVER_ALL: Final = 0.6
"""A frame around this share of a page's text is only its ornament."""


class Ruled:
    """The cells and frames that a page's lines make."""

    def __init__(self, page: Page) -> None:
        self._vertical = sorted({(round(at, 1), round(low, 1), round(high, 1)) for at, low, high in page.vertical})
        self._horizontal = sorted(
            {(round(at, 1), round(left, 1), round(right, 1)) for at, left, right in page.horizontal}
        )

    def holding(self, piece: Piece) -> Shape | None:
        """Return what is drawn around a piece: not a line that runs through its letters.

        One that has no room in its cell is in that all the same.
        """
        low, top = (piece.y + share * piece.size for share in _BODY)
        if piece.clip is not None:
            moved = max(piece.clip.low + 1 - low, 0.0) or min(piece.clip.high - 1 - top, 0.0)
            low, top = low + moved, top + moved
        return self.around(piece.x + 1, low, top)

    def around(self, x: float, y: float, top: float | None = None) -> Shape | None:
        """Return the nearest lines left of, right of, above and below what reaches from `y` to `top`.

        None where a side is open, but below is the page's edge, and above its uprights' end: a page break cuts cells.
        """
        top = y if top is None else top
        beside = [(at, high) for at, low, high in self._vertical if low - NEAR <= y <= high + NEAR]
        level = [at for at, left, right in self._horizontal if left - NEAR <= x <= right + NEAR]
        left = max((pair for pair in beside if pair[0] <= x), default=None)
        right = min((at for at, _ in beside if at > x), default=None)
        if left is None or right is None or not level:
            return None
        high = min((at for at in level if at >= top), default=max(high for at, high in beside if at == left[0]))
        return Shape(left[0], max((at for at in level if at < y), default=0.0), right, high) if high >= top else None

    def is_cell(self, frame: Shape) -> bool:
        """Whether a frame shares an upright edge with another on its level: then both are cells of a table."""
        y = frame.high - min(_INSIDE, frame.height / 2)
        beside = self.around(frame.left - _INSIDE, y), self.around(frame.right + _INSIDE, y)
        return any(_is_beside(frame, other) for other in beside if other)


def _is_beside(frame: Shape, other: Shape) -> bool:
    touches = _meet(other.left, frame.right) or _meet(other.right, frame.left)
    return touches and other.width >= _ROOM and abs(other.high - frame.high) <= NEAR


def _meet(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR / 2


def sorted_out(page: Page, last: Sequence[float]) -> tuple[dict[Shape, list[Piece]], list[Piece]]:
    """Return the pieces in each cell of a table, and the others, with the frame that each is in.

    Frames in one column, with nothing written beside any, are no table, unless one goes on there whose columns begin
    at `last`.
    """
    ruled = Ruled(page)
    frames = [(piece, ruled.holding(piece)) for piece in page.pieces]
    held = Counter(frame for _, frame in frames if frame is not None)
    cells = _with_whole_rows({frame for frame in held if ruled.is_cell(frame)}, held)
    lefts = _levels(cell.left for cell in cells)
    if len(lefts) == 1 and over_pages.placed(lefts, last) is None:
        cells = set()
    ornaments = {frame for frame, count in held.items() if count > _OVER_ALL * len(frames)}
    in_cells: dict[Shape, list[Piece]] = {}
    outside = []
    for piece, frame in frames:
        if frame is not None and frame in cells:
            in_cells.setdefault(frame, []).append(piece)
        else:
            outside.append(piece if frame is None or frame in ornaments else _framed(piece, frame))
    return in_cells, outside


def _with_whole_rows(cells: set[Shape], frames: Iterable[Shape]) -> set[Shape]:
    """Add the frames that are rows of one cell: as wide as the table, and right below or above what is in it."""
    if not cells:
        return cells
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    wide = [frame for frame in frames if _meet(frame.left, left) and _meet(frame.right, right)]
    found, size = set(cells), 0
    while len(found) > size:
        size = len(found)
        edges = [edge for cell in found for edge in (cell.low, cell.high)]
        found |= {one for one in wide if any(_meet(edge, one.high) or _meet(edge, one.low) for edge in edges)}
    return found


def _framed(piece: Piece, frame: Shape) -> Piece:
    """Return a piece with its frame; where this cuts it, with a sign that something can't be read."""
    is_cut = abs(piece.end - frame.right) <= _CUT or piece.y - _DESCENT * piece.size < frame.low
    return replace(piece, frame=frame, text=piece.text + UNREADABLE * is_cut)


def in_rows(cells: dict[Shape, list[Piece]], page: Page) -> tuple[tuple[float, ...], list[Row], list[Looks]]:
    """Lay cells out in a grid: where its columns begin, its rows, and how their cells look.

    A cell that is drawn and left empty is there; None where a row has no such cell.
    """
    ruled = Ruled(page)
    beside = (ruled.around(cell.right + _INSIDE, cell.high - _INSIDE) for cell in cells)
    empty = (other for cell, other in zip(cells, beside, strict=True) if other and _is_beside(cell, other))
    lefts, tops = _levels(cell.left for cell in (*cells, *empty)), _levels(-cell.high for cell in cells)
    grid: list[list[list[str]]] = [[[] for _ in lefts] for _ in tops]
    styles: list[list[list[int]]] = [[[] for _ in lefts] for _ in tops]
    for cell, pieces in cells.items():
        row, column = _nearest(tops, -cell.high), _nearest(lefts, cell.left)
        grid[row][column] += paragraphs(pieces, cell.right, is_in_cell=True)
        styles[row][column] += (piece.style for line in by_height(pieces) for piece in line)
    rows = [
        tuple(
            "\n".join(lines) if lines else _empty(ruled.around(left + _INSIDE, -top - _INSIDE), left)
            for left, lines in zip(lefts, row, strict=True)
        )
        for top, row in zip(tops, grid, strict=True)
    ]
    return lefts, rows, [tuple(map(tuple, row)) for row in styles]


def _empty(frame: Shape | None, left: float) -> str | None:
    """Return what an empty place in the grid is: a cell without words if one begins there, else none at all."""
    return "" if frame is not None and _meet(frame.left, left) and frame.width >= _ROOM else None


def _levels(places: Iterable[float]) -> tuple[float, ...]:
    """Return the places of edges in order, without those that are another's but for a hair."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return tuple(found)


def _nearest(levels: Sequence[float], place: float) -> int:
    return min(range(len(levels)), key=lambda number: abs(levels[number] - place))
