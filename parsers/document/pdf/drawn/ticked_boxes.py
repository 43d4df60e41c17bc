"""Tells which drawn boxes are ticked, by what a person sees inside them, and puts ☐ or ☒ where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from parsers.document.model import CHECKED, UNCHECKED
from parsers.document.pdf.page import Page, Piece, Shape

Pixels = Callable[[Shape], Sequence[int]]
"""Gives the brightness, 0–255, of each dot that is seen in a rectangle of the page."""

_MOST_SHAPES: Final = 800
"""Shapes of each kind that are looked at on a page: a form with a hundred boxes has fewer."""
_LEAST, _LARGEST = 4.5, 24.0
"""Points that the side of a box has at least and at most."""
_TOUCHING: Final = 0.5
_SQUARE: Final = 1.35
_NEAR: Final = 3.0
_BESIDE: Final = 40.0
"""Points within which a box has its words."""
_INSET: Final = 0.27
"""Share of a box, from each side, that its frame may take up."""
_DIFFERS: Final = 56
_MARKED: Final = 0.05
"""Share of the dots inside a box that differ from most of them where it holds a mark."""
_DARK: Final = 110
_EMPTY_GLYPHS: Final = frozenset("☐□❏❐❑❒⬜○◯")
_MARKS: Final = frozenset(("x", "X", "✓", "✔", "✗", "✘", "×", "☓", "●", "•", "⚫", "■", "V", "v", "√", "☑", "☒"))


@dataclass(frozen=True, slots=True)
class _Box:
    shape: Shape
    is_marked: bool
    is_filled: bool = False


def mark(page: Page, pixels: Pixels) -> None:
    """Add a piece with ☐ or ☒ to a page for each drawn box with words beside it, and mark the printed ones."""
    _mark_printed(page, pixels)
    found = list(_boxes(page))
    boxes = [box for shape in found if _words(page, shape) and (box := _seen(page, shape, pixels))]
    if any(not box.is_filled for box in boxes):  # else they are what lists begin with
        inside = {id(piece) for box in boxes for piece in _marks_in(page, box.shape)}
        page.pieces = [piece for piece in page.pieces if id(piece) not in inside]
        page.pieces += [_glyph(page, box) for box in boxes]
        page.horizontal = [line for line in page.horizontal if not any(_is_side(*line, box.shape) for box in boxes)]
        page.vertical = [line for line in page.vertical if not any(_is_upright(*line, box.shape) for box in boxes)]


def _is_side(at: float, left: float, right: float, box: Shape) -> bool:
    is_level = box.low - _NEAR <= at <= box.high + _NEAR
    return is_level and box.left - _NEAR <= left and right <= box.right + _NEAR


def _is_upright(at: float, low: float, high: float, box: Shape) -> bool:
    is_at = box.left - _NEAR <= at <= box.right + _NEAR
    return is_at and box.low - _NEAR <= low and high <= box.high + _NEAR


def _boxes(page: Page) -> Iterator[Shape]:
    """Yield what may be boxes: closed outlines, the outermost of several, and what lines that meet make up."""
    whole: list[Shape] = []
    closed, loose = page.closed[:_MOST_SHAPES], page.shapes[:_MOST_SHAPES]
    for shape in sorted(filter(_is_box, closed), key=lambda shape: -shape.width * shape.height):
        if not any(_overlap(shape, other) for other in whole):
            whole.append(shape)
    yield from whole
    left_over = [shape for shape in (*loose, *closed) if not any(_overlap(shape, other) for other in whole)]
    yield from filter(_is_box, _clusters(left_over))


def _overlap(one: Shape, other: Shape) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.high, other.high) - max(one.low, other.low)
    return across > 0 and along > 0


def _clusters(shapes: Sequence[Shape]) -> list[Shape]:
    """Put small shapes together that lie over each other: the lines that a box is drawn of, and its mark."""
    done: list[Shape] = []
    clusters: list[Shape] = []
    for shape in sorted(shapes, key=lambda shape: (-shape.high, shape.left)):
        whole, apart = shape, []
        for other in clusters:
            if other.low > shape.high + _NEAR:
                done.append(other)  # nothing that is still to come reaches so high
            elif _meet(whole, other):
                whole = whole.joined(other)
            else:
                apart.append(other)
        clusters = [*apart, whole]
    return [*done, *clusters]


def _meet(one: Shape, other: Shape) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    along = min(one.high, other.high) - max(one.low, other.low)
    joined = one.joined(other)
    return min(across, along) >= -_TOUCHING and max(joined.width, joined.height) <= _LARGEST + _NEAR


def _is_box(shape: Shape) -> bool:
    short, long = sorted((shape.width, shape.height))
    return short >= _LEAST and long <= _LARGEST and long <= _SQUARE * short


def _words(page: Page, shape: Shape) -> Piece | None:
    """Return the text right of a box, else left of it."""
    middle = (shape.low + shape.high) / 2
    level = [piece for piece in page.pieces if piece.y - 0.4 * piece.size <= middle <= piece.y + piece.size]
    after = [piece for piece in level if -_NEAR <= piece.x - shape.right <= _BESIDE]
    before = [piece for piece in level if -_NEAR <= shape.left - piece.end <= _BESIDE]
    if after:
        return min(after, key=lambda piece: piece.x)
    return max(before, key=lambda piece: piece.end, default=None)


def _marks_in(page: Page, shape: Shape) -> list[Piece]:
    return [
        piece
        for piece in page.pieces
        if shape.holds((piece.x + piece.end) / 2, piece.y + 0.35 * piece.size) and piece.text.strip() in _MARKS
    ]


def _seen(page: Page, shape: Shape, pixels: Pixels) -> _Box | None:
    """Return a box with what is seen in it; None where it holds words: it is a cell."""
    marks = _marks_in(page, shape)
    inside = [piece for piece in page.pieces if shape.holds((piece.x + piece.end) / 2, piece.y + 0.35 * piece.size)]
    if len(inside) > len(marks):
        return None
    if marks:
        return _Box(shape, is_marked=True)
    dots = pixels(_inner(shape))
    if not dots:
        return None
    ground = median(dots)
    share = sum(abs(dot - ground) > _DIFFERS for dot in dots) / len(dots)
    is_filled = share < _MARKED and ground < _DARK
    return _Box(shape, is_marked=share >= _MARKED or is_filled, is_filled=is_filled)


def _inner(shape: Shape) -> Shape:
    across, along = _INSET * shape.width, _INSET * shape.height
    return Shape(shape.left + across, shape.low + along, shape.right - across, shape.high - along)


def _glyph(page: Page, box: _Box) -> Piece:
    words = _words(page, box.shape)
    y = words.y if words else box.shape.low
    size = words.size if words else box.shape.height
    return Piece(box.shape.left, box.shape.right, y, size, CHECKED if box.is_marked else UNCHECKED)


def _mark_printed(page: Page, pixels: Pixels) -> None:
    """Mark each box that is printed as a letter, where a mark was drawn or typed over it."""
    marks = [piece for piece in page.pieces if piece.text.strip() in _MARKS]
    used: set[int] = set()
    marked = []
    for piece in page.pieces:
        box = _printed_box(piece)
        over = [one for one in marks if box and one is not piece and _covers(box, one)]
        is_drawn = box is not None and any(_crosses(shape, box) for shape in (*page.shapes, *page.closed))
        is_marked = bool(over) or (box is not None and is_drawn and _is_inked(pixels(_inner(box))))
        used |= {id(one) for one in over}
        marked.append(replace(piece, text=CHECKED + piece.text[1:]) if is_marked else piece)
    page.pieces = [piece for piece in marked if id(piece) not in used]


def _printed_box(piece: Piece) -> Shape | None:
    """Return where a piece's box is printed, where it begins with one."""
    if piece.text[:1] not in _EMPTY_GLYPHS:
        return None
    width = piece.end - piece.x if len(piece.text) == 1 else 0.85 * piece.size
    return Shape(piece.x, piece.y - 0.1 * piece.size, piece.x + width, piece.y + 0.8 * piece.size)


def _covers(box: Shape, one: Piece) -> bool:
    return box.holds((one.x + one.end) / 2, one.y + 0.35 * one.size)


def _crosses(shape: Shape, box: Shape) -> bool:
    return _inner(box).holds((shape.left + shape.right) / 2, (shape.low + shape.high) / 2)


def _is_inked(dots: Iterable[int]) -> bool:
    seen = list(dots)
    ground = max(seen, default=0)
    return bool(seen) and sum(ground - dot > _DIFFERS for dot in seen) / len(seen) >= _MARKED
