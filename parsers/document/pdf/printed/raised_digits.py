"""Puts small digits that stand above a line on it, as the signs for them: «10³», «40 m²»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.document.pdf.page import Piece
from parsers.document.raised import raised

_DIGITS = re.compile(r"[-+−]?\d{1,2}")
_SMALL: Final = 0.8
_LEAST_ABOVE, _MOST_ABOVE = 0.15, 0.7
_LEFT, _RIGHT = 0.15, 0.25
"""How small they are, how far above the line, and how close to the word's end, as shares of its size."""
_MOST: Final = 300


def on_their_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return a page's pieces with each small number right above a word's end written as a raised one on its line."""
    small = [piece for piece in pieces if _DIGITS.fullmatch(piece.text.strip())][:_MOST]
    bases = {id(piece): base for piece in small if (base := _base(piece, pieces)) is not None}
    return [_lowered(piece, bases[id(piece)]) if id(piece) in bases else piece for piece in pieces]


def _base(piece: Piece, pieces: Sequence[Piece]) -> Piece | None:
    """Return the word that a number stands at."""
    return next((other for other in pieces if _is_above(piece, other)), None)


def _is_above(piece: Piece, other: Piece) -> bool:
    is_small = piece.size <= _SMALL * other.size
    is_above = _LEAST_ABOVE * other.size < piece.y - other.y < _MOST_ABOVE * other.size
    return is_small and is_above and -_LEFT * other.size <= piece.x - other.end <= _RIGHT * other.size


def _lowered(piece: Piece, base: Piece) -> Piece:
    return replace(piece, y=base.y, size=base.size, style=base.style, text=raised(piece.text.strip()))
