"""What stands where on a PDF page: pieces of text, filled form fields, and the lines that are drawn around cells."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject

from parsers.document.pdf import form_fields

_THIN: Final = 3.0
"""A rectangle at most this wide or high (points) is a line."""
_PAINTED = frozenset((b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"))
_MOST_LINES = 5_000
_SAME_LINE: Final = 0.4
"""Baselines on one line are no further apart, as a share of the text's size."""
_LIGATURES: Final = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_WRITTEN: Final = _LIGATURES | {0xF0B7: "•", 0xF0A7: "▪"}
"""What a glyph is written as: a ligature, or a bullet at its private place in the fonts Symbol and Wingdings."""
_DEFAULT_SIZE = 10.0
_MOST_NOTES = 1_000

Matrix = Sequence[float]
Point = tuple[float, float]
_UPRIGHT: Final[Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that begins at `x` on the baseline `y`, in points from the page's lower left corner."""

    x: float
    y: float
    size: float
    text: str


@dataclass(slots=True)
class Page:
    """A page's pieces, in the order they were drawn, and its lines: horizontal as (y, from, to), vertical as (x, …)."""

    width: float
    pieces: list[Piece] = field(default_factory=list)
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def right(self) -> float:
        """Where its lines end, if its margins are equally wide."""
        return self.width - min((piece.x for piece in self.pieces), default=0.0)


def read(page: PageObject) -> Page:
    """Read one page of an open file, as it is seen. May raise whatever pypdf raises on a damaged one."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }
    drawing = _Drawing(height if page.rotation % 180 else width, turned.get(page.rotation % 360, _UPRIGHT))
    page.extract_text(visitor_text=drawing.text, visitor_operand_before=drawing.operator)
    drawing.page.pieces += drawing.written_over(page)
    return drawing.page


def by_height(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces that stand on one line, from the top of the page, each line from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if lines and lines[-1][0].y - piece.y <= _SAME_LINE * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x) for line in lines]


class _Drawing:
    """Listens to pypdf while it goes through a page's drawing operators (ISO 32000-1 §8.5)."""

    def __init__(self, width: float, turned: Matrix) -> None:
        self.page = Page(width)
        self._turned = turned
        self._path: list[tuple[Point, Point]] = []
        self._at: Point = (0.0, 0.0)

    def text(self, text: str, cm: Matrix, tm: Matrix, _font: object, size: float) -> None:
        if text.strip():
            x, y = self._seen((tm[4], tm[5]), cm)
            scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]) or 1.0
            self.page.pieces.append(Piece(x, y, size * scale or _DEFAULT_SIZE, text.strip("\n").translate(_WRITTEN)))

    def operator(self, name: bytes, operands: Sequence[float], cm: Matrix, _tm: Matrix) -> None:
        if name == b"re":
            x, y, width, height = map(float, operands)
            self._path.append((self._seen((x, y), cm), self._seen((x + width, y + height), cm)))
        elif name == b"m":
            self._at = self._seen((float(operands[0]), float(operands[1])), cm)
        elif name == b"l":
            end = self._seen((float(operands[0]), float(operands[1])), cm)
            self._path.append((self._at, end))
            self._at = end
        elif name in _PAINTED:
            self._keep()
        elif name == b"n":
            self._path.clear()  # the path only clips what follows

    def written_over(self, page: PageObject) -> list[Piece]:
        """Return what is filled in on the page's form fields, or typed on top of the page, as if printed there."""
        notes = page.get("/Annots")
        notes = notes.get_object() if notes is not None else ()
        pieces = []
        for note in islice(notes, _MOST_NOTES) if isinstance(notes, ArrayObject) else ():
            widget = note.get_object()
            if not isinstance(widget, DictionaryObject):
                continue
            rectangle, text = widget.get("/Rect"), _note(widget)
            if isinstance(rectangle, ArrayObject) and text.strip():
                x1, y1, x2, y2 = (float(number) for number in rectangle)
                (x1, y1), (x2, y2) = self._seen((x1, y1)), self._seen((x2, y2))
                # The first line stands at the top of the field, where its label's does.
                top = max(min(y1, y2), max(y1, y2) - _DEFAULT_SIZE * 1.2)
                pieces.append(Piece(min(x1, x2), top, _DEFAULT_SIZE, text))
        return pieces

    def _seen(self, point: Point, matrix: Matrix = _UPRIGHT) -> Point:
        """Return where a point, moved by a matrix, is on the page as it is turned to be seen (§8.3.2.3)."""
        return _moved(_moved(point, matrix), self._turned)

    def _keep(self) -> None:
        for start, end in self._path:
            (left, right), (low, high) = sorted((start[0], end[0])), sorted((start[1], end[1]))
            if len(self.page.horizontal) + len(self.page.vertical) > _MOST_LINES:
                break
            if high - low <= _THIN < right - left:
                self.page.horizontal.append(((low + high) / 2, left, right))
            elif right - left <= _THIN < high - low:
                self.page.vertical.append(((left + right) / 2, low, high))
            elif right - left > _THIN:
                self.page.horizontal += [(low, left, right), (high, left, right)]
                self.page.vertical += [(left, low, high), (right, low, high)]
        self._path.clear()


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _note(note: DictionaryObject) -> str:
    """Return the text that an annotation puts on its page: a form field's, or one typed with «lägg till text»."""
    kind = note.get("/Subtype")
    if kind == "/FreeText":
        return form_fields.as_text(note.get("/Contents"))
    return form_fields.shown(note) if kind == "/Widget" else ""
