"""Leaves out what the end of a page shows of a line that stands whole on the next: the ring of an Å, or a dot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.document.pdf.page import Page, Piece

_SEEN: Final = 0.5
"""Letters whose baseline is further below what is shown, as a share of their size, are seen by their accents alone."""
_TOP: Final = 2.0
"""The first line of a page is no further below the edge of what is shown."""


def leave_out(pages: Sequence[Page]) -> None:
    """Take out of each page what is seen of the next one's first line."""
    for page, following in pairwise(pages):
        first = [piece for piece in following.pieces if _is_first(piece)]
        page.pieces = [piece for piece in page.pieces if not (_is_cut(piece) and _stands_in(piece, first))]


def _is_cut(piece: Piece) -> bool:
    return piece.clip is not None and piece.y < piece.clip.low - _SEEN * piece.size


def _is_first(piece: Piece) -> bool:
    return piece.clip is not None and piece.y > piece.clip.high - _TOP * piece.size


def _stands_in(piece: Piece, first: Sequence[Piece]) -> bool:
    return any(piece.style == one.style and piece.text.strip() in one.text for one in first)
