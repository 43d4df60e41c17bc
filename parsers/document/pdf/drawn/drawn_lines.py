"""Reads what is drawn on a page: the lines around cells, and small shapes that may be boxes or their marks."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, Final

from parsers.document.pdf.page import Page, Shape, Upright
from parsers.document.pdf.pdfium import raw

MOST_OBJECTS: Final = 20_000
_MOST_POINTS: Final = 40_000
_MOST_LINES: Final = 5_000
_DEEPEST: Final = 6
_THIN: Final = 3.0
"""A rectangle at most this wide or high (points) is a line."""
_SMALL: Final = 26.0
"""A shape at most this wide and high may be a box, or its mark."""
_MOST_COMPARED: Final = 1_000_000
_OPAQUE, _CORNERS = 255, 4
_HAIR: Final = 0.5
"""Points by which what is level or upright may miss that."""
_WHOLE_PAGE: Final = 0.8
"""A rectangle that takes up this share of a page is its background."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Line = tuple[float, float, float]
"""Where a line is, and from where to where it reaches."""
_UPRIGHT: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def read(page: Any, into: Page, upright: Upright, by_pen: Iterable[Sequence[Point]]) -> None:
    """Add a page's lines and small shapes, where they are on the page as it is held, with what a pen drew on it."""
    drawing = _Drawing(into, upright)
    count = raw.FPDFPage_CountObjects(page)
    drawing.add((raw.FPDFPage_GetObject(page, number) for number in range(count)), _UPRIGHT, 0)
    drawing.finish()
    for points in by_pen:
        drawing.by_pen(points)


