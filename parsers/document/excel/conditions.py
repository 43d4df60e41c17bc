"""Looks that conditions give to cells (ECMA-376 part 1 §18.3.1.18), where they may hide what is written there.

Whether a condition holds is not worked out here: then nobody knows what a person sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from parsers.document.excel.book import Book

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST: Final = 200
_OF_EMPTY_CELLS: Final = "containsBlanks"


def hiding_areas(sheet: Element, book: Book) -> Iterator[str]:
    """Yield the areas of a sheet («B7», «B7:B9») whose texts a condition may hide, or show otherwise."""
    rules = (rule for rule in sheet.iter(_S + "cfRule") if rule.get("dxfId") in book.hiding) if book.hiding else ()
    for rule in islice(rules, _MOST):
        around = rule.getparent()
        if around is not None and rule.get("type") != _OF_EMPTY_CELLS:
            yield from around.get("sqref", "").split()[:_MOST]
