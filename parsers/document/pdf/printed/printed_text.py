"""Reads the text of a page as PDFium lays it out: where each letter begins and ends, whatever the font."""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Any, Final

from parsers.document.pdf.page import Piece, Upright
from parsers.document.pdf.pdfium import raw
from parsers.document.pdf.printed.glyphs import UNKNOWN, is_first_half, of_pair, symbols_of, written
from parsers.document.pdf.printed.hyphens import SOFT
from parsers.document.pdf.printed.printed_over import marked_over

MOST_LETTERS: Final = 40_000
"""Letters that are read of a page: one that is full of small print has 8,000."""
SPACE: Final = 0.18
"""A gap between two letters that parts words, as a share of the text's size."""
_SPREAD, _LEAST_GAPS = 0.08, 2
"""Letters that nearly all have so much room between them, as a share of their size, are set apart; in how many gaps."""
_LIGATURE: Final = 0.4
"""Such a gap beside a ligature parts no words where blanks are letters of their own, as a share of the text's size."""
_MOSTLY: Final = 2
"""Letters of a style that are placed one by one for each longer run that it has."""
COLUMN: Final = 1.2
"""A gap that parts columns, as a share of the text's size."""
_INKED: Final = 0.1
"""A glyph that is higher, as a share of its size, shows something."""
_MOST_CORNERS: Final = 8
ASLANT: Final = -1
"""How text is turned that runs neither across a page nor along it."""
_LEANS: Final = 0.1
"""Text that leans more than this share of a quarter turn is no line of a page."""
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
        turned = Counter(self._looks[by].turns for _, by in drawn if by and self._looks[by].turns != ASLANT)
        self.turns = turned.most_common(1)[0][0] if turned else 0
        self._drawn = [(number, by) for number, by in drawn if by]

    def runs(self, upright: Upright) -> list[Piece]:
        """Return the text that runs to the right when the page is held so, each part that was placed in one go."""
        return marked_over(self._runs(upright))

    def ways(self) -> list[int]:
        """Return in how many quarters other text is turned: a stamp, or a note at the side."""
        return sorted({self._looks[by].turns for _, by in self._drawn} - {self.turns, ASLANT})

    def aslant(self, upright: Upright) -> Iterator[Piece]:
        """Yield the text that runs aslant over the page, each part that one object drew."""
        for by, letters in groupby(self._letters(upright, ASLANT), key=lambda letter: letter.drawn_by):
            look, (first, *others) = self._looks[by], letters
            text = first.text + "".join(letter.text for letter in others)
            yield Piece(first.left, first.right, first.y, look.size, text, look.style)

    def _drawn_by(self, number: int) -> int:
        """Return the address of the text object that drew a letter, whose looks are then known; 0 for none."""
        drawn_by = raw.FPDFText_GetTextObject(self._page, number)
        if not drawn_by:
            return 0
        address = ctypes.addressof(drawn_by.contents)
        if address not in self._looks:
            self._looks[address] = self._look(number, drawn_by)
        return address

    def _look(self, number: int, drawn_by: Any) -> _Look:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._page, number, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = abs(raw.FPDFText_GetFontSize(self._page, number) * scale) or 10.0
        quarters = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        turns = round(quarters) % 4 if abs(quarters - round(quarters)) <= _LEANS else ASLANT
        name = ctypes.create_string_buffer(128)
        font = raw.FPDFTextObj_GetFont(drawn_by)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        colour = tuple(ctypes.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(drawn_by, *colour)
        key = (name.value, round(size, 1), *(part.value for part in colour))
        style = self._styles.setdefault(key, len(self._styles))
        return _Look(size, style, turns, symbols_of(name.value.decode("latin-1")), list(_clip(drawn_by)))

    def _letters(self, upright: Upright, turns: int) -> Iterator[_Letter]:
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        left, high = 0.0, 0
        for number, by in self._drawn:
            look = self._looks[by]
            if look.turns != turns or raw.FPDFText_IsGenerated(self._page, number) == 1:
                continue
            half = raw.FPDFText_GetUnicode(self._page, number)
            code, high = of_pair(high, half), half
            if is_first_half(code):
                continue
            text = written(code, look.symbols)
            raw.FPDFText_GetLooseCharBox(self._page, number, box)
            raw.FPDFText_GetCharOrigin(self._page, number, x, y)
            (first, _), (last, _) = upright.point(box.left, box.bottom), upright.point(box.right, box.top)
            first, last = min(first, last), max(first, last)
            if text in {SOFT, ""} and first == left:
                continue  # written with the letter before it, and not shown
            if not text:
                text = UNKNOWN * self._is_inked(number, look.size)
            left = first
            if text:
                yield _Letter(text, first, last, upright.point(x.value, y.value)[1], by)

    def _is_inked(self, number: int, size: float) -> bool:
        """Whether a glyph shows more than a blank does."""
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._page, number, left, right, low, high)
        return high.value - low.value > _INKED * size

    def _runs(self, upright: Upright) -> Iterator[Piece]:
        """Yield the text that was placed in one go: by one object, without a gap as wide as between columns."""
        runs = [*self._set_apart(self._drawn_in_one_go(upright))]
        gaps: defaultdict[int, list[float]] = defaultdict(list)
        for run in runs:
            gaps[self._style(run)] += _gaps_in_words(run)
        for run in runs:
            yield from self._run(run, upright, gaps)

    def _drawn_in_one_go(self, upright: Upright) -> list[list[_Letter]]:
        runs: list[list[_Letter]] = [[]]
        for letter in self._letters(upright, upright.turns):
            if runs[-1] and self._parts(runs[-1][-1], letter):
                runs.append([])
            runs[-1].append(letter)
        return runs

    def _set_apart(self, runs: Sequence[list[_Letter]]) -> Iterator[list[_Letter]]:
        """Yield runs, those of one letter each put together where letters were set apart, and so placed one by one."""
        groups = groupby(filter(None, runs), key=lambda run: len(run) == 1 and self._style(run))
        lines = [line for _, group in groups for line in self._lines(group)]
        gaps: defaultdict[int, list[float]] = defaultdict(list)
        longer: Counter[int] = Counter()
        for line in lines:
            gaps[self._style(line[0])] += _gaps_in_words([*chain(*line)]) if len(line) > 1 else ()
            longer[self._style(line[0])] += len(line[0]) > 1
        for line in lines:
            style, size = self._style(line[0]), self._looks[line[0][0].drawn_by].size
            is_by_letter = len(line) > 1 and len(gaps[style]) > _MOSTLY * longer[style]
            yield from [[*chain(*line)]] if is_by_letter and _spread((), gaps[style], size) else line

    def _style(self, run: Sequence[_Letter]) -> int:
        return self._looks[run[0].drawn_by].style

    def _lines(self, runs: Iterable[list[_Letter]]) -> list[list[list[_Letter]]]:
        """Return runs of one letter that may be one text, together; each other by itself."""
        lines: list[list[list[_Letter]]] = []
        for run in runs:
            before = lines[-1][-1] if lines else []
            is_next = len(before) == len(run) == 1 and not self._is_far(before[0], run[0])
            if is_next:
                lines[-1].append(run)
            else:
                lines.append([run])
        return lines

    def _parts(self, before: _Letter, letter: _Letter) -> bool:
        return before.drawn_by != letter.drawn_by or self._is_far(before, letter)

    def _is_far(self, before: _Letter, letter: _Letter) -> bool:
        size = self._looks[letter.drawn_by].size
        is_level = abs(before.y - letter.y) <= _STEADY * size
        return not is_level or letter.left - before.right > COLUMN * size or letter.right < before.left - size

    def _run(self, letters: list[_Letter], upright: Upright, gaps: Mapping[int, Sequence[float]]) -> Iterator[Piece]:
        """Yield a run, parted where blanks take up as much room as between columns.

        Where blanks are letters of their own, a gap without one holds a sign that another font has. `gaps` are those
        between the letters of all runs of a style.
        """
        inked = [place for place, letter in enumerate(letters) if letter.text.strip()]
        if not inked:
            return
        look = self._looks[letters[0].drawn_by]
        clip = upright.shape(*look.clip) if look.clip else None
        has_blanks = any(after - before > 1 for before, after in pairwise(inked))
        spread = _spread(_gaps_in_words(letters), gaps.get(look.style, ()), look.size)
        wide = (
            after
            for before, after in pairwise(inked)
            if letters[after].left - letters[before].right - spread
            > (SPACE if has_blanks and after - before == 1 else COLUMN) * look.size
            and not (has_blanks and _is_by_ligature(letters[before], letters[after], look.size))
        )
        for start, end in pairwise((inked[0], *wide, len(letters))):
            part = letters[start:end]
            text = part[0].text
            for before, letter in pairwise(part):
                if has_blanks and _is_by_ligature(before, letter, look.size):
                    text += letter.text
                    continue
                text += _between(before, letter, look.size, spread) + letter.text
            last = max(place for place in inked if place < end)
            yield Piece(
                part[0].left,
                letters[last].right,
                part[0].y,
                look.size,
                text,
                look.style,
                clip=clip,
                drawn_by=part[0].drawn_by,
            )


