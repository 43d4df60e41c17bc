"""Reads the text of a page as PDFium lays it out: where each letter begins and ends, whatever the font."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from parsers.document.pdf.page import Piece, Upright
from parsers.document.pdf.pdfium import raw
from parsers.document.pdf.printed.glyphs import UNKNOWN, symbols_of, written
from parsers.document.pdf.printed.printed_over import marked_over

MOST_LETTERS: Final = 40_000
"""Letters that are read of a page: one that is full of small print has 8,000."""
SPACE: Final = 0.18
"""A gap between two letters that parts words, as a share of the text's size."""
COLUMN: Final = 1.2
"""A gap that parts columns, as a share of the text's size."""
_MOST_CORNERS: Final = 8
_STEADY: Final = 0.25
"""Baselines of one run are no further apart, as a share of the text's size."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter, its place in the page's own system, and the text object that drew it."""

    text: str
    left: float
    right: float
    y: float
    drawn_by: int


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text object's letters look: their size, their style, and the way they run, in quarter turns.

    `clip` are the corners of what they are seen in, where they reach past that.
    """

    size: float
    style: int
    turns: int
    symbols: Mapping[int, str]
    clip: Sequence[tuple[float, float]] = ()


class PrintedText:
    """The text of one page. `turns` is how many quarters most of it is turned to the left."""

    def __init__(self, text_page: Any, styles: dict[tuple[object, ...], int]) -> None:
        self._page = text_page
        self._styles = styles
        self._looks: dict[int, _Look] = {}
        count = min(raw.FPDFText_CountChars(text_page), MOST_LETTERS)
        drawn = [(number, self._drawn_by(number)) for number in range(count)]
        turned = Counter(self._looks[by].turns for _, by in drawn if by)
        self.turns = turned.most_common(1)[0][0] if turned else 0
        self._drawn = [(number, by) for number, by in drawn if by]

    def runs(self, upright: Upright) -> list[Piece]:
        """Return the text that runs to the right when the page is held so, each part that was placed in one go."""
        return marked_over(self._runs(upright))

    def ways(self) -> list[int]:
        """Return in how many quarters other text is turned: a stamp, or a note at the side."""
        return sorted({self._looks[by].turns for _, by in self._drawn} - {self.turns})

    def _drawn_by(self, number: int) -> int:
        """Return the address of the text object that drew a letter, whose looks are then known; 0 for none."""
        drawn_by = raw.FPDFText_GetTextObject(self._page, number)
        address = ctypes.cast(drawn_by, ctypes.c_void_p).value if drawn_by else None
        if not address:
            return 0
        if address not in self._looks:
            self._looks[address] = self._look(number, drawn_by)
        return address

    def _look(self, number: int, drawn_by: Any) -> _Look:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._page, number, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = abs(raw.FPDFText_GetFontSize(self._page, number) * scale) or 10.0
        turns = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        name = ctypes.create_string_buffer(128)
        font = raw.FPDFTextObj_GetFont(drawn_by)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        colour = tuple(ctypes.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(drawn_by, *colour)
        key = (name.value, round(size, 1), *(part.value for part in colour))
        style = self._styles.setdefault(key, len(self._styles))
        return _Look(size, style, turns, symbols_of(name.value.decode("latin-1")), list(_clip(drawn_by)))

    def _letters(self, upright: Upright) -> Iterator[_Letter]:
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for number, by in self._drawn:
            look = self._looks[by]
            if look.turns != upright.turns or raw.FPDFText_IsGenerated(self._page, number) == 1:
                continue
            code = raw.FPDFText_GetUnicode(self._page, number)
            text = written(code, look.symbols)
            if not text:
                continue
            raw.FPDFText_GetLooseCharBox(self._page, number, box)
            raw.FPDFText_GetCharOrigin(self._page, number, x, y)
            place = upright.shape((box.left, box.bottom), (box.right, box.top))
            yield _Letter(text, place.left, place.right, upright.point(x.value, y.value)[1], by)

    def _runs(self, upright: Upright) -> Iterator[Piece]:
        """Yield the text that was placed in one go: by one object, without a gap as wide as between columns."""
        letters: list[_Letter] = []
        for letter in self._letters(upright):
            if letters and self._parts(letters[-1], letter):
                yield from self._run(letters, upright)
                letters = []
            letters.append(letter)
        yield from self._run(letters, upright)

    def _parts(self, before: _Letter, letter: _Letter) -> bool:
        size = self._looks[letter.drawn_by].size
        if before.drawn_by != letter.drawn_by or abs(before.y - letter.y) > _STEADY * size:
            return True
        return letter.left - before.right > COLUMN * size or letter.right < before.left - size

    def _run(self, letters: list[_Letter], upright: Upright) -> Iterator[Piece]:
        """Yield a run, parted where blanks take up as much room as between columns.

        Where blanks are letters of their own, a gap without one holds a sign that another font has.
        """
        inked = [place for place, letter in enumerate(letters) if letter.text.strip()]
        if not inked:
            return
        look = self._looks[letters[0].drawn_by]
        clip = upright.shape(*look.clip) if look.clip else None
        has_blanks = any(after - before > 1 for before, after in pairwise(inked))
        wide = (
            after
            for before, after in pairwise(inked)
            if letters[after].left - letters[before].right
            > (SPACE if has_blanks and after - before == 1 else COLUMN) * look.size
        )
        for start, end in pairwise((inked[0], *wide, len(letters))):
            part = letters[start:end]
            text = part[0].text
            for before, letter in pairwise(part):
                text += _between(before, letter, look.size) + letter.text
            last = max(place for place in inked if place < end)
            yield Piece(part[0].left, letters[last].right, part[0].y, look.size, text, look.style, clip=clip)


def _clip(drawn: Any) -> Iterator[tuple[float, float]]:
    """Yield the corners of what cuts a text object off (ISO 32000-1 §8.5.4); PDFium leaves out what cuts nothing."""
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    if not clip or raw.FPDFClipPath_CountPaths(clip) != 1:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFClipPath_CountPathSegments(clip, 0), _MOST_CORNERS)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, 0, number), x, y)
        yield x.value, y.value


def _between(before: _Letter, letter: _Letter, size: float) -> str:
    """Return what stands between two letters: a blank that is only a gap, or a sign that the file has no letter for."""
    if letter.left - before.right <= SPACE * size:
        return ""
    blanks = (before.text + letter.text).count(" ")
    return UNKNOWN if blanks == len("  ") else " " * (not blanks)
