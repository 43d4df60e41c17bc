"""Finds the frames of a blank form that nothing is written in, and that are no cells of a table: room for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from parsers.document.pdf.page import Page, Piece, Shape
from parsers.document.pdf.tables.drawn_tables import Ruled

_LINE: Final = "____"
_INSIDE: Final = 3.0
_LEAST: Final = (60.0, 9.0)
"""What is not as wide or as high is no room for words."""
_SIZE: Final = 8.0


def lines_to_write_on(page: Page) -> Iterator[Piece]:
    """Yield a line to write on for each empty frame, where it stands."""
    ruled = Ruled(page)
    under = ((ruled.around(left + _INSIDE, at - _INSIDE), left, right) for at, left, right in page.horizontal)
    frames = {frame for frame, left, right in under if frame and _is_room(frame, left, right)}
    for frame in sorted(frames, key=lambda frame: -frame.high):
        if not ruled.is_cell(frame) and not any(_stands_in(piece, frame) for piece in page.pieces):
            yield Piece(frame.left + _INSIDE, frame.left + _LEAST[0] / 2, frame.high - _LEAST[1], _SIZE, _LINE)


def _is_room(frame: Shape, left: float, right: float) -> bool:
    """Whether a frame is as wide as the line at its top, and has room for words."""
    is_whole = abs(frame.left - left) <= _INSIDE and abs(frame.right - right) <= _INSIDE
    return is_whole and frame.low > 0 and frame.width >= _LEAST[0] and frame.height >= _LEAST[1]


def _stands_in(piece: Piece, frame: Shape) -> bool:
    return frame.holds(piece.x + 1, piece.y + piece.size / 4)
