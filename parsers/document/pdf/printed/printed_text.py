"""Reads the text of a page as PDFium lays it out: where each letter begins and ends, whatever the font."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from parsers.document.pdf.page import Piece, Upright, by_height
from parsers.document.pdf.pdfium import raw

MOST_LETTERS: Final = 40_000
"""Letters that are read of a page: one that is full of small print has 8,000."""
_SPACE: Final = 0.18
"""A gap between two letters that parts words, as a share of the text's size."""
_COLUMN: Final = 1.2
"""A gap that parts columns, as a share of the text's size."""
_OVERLAP: Final = 1.5
_MOSTLY: Final = 0.8
"""Text that shares as much room with other text, as a share of its size or of the shorter one, is put on top of it."""
_TAB: Final = 0.5
"""A gap that no blank fills, where blanks are letters of their own, is a tab, as a share of the text's size."""
_TOUCHES: Final = 0.08
_LONG: Final = 12
"""Letters of a run that holds blanks, if any of a file's do."""
_LETTERS_IN_WORD: Final = 20
"""There are fewer for each blank, where blanks are letters of their own."""
MARKS: Final = frozenset(("x", "X"))
"""Letters that tick a box, and belong to that rather than to the words beside it."""
_STRIP: Final = 10.0
_SAME_COLUMN: Final = 1.0
"""Points within which what stands below each other begins."""
_LEAST_IN_COLUMN: Final = 3
_MOST_RUNS_ON_LINE: Final = 6
"""Where a line has more runs of text, a program placed each word by itself."""
_STEADY: Final = 0.25
_LIGATURES: Final = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_BLANKS: Final = dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " ")
_WRITTEN: Final = {**_LIGATURES, **_BLANKS, 0x02: "-"}
"""What a code is written as; 2 is what PDFium gives for a hyphen at the end of a line."""
_WINGDINGS: Final = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0xFC: "✓", 0xFB: "✗",
    0x6E: "■", 0xA7: "▪", 0x6C: "●", 0x9F: "•", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "→",
}  # fmt: skip
_SYMBOL: Final = {
    0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0x6D: "µ", 0xB0: "°",
    0xBB: "≈", 0xA5: "∞", 0x2D: "−", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0xA0: "€",
}  # fmt: skip
"""What the glyphs of these fonts are, by the last byte of their code."""
_BULLETS: Final = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢"}
"""Bullets that keep their code in whatever font a list is printed."""
_LATIN: Final = 0x100
_UNKNOWN: Final = "\ufffd"
_PRIVATE: Final = range(0xE000, 0xF900)
"""Codes that mean nothing outside of the font."""
_SURROGATES: Final = range(0xD800, 0xE000)
_SWAPPED: Final = frozenset(ord(letter) << 8 for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What Ghostscript makes of the letters of a ligature: their codes with the bytes swapped."""


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
    """How a text object's letters look: their size, their style, and the way they run, in quarter turns."""

    size: float
    style: int
    turns: int
    symbols: Mapping[int, str]


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
        return _on_top(self._runs(upright))

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
        return _Look(size, style, turns, _symbols(name.value.decode("latin-1")))

    def _letters(self, upright: Upright) -> Iterator[_Letter]:
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for number, by in self._drawn:
            look = self._looks[by]
            if look.turns != upright.turns or raw.FPDFText_IsGenerated(self._page, number) == 1:
                continue
            code = raw.FPDFText_GetUnicode(self._page, number)
            text = _text(code, look.symbols)
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
                yield from self._run(letters)
                letters = []
            letters.append(letter)
        yield from self._run(letters)

    def _parts(self, before: _Letter, letter: _Letter) -> bool:
        size = self._looks[letter.drawn_by].size
        if before.drawn_by != letter.drawn_by or abs(before.y - letter.y) > _STEADY * size:
            return True
        return letter.left - before.right > _COLUMN * size or letter.right < before.left - size

    def _run(self, letters: list[_Letter]) -> Iterator[Piece]:
        """Yield a run, parted where blanks take up as much room as between columns."""
        inked = [place for place, letter in enumerate(letters) if letter.text.strip()]
        if not inked:
            return
        look = self._looks[letters[0].drawn_by]
        wide = (
            after
            for before, after in pairwise(inked)
            if letters[after].left - letters[before].right > _COLUMN * look.size
        )
        for start, end in pairwise((inked[0], *wide, len(letters))):
            part = letters[start:end]
            text = part[0].text
            for before, letter in pairwise(part):
                text += _between(before, letter, look.size) + letter.text
            last = max(place for place in inked if place < end)
            yield Piece(part[0].left, letters[last].right, part[0].y, look.size, text, look.style)


def _between(before: _Letter, letter: _Letter, size: float) -> str:
    """Return what stands between two letters: a blank that is only a gap, or a sign that the file has no letter for."""
    if letter.left - before.right <= _SPACE * size:
        return ""
    blanks = (before.text + letter.text).count(" ")
    return _UNKNOWN if blanks == len("  ") else " " * (not blanks)


def _text(code: int, symbols: Mapping[int, str]) -> str:
    """Return what a glyph is written as: nothing for what is no letter, a sign of it for what can't be known.

    `symbols` are the glyphs of the font, where it has signs for letters.
    """
    if symbols and (code < _LATIN or code in _PRIVATE):
        return symbols.get(code & 0xFF, " " if code & 0xFF == ord(" ") else _UNKNOWN)
    if code in _SWAPPED:
        return chr(code >> 8)
    if code in _PRIVATE:
        return _BULLETS.get(code, _UNKNOWN)
    is_letter = code >= ord(" ") and code not in _SURROGATES
    return _WRITTEN.get(code) or (chr(code) if is_letter else "")


def _symbols(font: str) -> Mapping[int, str]:
    """Return the glyphs of a font that has signs for letters; none of any other."""
    name = font.casefold()
    if "wingding" in name:
        return _WINGDINGS
    return _SYMBOL if name.rpartition("+")[2].startswith("symbol") else {}


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
                    pieces[-1] = _joined(pieces[-1], run)
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
        least = _TAB + (_SPACE if ends_blank else 0) if has_blanks else _COLUMN
        return run.x - before.end > least * max(run.size, before.size)

    def _parts(self, before: Piece, run: Piece, *, is_by_word: bool) -> bool:
        if self._is_tabbed(before, run):
            return True
        gap = run.x - before.end
        if gap <= _SPACE * run.size and before.text[-1:].islower() and run.text[:1].isupper():
            return True  # cells of a sheet that have no room for their text run into the next
        least = _TAB if is_by_word else _TOUCHES
        return gap > least * run.size and any(abs(run.x - start) <= _SAME_COLUMN for start in self._starts)


def _in_words(line: Sequence[Piece]) -> list[Piece]:
    """Put letters together that a program placed one by one."""
    words = [line[0]]
    for run in line[1:]:
        if run.style == words[-1].style and abs(run.x - words[-1].end) <= _TOUCHES * run.size:
            words[-1] = _joined(words[-1], run)
        else:
            words.append(run)
    return words


def _joined(before: Piece, run: Piece) -> Piece:
    is_apart = run.x - before.end > _SPACE * run.size and not (before.text.endswith(" ") or run.text.startswith(" "))
    return replace(before, end=max(before.end, run.end), text=before.text + " " * is_apart + run.text)


def _on_top(runs: Iterable[Piece]) -> list[Piece]:
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
    return shared > least and abs(other.y - run.y) <= _STEADY * run.size
