"""Parts the text of a page that nobody sees from the rest: in the ground's colour, covered, on a layer that is off.

It is looked for in the page's picture: where letters are seen, dots differ. So text that a scanner's program put unseen
over the picture of a page is seen, too. What a cell has no room for goes on being a part of what is seen in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from parsers.document.model import UNKNOWN
from parsers.document.pdf.page import Page, Piece, Shape

Dots = Callable[[Shape, int], bool]
"""Says whether any two dots that are seen in a rectangle of the page differ by so much, of 255."""

_BELOW, _ABOVE = 0.05, 0.6
"""Where letters are looked for, as shares of their size off the line that they stand on."""
_MIDDLE, _EDGE = 0.25, 1.0
"""How high the middle of letters is, as a share of their size; points that may be left of a word's ends."""
_DIFFER: Final = 20
"""Dots that differ by less are of one colour to a person."""
_TINY: Final = 1.5
"""The size of letters, in points, that nobody can read."""
_MOST_OF_PAGE: Final = 0.5
"""What is cut off within this share of a page is a cell."""
_WORD = re.compile(r"\S+")
_LINES = "_‗¯‾ "
"""Signs that draw a line to write on, above or below where letters are looked for."""
_LONG: Final = 4
"""Letters of a word that is looked for by itself: about where it stands, since a letter is as wide as another here."""


def take_out(page: Page, dots: Dots) -> None:
    """Move what nobody sees of a page's text to `unseen`; where that is a part, a sign of it stands in its place."""
    shown = [piece for piece in page.pieces if _is_seen(page, piece, dots)]
    seen, kept = set(map(id, shown)), list[Piece]()
    for piece in page.pieces:
        if id(piece) in seen:
            hidden = [word for word in _WORD.finditer(piece.text) if _is_covered(piece, word.span(), dots)]
            page.unseen += (replace(piece, text=word[0]) for word in hidden)
            kept.append(replace(piece, text=_without(piece.text, [word.span() for word in hidden])))
        elif _has_no_room(page, piece, shown):
            kept.append(piece)
        else:
            page.unseen.append(piece)
    page.pieces = kept


def _has_no_room(page: Page, piece: Piece, shown: Sequence[Piece]) -> bool:
    """Whether a piece is cut off by a cell that shows other text."""
    clip, whole = piece.clip, page.upright.width * page.upright.height
    is_cell = clip is not None and clip.width * clip.height < _MOST_OF_PAGE * whole
    return is_cell and clip is not None and any(clip.holds(one.x, one.y) for one in shown)


def _is_seen(page: Page, piece: Piece, dots: Dots) -> bool:
    is_off = piece.end <= 0 or piece.x >= page.upright.width or not 0 <= piece.y <= page.upright.height
    return not (is_off or piece.size < _TINY or _is_painted_over(page, piece) or _is_even(piece, dots))


def _is_painted_over(page: Page, piece: Piece) -> bool:
    """Whether something was filled over a piece, be it that other text stands there now."""
    turn, y = page.drawn.get(piece.drawn_by), piece.y + _MIDDLE * piece.size
    over = [shape for later, shape in page.covers if turn is not None and later > turn]
    return any(shape.holds(piece.x + _EDGE, y) and shape.holds(piece.end - _EDGE, y) for shape in over)


def _is_covered(piece: Piece, span: tuple[int, int], dots: Dots) -> bool:
    """Whether a long word of a piece that is seen elsewhere is not."""
    start, end = span
    if end - start < _LONG or end - start == len(piece.text.strip()):
        return False
    each = (piece.end - piece.x) / len(piece.text)
    word = replace(piece, text=piece.text[start:end], x=piece.x + start * each, end=piece.x + end * each)
    return _is_even(word, dots)


def _is_even(piece: Piece, dots: Dots) -> bool:
    place = Shape(piece.x, piece.y - _BELOW * piece.size, piece.end, piece.y + _ABOVE * piece.size)
    return piece.text.strip(_LINES) != "" and not dots(place, _DIFFER)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + UNKNOWN + text[end:]
    return text
