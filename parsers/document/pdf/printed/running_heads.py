"""Takes out what a program prints at the head and the foot of every page: its title, an address, the page's number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from parsers.document.pdf.page import Page, Piece, by_height

_EDGE: Final = 0.13
"""The share of a page, at its head and its foot, where such lines stand."""
_MOST: Final = 4
"""Such lines at either end of a page."""
_SAME: Final = 2.0
"""Points by which such a line may stand elsewhere on another page."""
_LEAST_LETTERS: Final = 4
"""A line with fewer may be an answer at the same place on two pages: «Nej»."""
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_BOXES: Final = frozenset("☐☒☑")
_PAGE = re.compile(r"[-–\s]*(?:sida?|sid\.|page|s\.)?\s*\d+(?:\s*(?:/|\(|av|of)\s*\d+\)?)?[-–\s]*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s+\d+/\d+)?", re.IGNORECASE)
"""The number of a page, and what it was printed from: nobody writes them as the last line of a page."""
_FAR: Final = 2.5
"""A line at the edge of a page is no part of what stands further off, as a share of its size."""
_SAME_SIZE: Final = 0.5

Line = Sequence[Piece]


def take_out(pages: Sequence[Page]) -> tuple[str, ...]:
    """Take such lines off the pages, and return each once, its parts joined by tabs.

    A line is one that stands on each page in the same place, with nothing but the numbers of pages changed. Another
    line that may be a page's foot is moved to `Page.feet`.
    """
    found: dict[str, None] = {}
    for is_foot in (False, True):
        for _ in range(_MOST):
            lines = [_outermost(page, is_foot=is_foot) for page in pages]
            if not lines or not _run_on(lines, pages):
                break
            for page, line in zip(pages, lines, strict=True):
                found[_text(line)] = None
                page.pieces = [piece for piece in page.pieces if piece not in line]
    for page, line in [*_apart_at_the_foot(pages)]:
        if all(_tells_page(piece) for piece in line):
            found[_text(line)] = None
        else:
            page.feet += line
        page.pieces = [piece for piece in page.pieces if piece not in line]
    return tuple(found)


def _outermost(page: Page, *, is_foot: bool) -> Line:
    """Return the first or the last line of a page, where it is near the edge."""
    lines = by_height(page.pieces)
    if not lines:
        return ()
    line = lines[-1 if is_foot else 0]
    share = line[0].y / page.upright.height
    return line if (share < _EDGE if is_foot else share > 1 - _EDGE) else ()


def _run_on(lines: Sequence[Line], pages: Sequence[Page]) -> bool:
    """Whether lines of all pages are one line that a program repeats."""
    if not all(lines):
        return False
    if len(lines) == 1:
        return _stands_alone(lines[0], pages[0])
    texts = [_text(line) for line in lines]
    first = lines[0][0]
    is_level = all(abs(line[0].x - first.x) <= _SAME and abs(line[0].y - first.y) <= _SAME for line in lines)
    return is_level and _is_told(texts) and len({_NUMBER.sub("#", text) for text in texts}) == 1 and _counts(texts)


def _is_told(texts: Sequence[str]) -> bool:
    """Whether a line says enough not to be an answer that two pages share, and offers nothing to tick."""
    text = texts[0]
    is_page = text != texts[1] and _PAGE.fullmatch(text)
    return _BOXES.isdisjoint(text) and (bool(is_page) or len(_LETTER.findall(text)) >= _LEAST_LETTERS)


def _counts(texts: Sequence[str]) -> bool:
    """Whether each number in lines is the same on all pages, or one more on each than on the page before."""
    numbers = zip(*([int(number) for number in _NUMBER.findall(text)] for text in texts), strict=True)
    return all(len(set(told)) == 1 or all(_steps(told)) for told in numbers)


def _steps(numbers: Sequence[int]) -> Iterator[bool]:
    return (after == before + 1 for before, after in pairwise(numbers))


def _stands_alone(line: Line, page: Page) -> bool:
    """Whether the only page's outermost line holds its number or its address, apart from what it stands by."""
    return _is_apart(line, page) and any(map(_tells_page, line))


def _tells_page(piece: Piece) -> bool:
    return any(one.fullmatch(piece.text.strip()) for one in (_PAGE, _ADDRESS))


def _is_apart(line: Line, page: Page) -> bool:
    return all(abs(piece.y - line[0].y) > _FAR * line[0].size for piece in page.pieces if piece not in line)


def _apart_at_the_foot(pages: Sequence[Page]) -> Iterator[tuple[Page, Line]]:
    """Yield the last line of each page that stands apart near its edge, in letters of another size than those above.

    It is the page's foot rather than the end of an answer, but nothing else tells.
    """
    for page in pages:
        line = _outermost(page, is_foot=True)
        above = [piece for piece in page.pieces if piece not in line]
        nearest = min(above, key=lambda piece: piece.y, default=None)
        if line and nearest and abs(nearest.size - line[0].size) >= _SAME_SIZE and _is_apart(line, page):
            yield page, line


def _text(line: Line) -> str:
    return "\t".join(piece.text.strip() for piece in line)
