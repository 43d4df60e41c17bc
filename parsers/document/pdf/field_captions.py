"""What is printed beside the form fields of a PDF, which a person reads instead of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject

from parsers.document.pdf.page import Page, Piece, by_height

Rectangle = tuple[float, float, float, float]
_LETTER: Final = 0.5
"""The mean width of a letter, as a share of the text's size."""
_GAP: Final = 1.2
"""A wider gap between pieces on a line, as a share of the text's size, parts two captions."""
_NEAR: Final = 4.0
"""Points by which a caption may begin below its field, or right of it."""
_BESIDE, _ABOVE = 60.0, 40.0
"""Points within which a box has its own words right of it, and a field, or the boxes of a question, theirs above."""
_LARGEST_BOX: Final = 30.0
_MOST_NOTES, _MOST_PIECES = 300, 500
"""Fields and pieces of text on a page that are looked at: a form has fewer."""


@dataclass(frozen=True, slots=True)
class _Caption:
    x: float
    end: float
    y: float
    text: str


class Captions:
    """Finds the words beside a field on any page of a file; none on a page that is shown turned."""

    def __init__(self, pages: Sequence[tuple[PageObject, Page]]) -> None:
        self._pages = pages

    def label(self, widget: DictionaryObject) -> str:
        """Return what stands left of a field, else above it."""
        sheet, place = self._found(widget)
        return (sheet.left(place) or _above(place, sheet.captions)) if sheet and place else ""

    def choice(self, widget: DictionaryObject) -> str:
        """Return what stands right of a box."""
        sheet, place = self._found(widget)
        caption = sheet.right(place) if sheet and place else None
        return caption.text.strip() if caption is not None else ""

    def question(self, widget: DictionaryObject) -> str:
        """Return what stands left of a box, else above it, and is no box's own words."""
        sheet, place = self._found(widget)
        if sheet is None or place is None:
            return ""
        beside = [one for one in sheet.no_choices if one.x < place[0] and _is_beside(one, place)]
        nearest = max(beside, key=lambda one: one.x, default=None)
        return nearest.text.strip() if nearest is not None else _above(place, sheet.no_choices)

    def _found(self, widget: DictionaryObject) -> tuple[_Sheet | None, Rectangle | None]:
        number = _number(widget)
        sheet = next((sheet for sheet in self._sheets if number in sheet.places), None)
        return sheet, sheet.places[number] if sheet else None

    @cached_property
    def _sheets(self) -> list[_Sheet]:
        return [_Sheet(dict(_places(source)), page) for source, page in self._pages if not source.rotation % 360]


class _Sheet:
    """A page's printed captions, and the rectangles of its fields by the numbers of their objects."""

    def __init__(self, places: dict[int, Rectangle], page: Page) -> None:
        self.places = places
        printed = (piece for piece in page.pieces if not any(_is_in(piece, place) for place in places.values()))
        self.captions = list(islice(_captions(list(islice(printed, _MOST_PIECES))), _MOST_PIECES)) if places else []

    @cached_property
    def no_choices(self) -> list[_Caption]:
        """The captions that stand right of no box."""
        choices = {self.right(place) for place in self.places.values() if place[2] - place[0] <= _LARGEST_BOX}
        return [caption for caption in self.captions if caption not in choices]

    def left(self, place: Rectangle) -> str:
        """Return the nearest caption on the same line, unless another field stands between."""
        beside = [one for one in self.captions if one.x < place[0] and _is_beside(one, place)]
        nearest = max(beside, key=lambda one: one.x, default=None)
        others = (other for other in self.places.values() if nearest and nearest.x < other[0] < place[0])
        is_parted = any(nearest and _is_beside(nearest, other) for other in others)
        return nearest.text.strip() if nearest and not is_parted else ""

    def right(self, place: Rectangle) -> _Caption | None:
        """Return the caption right of a box."""
        end = place[2]
        beside = (one for one in self.captions if end - _NEAR <= one.x <= end + _BESIDE and _is_beside(one, place))
        return min(beside, key=lambda one: one.x, default=None)


def _is_beside(caption: _Caption, place: Rectangle) -> bool:
    return place[1] - _NEAR <= caption.y <= place[3]


def _places(source: PageObject) -> Iterator[tuple[int, Rectangle]]:
    notes = source.get("/Annots")
    notes = notes.get_object() if notes is not None else ()
    for note in islice(notes, _MOST_NOTES) if isinstance(notes, ArrayObject) else ():
        widget = note.get_object()
        rectangle = widget.get("/Rect") if isinstance(widget, DictionaryObject) else None
        if isinstance(rectangle, ArrayObject) and widget.get("/Subtype") == "/Widget":
            x1, y1, x2, y2 = (float(number) for number in rectangle)
            yield _number(widget), (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _number(widget: DictionaryObject) -> int:
    return widget.indirect_reference.idnum if widget.indirect_reference is not None else 0


def _is_in(piece: Piece, place: Rectangle) -> bool:
    x1, y1, x2, y2 = place
    return x1 <= piece.x <= x2 and y1 <= piece.y <= y2


def _captions(pieces: Sequence[Piece]) -> Iterator[_Caption]:
    """Yield the pieces of each line, put together where no gap parts them."""
    for line in by_height(pieces):
        caption: _Caption | None = None
        for piece in line:
            end = piece.x + len(piece.text) * piece.size * _LETTER
            if caption is not None and piece.x - caption.end <= _GAP * piece.size:
                caption = _Caption(caption.x, end, caption.y, caption.text + piece.text)
                continue
            if caption is not None:
                yield caption
            caption = _Caption(piece.x, end, piece.y, piece.text)
        if caption is not None:
            yield caption


def _above(place: Rectangle, captions: Sequence[_Caption]) -> str:
    """Return the lowest caption above a field, which begins over it."""
    x1, _, x2, y2 = place
    over = [one for one in captions if x1 - _BESIDE <= one.x <= x2 and y2 - _NEAR <= one.y <= y2 + _ABOVE]
    lowest = min(over, key=lambda one: (one.y, abs(one.x - x1)), default=None)
    return lowest.text.strip() if lowest is not None else ""
