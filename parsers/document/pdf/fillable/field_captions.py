"""What is printed beside the form fields of a PDF, which a person reads instead of their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject

from parsers.document.model import CHECKED, UNCHECKED
from parsers.document.pdf.page import Page, Piece, Shape

_NEAR: Final = 4.0
"""Points by which a caption may begin below its field, or right of it."""
_BESIDE, _ABOVE = 60.0, 40.0
"""Points within which a box has its own words right of it, and a field, or the boxes of a question, theirs above."""
_LARGEST_BOX: Final = 30.0
_MOST_NOTES, _MOST_PIECES = 300, 500
"""Fields and pieces of text on a page that are looked at: a form has fewer."""


class Captions:
    """Finds the words beside a field on any page of a file."""

    def __init__(self, pages: Sequence[Page], places: Sequence[Mapping[int, Shape]]) -> None:
        """Take each page's printed text, and where its fields are, by the numbers of their objects."""
        self._sheets = [_Sheet(page.pieces, on_page) for page, on_page in zip(pages, places, strict=True)]

    def label(self, widget: DictionaryObject) -> str:
        """Return what stands left of a field, else above it, be it at the end of the page before."""
        sheet, place = self._found(widget)
        if sheet is None or place is None:
            return ""
        return sheet.left(place) or _above(place, sheet.captions) or self._before(sheet, place)

    def _before(self, sheet: _Sheet, place: Shape) -> str:
        """Return the last words on the page before, for what stands above all else on its own."""
        number = self._sheets.index(sheet)
        tops = (*(one.y for one in sheet.captions), *(other.low for other in sheet.places.values() if other != place))
        if not number or any(top > place.low for top in tops):
            return ""
        above = self._sheets[number - 1].no_choices
        return min(above, key=lambda one: one.y).text.strip() if above else ""

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
        for box in sheet.stacked(place):
            beside = [one for one in sheet.no_choices if one.x < box.left and _is_beside(one, box)]
            nearest = max(beside, key=lambda one: one.x, default=None)
            if nearest is not None:
                return nearest.text.strip()
            place = box
        return _above(place, sheet.no_choices)

    def _found(self, widget: DictionaryObject) -> tuple[_Sheet | None, Shape | None]:
        number = object_number(widget)
        sheet = next((sheet for sheet in self._sheets if number in sheet.places), None)
        return sheet, sheet.places[number] if sheet else None


class _Sheet:
    """A page's printed captions, and the rectangles of its fields by the numbers of their objects."""

    def __init__(self, pieces: Sequence[Piece], places: Mapping[int, Shape]) -> None:
        self.places = places
        words = (piece for piece in pieces if piece.text.strip() not in (CHECKED, UNCHECKED))
        printed = (piece for piece in words if not any(place.holds(piece.x, piece.y) for place in places.values()))
        self.captions = list(islice(printed, _MOST_PIECES))

    @cached_property
    def no_choices(self) -> list[Piece]:
        """The captions that stand right of no box."""
        choices = {self.right(place) for place in self.places.values() if place.width <= _LARGEST_BOX}
        return [caption for caption in self.captions if caption not in choices]

    def stacked(self, place: Shape) -> Iterator[Shape]:
        """Yield a box, and those that stand above it in one column without a caption in between."""
        above = sorted((other for other in self.places.values() if other.low > place.low), key=lambda other: other.low)
        yield place
        for other in above:
            is_next = abs(other.left - place.left) <= _NEAR and other.low - place.high <= place.height
            if is_next and other.width <= _LARGEST_BOX:
                place = other
                yield place

    def left(self, place: Shape) -> str:
        """Return the nearest caption on the same line, unless another field stands between."""
        beside = [one for one in self.captions if one.x < place.left and _is_beside(one, place)]
        nearest = max(beside, key=lambda one: one.x, default=None)
        others = (other for other in self.places.values() if nearest and nearest.x < other.left < place.left)
        is_parted = any(nearest and _is_beside(nearest, other) for other in others)
        return nearest.text.strip() if nearest and not is_parted else ""

    def right(self, place: Shape) -> Piece | None:
        """Return the caption right of a box; a box that is drawn too wide touches its words."""
        end = place.right
        beside = (one for one in self.captions if end - _NEAR <= one.x <= end + _BESIDE and _is_beside(one, place))
        return min(beside, key=lambda one: one.x, default=None)


def placed(page: PageObject, shown: Page) -> Iterator[tuple[DictionaryObject, Shape]]:
    """Yield the fields of a page, and where each is on it as it is held (§12.5.6.19)."""
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else ()
    for note in islice(notes, _MOST_NOTES) if isinstance(notes, ArrayObject) else ():
        widget = note.get_object()
        rectangle = widget.get("/Rect") if isinstance(widget, DictionaryObject) else None
        if isinstance(rectangle, ArrayObject) and widget.get("/Subtype") == "/Widget":
            x1, y1, x2, y2 = (float(number) for number in rectangle)
            yield widget, shown.upright.shape((x1, y1), (x2, y2))


def object_number(widget: DictionaryObject) -> int:
    """Return the number that an object has in its file (§7.3.10); 0 for one that stands in another."""
    reference = getattr(widget, "indirect_reference", None)
    return reference.idnum if reference is not None else 0


def _is_beside(caption: Piece, place: Shape) -> bool:
    return place.low - _NEAR <= caption.y <= place.high


def _above(place: Shape, captions: Sequence[Piece]) -> str:
    """Return the lowest caption above a field, which begins over it."""
    over = [
        one
        for one in captions
        if place.left - _BESIDE <= one.x <= place.right and place.high - _NEAR <= one.y <= place.high + _ABOVE
    ]
    lowest = min(over, key=lambda one: (one.y, abs(one.x - place.left)), default=None)
    return lowest.text.strip() if lowest is not None else ""