class _Drawing:
    def __init__(self, page: Page, upright: Upright) -> None:
        self._page = page
        self._upright = upright
        self._objects = MOST_OBJECTS
        self._points = _MOST_POINTS
        self._fills: list[Shape] = []

    def add(self, objects: Iterator[Any], matrix: Matrix, depth: int) -> None:
        for drawn in objects:
            self._objects -= 1
            if self._objects < 0:
                return
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._page.drawn[ctypes.addressof(drawn.contents)] = MOST_OBJECTS - self._objects
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(drawn, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(drawn, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = (
                    raw.FPDFFormObj_GetObject(drawn, number) for number in range(raw.FPDFFormObj_CountObjects(drawn))
                )
                self.add(inner, _times(_matrix(drawn), matrix), depth + 1)

    def finish(self) -> None:
        """Add the edges of filled cells: not of what is only the ground of a line of text within a fill or a cell."""
        page = self._page
        upright, level = sorted(page.vertical), sorted(page.horizontal)
        is_drawn = len(self._fills) * (len(upright) + len(level)) <= _MOST_COMPARED
        for place, fill in enumerate(self._fills):
            is_ground = is_drawn and fill.height <= _SMALL and _is_inside(fill, upright, level)
            if not is_ground and not any(_is_within(fill, other) for other in self._fills[max(0, place - 40) : place]):
                self._edges(fill)

    def by_pen(self, points: Sequence[Point]) -> None:
        shape = _around(points) if points else Shape(0, 0, 0, 0)
        if shape.width <= _SMALL and shape.height <= _SMALL:
            self._page.shapes.append(shape)
        else:
            self._through(points, shape)
            self._line(shape)

    def _path(self, drawn: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
        if not (fill.value or stroke.value):
            return
        whole = _times(_matrix(drawn), matrix)
        for points, is_curved, is_closed, is_by_hand in self._subpaths(drawn, whole):
            shape = _around(points)
            self._cover(drawn, points, shape, is_filled=bool(fill.value) and not is_curved)
            if shape.width <= _SMALL and shape.height <= _SMALL:
                if max(shape.width, shape.height) > _THIN or is_curved:
                    (self._page.closed if is_closed else self._page.shapes).append(shape)
                if is_curved or (is_closed and min(shape.width, shape.height) > _THIN):
                    continue
            if is_by_hand and is_closed:
                continue  # drawn around words
            if stroke.value and (not is_closed or len(set(points)) == len(("from", "to"))):
                self._through(points, shape)
            if (stroke.value or is_curved) and not is_by_hand:
                self._stroked(points, shape, is_curved=is_curved)
            if fill.value and not is_curved:
                self._filled(points, shape)

    def _subpaths(self, drawn: Any, matrix: Matrix) -> Iterator[tuple[list[Point], bool, bool, bool]]:
        """Yield each part of a path: its points; whether it has curves, is closed, and is of curves alone (by hand)."""
        points: list[Point] = []
        is_curved = is_closed = is_straight = False
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(min(raw.FPDFPath_CountSegments(drawn), self._points)):
            self._points -= 1
            segment = raw.FPDFPath_GetPathSegment(drawn, number)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, is_curved, is_closed, is_curved and not is_straight
                points, is_curved, is_closed, is_straight = [], False, False, False
            is_curved = is_curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            is_straight = is_straight or kind == raw.FPDF_SEGMENT_LINETO
            points.append(self._upright.point(*_moved((x.value, y.value), matrix)))
            if raw.FPDFPathSegment_GetClose(segment):
                is_closed = True
                points.append(points[0])
        if points:
            is_closed = is_closed or points[0] == points[-1]
            yield points, is_curved, is_closed, is_curved and not is_straight

    def _through(self, points: Sequence[Point], shape: Shape) -> None:
        """Add what slants of a long line: it may be drawn through text."""
        if max(shape.width, shape.height) > _SMALL:
            slants = ((*one, *other) for one, other in pairwise(points) if _slants(one, other))
            self._page.strokes += islice(slants, _MOST_LINES - len(self._page.strokes))

    def _stroked(self, points: Sequence[Point], shape: Shape, *, is_curved: bool) -> None:
        if is_curved:  # a box with round corners
            self._edges(shape)
            return
        for (x1, y1), (x2, y2) in pairwise(points):
            self._line(Shape(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))

    def _filled(self, points: Sequence[Point], shape: Shape) -> None:
        if shape.width <= _THIN or shape.height <= _THIN:
            self._line(shape)
        elif len(set(points)) <= _CORNERS:
            self._fills.append(shape)

    def _cover(self, drawn: Any, points: Sequence[Point], shape: Shape, *, is_filled: bool) -> None:
        is_box = is_filled and min(shape.width, shape.height) > _THIN and len(set(points)) <= _CORNERS
        if is_box and len(self._page.covers) < _MOST_LINES and _hides(drawn):
            self._page.covers.append((MOST_OBJECTS - self._objects, shape))

    def _image(self, drawn: Any, matrix: Matrix) -> None:
        whole = _times(_matrix(drawn), matrix)
        shape = self._upright.shape(*(_moved(corner, whole) for corner in ((0, 0), (1, 1), (0, 1), (1, 0))))
        if max(shape.width, shape.height) <= _SMALL:
            self._page.closed.append(shape)

    def _edges(self, shape: Shape) -> None:
        if shape.width * shape.height >= _WHOLE_PAGE * self._upright.across * self._upright.along:
            return
        for y in (shape.low, shape.high):
            self._line(Shape(shape.left, y, shape.right, y))
        for x in (shape.left, shape.right):
            self._line(Shape(x, shape.low, x, shape.high))

    def _line(self, shape: Shape) -> None:
        page = self._page
        if len(page.horizontal) + len(page.vertical) > _MOST_LINES:
            return
        if shape.height <= _THIN < shape.width:
            page.horizontal.append(((shape.low + shape.high) / 2, shape.left, shape.right))
        elif shape.width <= _THIN < shape.height:
            page.vertical.append(((shape.left + shape.right) / 2, shape.low, shape.high))


def _hides(drawn: Any) -> bool:
    """Whether nothing is seen of what a path fills over: it lets nothing through, and nothing cuts it off."""
    alpha = ctypes.c_uint()
    raw.FPDFPageObj_GetFillColor(drawn, *(ctypes.c_uint() for _ in range(3)), alpha)
    is_whole = raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(drawn)) <= 0
    return is_whole and alpha.value == _OPAQUE and not raw.FPDFPageObj_HasTransparency(drawn)


def _is_inside(fill: Shape, upright: Sequence[Line], level: Sequence[Line]) -> bool:
    """Whether lines are drawn on all sides of a filled shape, and not along all of its edges, as of a filled cell."""
    x, y = (fill.left + fill.right) / 2, (fill.low + fill.high) / 2
    beside = [at for at, low, high in upright if low <= y <= high]
    across = [at for at, left, right in level if left <= x <= right]
    sides = ((beside, fill.left, -1), (beside, fill.right, 1), (across, fill.low, -1), (across, fill.high, 1))
    is_around = all(any((at - edge) * way > -_THIN for at in lines) for lines, edge, way in sides)
    return is_around and not all(any(abs(at - edge) <= _THIN for at in lines) for lines, edge, _ in sides)


def _is_within(inner: Shape, outer: Shape) -> bool:
    """Whether a shape is a smaller one inside another."""
    is_inside = outer.holds(inner.left + 1, inner.low + 1) and outer.holds(inner.right - 1, inner.high - 1)
    return is_inside and (inner.height < outer.height - _THIN or inner.width < outer.width - _THIN)


def _slants(one: Point, other: Point) -> bool:
    return min(abs(one[0] - other[0]), abs(one[1] - other[1])) > _HAIR


def _around(points: Sequence[Point]) -> Shape:
    across, along = [x for x, _ in points], [y for _, y in points]
    return Shape(min(across), min(along), max(across), max(along))


def _matrix(drawn: Any) -> Matrix:
    own = raw.FS_MATRIX()
    return (own.a, own.b, own.c, own.d, own.e, own.f) if raw.FPDFPageObj_GetMatrix(drawn, own) else _UPRIGHT


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that moves a point by one and then by the other (ISO 32000-1 §8.3.4)."""
    a, b, c, d, e, f = first
    (g, h), (i, j) = _moved((a, b), (*then[:4], 0, 0)), _moved((c, d), (*then[:4], 0, 0))
    return (g, h, i, j, *_moved((e, f), then))
