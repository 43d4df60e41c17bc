"""What floats over the cells of a sheet: check boxes, text boxes and pictures (ECMA-376 part 1 §20.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from parsers.document.excel import check_boxes
from parsers.document.model import UNKNOWN
from parsers.document.package import Package

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHORS: Final = (_XDR + "twoCellAnchor", _XDR + "oneCellAnchor")
_MOST = 1_000


def floating(package: Package, kind: str, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield row and column, counted from 0, and the text of what floats there, by a part that a sheet refers to.

    A picture is UNKNOWN: what it shows may be an answer.
    """
    if kind == "vmlDrawing":
        yield from check_boxes.boxes(package, part)
    drawing = package.xml(part) if kind == "drawing" else None
    for anchor in islice(drawing.iter(*_ANCHORS), _MOST) if drawing is not None else ():
        place, text = _place(anchor), _text(anchor)
        if place is not None and text:
            yield place, text


def _place(anchor: Element) -> tuple[int, int] | None:
    row, column = (anchor.findtext(f"{_XDR}from/{_XDR}{name}", "").strip() for name in ("row", "col"))
    is_told = all(part.isascii() and part.isdigit() and len(part) < 8 for part in (row, column))  # noqa: PLR2004 - fits any sheet
    return (int(row), int(column)) if is_told else None


def _text(anchor: Element) -> str:
    """Return the words of a text box, a paragraph a line; else UNKNOWN for a picture."""
    lines = ("".join(run.text or "" for run in line.iter(_A + "t")) for line in anchor.iter(_A + "p"))
    text = "\n".join(lines).strip()
    return text or (UNKNOWN if anchor.find(_XDR + "pic") is not None else "")
