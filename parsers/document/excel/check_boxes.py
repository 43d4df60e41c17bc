"""Check boxes, option buttons and lists that float over a sheet, from VML ([MS-OI29500] §2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from parsers.document.limits import Refused
from parsers.document.model import CHECKED, UNCHECKED, UNKNOWN
from parsers.document.package import Package

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_V: Final = "{urn:schemas-microsoft-com:vml}"
_X: Final = "{urn:schemas-microsoft-com:office:excel}"
_BOXES = ("Checkbox", "Radio")
_LISTS, _OTHERS = ("Drop", "List"), ("Pict",)
_MOST = 1_000
_LIST: Final = "val i en lista"
_HALF_LINE: Final = 10
"""Pixels by which a box has to reach into a row to stand in it."""


def boxes(package: Package, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield row and column, counted from 0, of each box in a drawing, and what it shows: «☒ Trygg».

    Which words of a list are chosen, and what an ActiveX control shows, is not told: UNKNOWN.
    """
    try:
        drawing = package.xml(part)
    except Refused:
        return  # Excel itself may write what is no XML here; the cells can be read without
    shapes = drawing.iter(_V + "shape") if drawing is not None else iter(())
    for shape in islice(shapes, _MOST):
        told = shape.find(_X + "ClientData")
        place = _place(told.findtext(_X + "Anchor", "")) if told is not None else None
        if told is None or place is None:
            continue
        kind = told.get("ObjectType")
        if kind in _OTHERS or (kind in _LISTS and _is_chosen_from(told)):
            yield place, UNKNOWN if kind in _OTHERS else f"{UNKNOWN} {_LIST}"
        if kind not in _BOXES:
            continue
        mark = CHECKED if told.findtext(_X + "Checked", "0").strip() == "1" else UNCHECKED
        yield place, f"{mark} {_caption(shape)}".strip()


def _is_chosen_from(told: Element) -> bool:
    """Whether something is chosen in a list, which is none that only filters a table."""
    return told.find(_X + "UIObj") is None and told.findtext(_X + "Sel", "0").strip() not in ("", "0")


def _place(anchor: str) -> tuple[int, int] | None:
    """Return where a box is: its column's number, the row's of its lower edge, each followed by pixels from there."""
    numbers = [part.strip() for part in anchor.split(",")]
    if len(numbers) != 8 or not all(part.isascii() and part.isdigit() for part in numbers):  # noqa: PLR2004 - §2.1 says so
        return None
    left, _, top, _, _, _, bottom, reaches = map(int, numbers)
    return (bottom if reaches >= _HALF_LINE else max(top, bottom - 1)), left


def _caption(shape: Element) -> str:
    box = shape.find(_V + "textbox")
    return " ".join("".join(map(str, box.itertext())).split()) if box is not None else ""