def _clip(drawn: Any) -> Iterator[tuple[float, float]]:
    """Yield the corners of what cuts a text object off (ISO 32000-1 §8.5.4); PDFium leaves out what cuts nothing."""
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    if not clip or raw.FPDFClipPath_CountPaths(clip) != 1:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFClipPath_CountPathSegments(clip, 0), _MOST_CORNERS)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, 0, number), x, y)
        yield x.value, y.value


def _gaps_in_words(letters: Sequence[_Letter]) -> list[float]:
    """Return the room between each letter and the next that no blank parts from it."""
    pairs = pairwise(letters)
    return [after.left - before.right for before, after in pairs if before.text.strip() and after.text.strip()]


def _spread(own: Sequence[float], of_style: Sequence[float], size: float) -> float:
    """Return how far apart letters were set, beyond their widths, in a run; in its style where the run is short."""
    gaps = sorted(own if len(own) >= _LEAST_GAPS else of_style)
    least = gaps[len(gaps) // 4] if len(gaps) >= _LEAST_GAPS else 0.0
    return least if least > _SPREAD * size else 0.0


def _is_by_ligature(before: _Letter, letter: _Letter, size: float) -> bool:
    """Whether a narrow gap is only what a program left beside a ligature that another font has."""
    if len(before.text) == len(letter.text) == 1:
        return False
    is_ligature = any(len(one.text) > 1 and one.text.isalpha() for one in (before, letter))
    return (
        is_ligature
        and before.text.isalpha()
        and letter.text.isalpha()
        and letter.left - before.right < _LIGATURE * size
    )


def _between(before: _Letter, letter: _Letter, size: float, spread: float) -> str:
    """Return what stands between two letters: a blank that is only a gap, or a sign that the file has no letter for."""
    if letter.left - before.right - spread <= SPACE * size:
        return ""
    blanks = (before.text + letter.text).count(" ")
    return UNKNOWN if blanks == len("  ") else " " * (not blanks)
