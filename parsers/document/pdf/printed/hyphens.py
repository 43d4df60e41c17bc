"""Tells whether a program parted words at the ends of lines, or only broke lines at hyphens that people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.document.pdf.page import Page, Piece, by_height

SOFT: Final = "\xad"
_LEAST: Final = 3
"""Words parted in a file before they are taken for a program's work."""
_WITHIN = re.compile(rf"{SOFT}(?=\S)")
"""Where a soft hyphen is shown and parts no line: a program writes each hyphen so."""
_NEXT_LINE: Final = 1.8
_SAME_COLUMN: Final = 3.0
_PARTED = re.compile(r"(?:.*\s)?[^\W\d_]{3,}-", re.DOTALL)
_REST = re.compile(r"(?!(?:och|eller|samt|till|respektive)\b)[a-zåäöéü]{2,}[.,;:!?)]*(?:\s|$)")


def with_soft_hyphens(pages: Sequence[Page]) -> None:
    """Make the hyphens at the ends of lines soft in a file that has many: what they part is one word."""
    if any(_WITHIN.search(piece.text) for page in pages for piece in page.pieces):
        for page in pages:
            page.pieces = [replace(piece, text=piece.text.replace(SOFT, "-")) for piece in page.pieces]
    parted = [(page, piece) for page in pages for piece in _parted(page)]
    if len(parted) < _LEAST:
        return
    for page in pages:
        here = {id(piece) for other, piece in parted if other is page}
        page.pieces = [
            replace(piece, text=piece.text.rstrip()[:-1] + SOFT) if id(piece) in here else piece
            for piece in page.pieces
        ]


def _parted(page: Page) -> Iterator[Piece]:
    for line, below in pairwise(by_height(page.pieces)):
        for piece in line:
            follows = (other for other in below if abs(other.x - piece.x) <= _SAME_COLUMN)
            other = next(follows, None)
            is_near = other is not None and piece.y - other.y <= _NEXT_LINE * piece.size
            if other is not None and is_near and _PARTED.fullmatch(piece.text.rstrip()) and _REST.match(other.text):
                yield piece
