"""Tells what is printed on top of other text: typed over a prompt, or the same text drawn twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from parsers.document.pdf.page import Piece

_OVERLAP: Final = 1.5
_MOSTLY: Final = 0.8
"""Text that shares as much room with other text, as a share of its size or of the shorter one, is put on top of it."""
_STRIP: Final = 10.0
_STEADY: Final = 0.35


def marked_over(runs: Iterable[Piece]) -> list[Piece]:
    """Mark what is printed over other text: in the order of drawing, the later of the two. Drop what is there twice."""
    marked: list[Piece] = []
    near: defaultdict[int, list[Piece]] = defaultdict(list)
    for run in runs:
        level = round(run.y / _STRIP)
        below = [other for strip in (level - 1, level, level + 1) for other in near[strip] if _is_under(run, other)]
        if any(other.text == run.text and abs(other.x - run.x) < 1 for other in below):
            continue
        printed = [other.y for other in below if not other.is_over]
        marked.append(replace(run, is_over=True, y=min(printed)) if printed else run)
        near[level].append(marked[-1])
    return marked


def _is_under(run: Piece, other: Piece) -> bool:
    shared = min(run.end, other.end) - max(run.x, other.x)
    least = min(_OVERLAP * run.size, _MOSTLY * min(run.end - run.x, other.end - other.x))
    return shared > least and abs(other.y - run.y) <= _STEADY * max(run.size, other.size)
