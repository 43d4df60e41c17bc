"""What stands where on a PDF page: pieces of text, filled form fields, and the lines that are drawn around cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject

from parsers.content import CHECKED, UNCHECKED

_THIN: Final = 3.0
"""A rectangle at most this wide or high (points) is a line."""
_PAINTED = frozenset((b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"))
_MOST_LINES = 5_000
_SAME_LINE: Final = 0.4
"""Baselines on one line are no further apart, as a share of the text's size."""
_LIGATURES: Final = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_DEFAULT_SIZE = 10.0
_TICKED_OFF = ("", "/Off")

Matrix = Sequence[float]
Point = tuple[float, float]


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

    pieces: list[Piece] = field(default_factory=list)
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)


def read(page: PageObject) -> Page:
    """Read one page of an open file. May raise whatever pypdf raises on a damaged one."""
    drawing = _Drawing()
    page.extract_text(visitor_text=drawing.text, visitor_operand_before=drawing.operator)
    drawing.page.pieces += _filled_fields(page)
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

    def __init__(self) -> None:
        self.page = Page()
        self._path: list[tuple[Point, Point]] = []
        self._at: Point = (0.0, 0.0)

    def text(self, text: str, cm: Matrix, tm: Matrix, _font: object, size: float) -> None:
        if text.strip():
            x, y = _moved((tm[4], tm[5]), cm)
            scale = abs(tm[3] * cm[3]) or 1.0
            self.page.pieces.append(Piece(x, y, size * scale, text.strip("\n").translate(_LIGATURES)))

    def operator(self, name: bytes, operands: Sequence[float], cm: Matrix, _tm: Matrix) -> None:
        if name == b"re":
            x, y, width, height = map(float, operands)
            self._path.append((_moved((x, y), cm), _moved((x + width, y + height), cm)))
        elif name == b"m":
            self._at = _moved((float(operands[0]), float(operands[1])), cm)
        elif name == b"l":
            end = _moved((float(operands[0]), float(operands[1])), cm)
            self._path.append((self._at, end))
            self._at = end
        elif name in _PAINTED:
            self._keep()
        elif name == b"n":
            self._path.clear()  # the path only clips what follows

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


def _filled_fields(page: PageObject) -> list[Piece]:
    """Return what is filled in on the page's form fields, as if it was printed there."""
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else ()
    pieces = []
    for note in notes if isinstance(notes, ArrayObject) else ():
        widget = note.get_object()
        if isinstance(widget, DictionaryObject) and widget.get("/Subtype") == "/Widget" and "/Rect" in widget:
            rectangle = widget["/Rect"]
            assert isinstance(rectangle, ArrayObject)
            left, low, _, high = (float(number) for number in rectangle)
            if text := _shown(widget):
                # The first line stands at the top of the field, where its label's does.
                pieces.append(Piece(left, max(low, high - _DEFAULT_SIZE * 1.2), _DEFAULT_SIZE, text))
    return pieces


def _shown(widget: DictionaryObject) -> str:
    kind, value = inherited(widget, "/FT"), inherited(widget, "/V")
    if kind == "/Btn":
        state = widget.get("/AS", value)
        return UNCHECKED if state is None or str(state) in _TICKED_OFF else CHECKED
    return as_text(value)


def inherited(node: DictionaryObject, key: str) -> object:
    """Return a field's entry, its own or its parent's (§12.7.3.2), or None."""
    for _ in range(8):
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        parent = parent.get_object() if parent is not None else None
        if not isinstance(parent, DictionaryObject):
            return None
        node = parent
    return None


def as_text(value: object) -> str:
    """Return a field's value as text: the chosen items of a list by line."""
    if isinstance(value, ArrayObject):
        return "\n".join(str(item) for item in value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n") if value is not None else ""
