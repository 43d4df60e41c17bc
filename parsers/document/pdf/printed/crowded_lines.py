"""Tells whether a print shows rows that have no room for their texts: these are cut off, or one is over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from parsers.document.pdf.page import Page, Piece

_LEVEL: Final = 0.25
"""What is level with a line is on it: distances are shares of the text's size."""
_CLOSE: Final = 0.92
"""Lines below each other are no closer."""
_TIGHT, _NEARLY_ALL = 1.09, 0.9
"""So close are so many of a sheet's lines only where its rows are lower than their font: else room parts them."""
_BELOW: Final = 2.0
_LEAST: Final = 2
_SAME_SIZE: Final = 0.5
_SHARED: Final = 1.0
"""What lines have in common at least that stand over each other, as a share of their size."""


def are_crowded(pages: Sequence[Page], *, is_sheet: bool) -> bool:
    """Whether lines of a print run into those below them or, in a sheet, have less room than any font leaves."""
    gaps = [gap for page in pages for gap in page.gaps]
    over = sum(piece.is_over for page in pages for piece in page.pieces) if is_sheet else 0
    is_tight = is_sheet and sum(gap < _TIGHT for gap in gaps) > max(_NEARLY_ALL * len(gaps), _LEAST)
    return is_tight or over + sum(gap < _CLOSE for gap in gaps) >= _LEAST


def gaps(runs: Sequence[Piece]) -> list[float]:
    """Return how far each run of text is above the next one that it would run into, as a share of its size."""
    wide = sorted((run for run in runs if run.end - run.x > _SHARED * run.size), key=lambda run: -run.y)
    below = (next(_below(run, wide, number + 1), None) for number, run in enumerate(wide))
    return [gap for gap in below if gap is not None]


def _below(run: Piece, runs: Sequence[Piece], start: int) -> Iterator[float]:
    for other in islice(runs, start, None):
        gap = (run.y - other.y) / run.size
        if gap > _BELOW:
            return
        shared = min(run.end, other.end) - max(run.x, other.x)
        if gap > _LEVEL and shared > _SHARED * run.size and abs(run.size - other.size) <= _SAME_SIZE:
            yield gap
