"""Where on a page text goes on after a tab or in the next column, and which pieces of a line are one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.document.pdf.page import Piece, by_height
from parsers.document.pdf.printed.printed_text import COLUMN, SPACE

_TAB: Final = 0.5
"""A gap that no blank fills, where blanks are letters of their own, is a tab, as a share of the text's size."""
_TOUCHES: Final = 0.08
_CLOSE: Final = 0.03
"""Letters that stand so close to each other, as a share of their size, are of one word: «BankID»."""
_SAME_FONT, _OTHER_FONT = 0.16, 0.12
"""A gap that parts words between what was placed by itself, as a share of the text's size."""
_ENDS, _BEGINS = re.compile(r"[^\W_]{2}[.,:;!?)]$"), re.compile(r"[A-ZÅÄÖÉ]")
"""How a text ends and another begins that are hardly one word."""
_LIGATURES: Final = ("ff", "fi", "fl")
_BY_LIGATURE: Final = 0.24
"""A gap beside one of these, less than a blank, parts no words where blanks are letters, as a share of their size."""
_LONG: Final = 12
"""Letters of a run that holds blanks, if any of a file's do."""
_LETTERS_IN_WORD: Final = 20
"""There are fewer for each blank, where blanks are letters of their own."""
MARKS: Final = frozenset(("x", "X"))
"""Letters that tick a box, and belong to that rather than to the words beside it."""
_SAME_COLUMN: Final = 1.0
"""Points within which what stands below each other begins."""
_LEAST_IN_COLUMN: Final = 3
_MOST_RUNS_ON_LINE: Final = 6
"""Where a line has more runs of text, a program placed each word by itself."""


class Columns:
    """Where, on any page of a file, text goes on after a tab or begins a column."""

    def __init__(self, pages: Sequence[Sequence[Piece]]) -> None:
        lines = [_in_words(line) for runs in pages for line in by_height(runs)]
        long = [run.text for line in lines for run in line if len(run.text) >= _LONG]
        blanks = sum(text.count(" ") for text in long)
        self._has_blanks = blanks * _LETTERS_IN_WORD > sum(map(len, long))
        self._starts = self._found([line for line in lines if len(line) <= _MOST_RUNS_ON_LINE])

    def pieces(self, runs: Sequence[Piece]) -> list[Piece]:
        """Put runs together that stand close to each other on a line, as far as no column begins between them."""
        pieces: list[Piece] = []
        for line in by_height(runs):
            is_by_word = len(_in_words(line)) > _MOST_RUNS_ON_LINE
            pieces.append(line[0])
            for before, run in pairwise(line):
                is_mark = pieces[-1].text.strip() in MARKS and run.x - before.end > _TOUCHES * run.size
                if is_mark or self._parts(replace(before, end=pieces[-1].end), run, is_by_word=is_by_word):
                    pieces.append(run)
                else:
                    least = _SAME_FONT if before.style == run.style else _OTHER_FONT
                    if self._has_blanks and _is_by_ligature(pieces[-1], run):
                        least = _BY_LIGATURE
                    pieces[-1] = _joined(pieces[-1], run, least)
        return pieces

    def _found(self, lines: Sequence[Sequence[Piece]]) -> list[int]:
        first = min((line[0].x for line in lines), default=0.0)
        starts = Counter(
            round(run.x)
            for line in lines
            for place, run in enumerate(line)
            if run.x > first + _SAME_COLUMN and (not place or self._is_tabbed(line[place - 1], run))
        )
        return [start for start in starts if sum(starts[start + step] for step in (-1, 0, 1)) >= _LEAST_IN_COLUMN]

    def _is_tabbed(self, before: Piece, run: Piece) -> bool:
        """Whether a gap is wider than blanks are, where these are letters of their own."""
        has_blanks = self._has_blanks or any(" " in one.text.strip() for one in (before, run))
        ends_blank = before.text.endswith(" ") or run.text.startswith(" ")
        least = _TAB + (SPACE if ends_blank else 0) if has_blanks else COLUMN
        return run.x - before.end > least * max(run.size, before.size)

    def _parts(self, before: Piece, run: Piece, *, is_by_word: bool) -> bool:
        is_over = before.clip != run.clip and run.x < before.end - run.size  # what a cell has no room for
        if is_over or self._is_tabbed(before, run):
            return True
        gap = run.x - before.end
        begins = any(abs(run.x - start) <= _SAME_COLUMN for start in self._starts)
        is_in_word = abs(gap) <= _CLOSE * run.size and not begins
        if gap <= SPACE * run.size and before.text[-1:].islower() and run.text[:1].isupper() and not is_in_word:
            return True  # cells of a sheet that have no room for their text run into the next
        is_blank = is_by_word and before.style == run.style
        least = _TAB if is_blank else _TOUCHES
        return gap > least * run.size and begins


def _is_by_ligature(before: Piece, run: Piece) -> bool:
    """Whether what is put together is a part of a word and a ligature, which a program draws in another font."""
    is_ligature = before.text.endswith(_LIGATURES) or run.text.startswith(_LIGATURES)
    return is_ligature and before.text[-1:].isalpha() and run.text[:1].islower()


def _in_words(line: Sequence[Piece]) -> list[Piece]:
    """Put letters together that a program placed one by one."""
    words = [line[0]]
    for run in line[1:]:
        if run.style == words[-1].style and abs(run.x - words[-1].end) <= _TOUCHES * run.size:
            words[-1] = _joined(words[-1], run)
        else:
            words.append(run)
    return words


def _joined(before: Piece, run: Piece, least: float = SPACE) -> Piece:
    if _ENDS.search(before.text) and _BEGINS.match(run.text):
        least = min(least, _TOUCHES)  # after a tab that came to stand close to its stop
    is_apart = run.x - before.end > least * run.size and not (before.text.endswith(" ") or run.text.startswith(" "))
    return replace(before, end=max(before.end, run.end), text=before.text + " " * is_apart + run.text)
