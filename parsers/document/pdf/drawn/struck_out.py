"""Leaves out what is struck out on a page: a line runs through its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from parsers.document.pdf.page import Page, Piece

_THROUGH: Final = (0.12, 0.5)
"""Where a line is that strikes letters out, as shares of their size above the baseline."""
_WHOLE: Final = 0.8
"""A line through this share of a piece strikes all of it."""


def without_struck(page: Page) -> Iterator[Piece]:
    """Yield the pieces of a page, less what is struck out."""
    for piece in page.pieces:
        lines = [
            (max(left, piece.x), min(right, piece.end))
            for at, left, right in page.horizontal
            if piece.y + _THROUGH[0] * piece.size <= at <= piece.y + _THROUGH[1] * piece.size
            if left >= piece.x - piece.size
            and right <= piece.end + piece.size
            and min(right, piece.end) > max(left, piece.x)
        ]
        yield from _left_over(piece, lines)


def _left_over(piece: Piece, lines: list[tuple[float, float]]) -> Iterator[Piece]:
    """Yield a piece without the words that lines run through; a letter is as wide as another here."""
    if not lines:
        yield piece
        return
    each = (piece.end - piece.x) / max(len(piece.text.rstrip()), 1)
    kept = "".join(
        letter
        for number, letter in enumerate(piece.text)
        if not any(left - each / 2 <= piece.x + (number + 0.5) * each <= right + each / 2 for left, right in lines)
    )
    if len(kept.strip()) > (1 - _WHOLE) * len(piece.text.strip()):
        yield replace(piece, text=kept)
