"""What a workbook's cell styles do with what is in a cell (ECMA-376 part 1 §18.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from parsers.document.excel import number_format

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

TRUE = ("1", "true")
FALSE = ("0", "false")
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHOWS_NOTHING: Final = ";;;"


@dataclass(frozen=True, slots=True)
class Style:
    """A cell style: the code of its number format, whether its text is struck out, and the size of its letters.

    `is_framed`: the cell has a line below it.
    """

    format: str = number_format.GENERAL
    struck: bool = False
    size: float = 0
    is_framed: bool = False

    @property
    def shows_nothing(self) -> bool:
        """Whether the format hides whatever is in the cell."""
        return self.format == _SHOWS_NOTHING


PLAIN: Final = Style()


def styles(sheet: Element) -> tuple[Style, ...]:
    """Return the cell styles of a style sheet, in the order that cells number them in."""
    own = {node.get("numFmtId", ""): node.get("formatCode", "") for node in sheet.iter(_S + "numFmt")}
    codes = {str(number): code for number, code in number_format.BUILT_IN.items()} | own
    fonts = list(sheet.iterfind(f"{_S}fonts/{_S}font"))
    borders = list(sheet.iterfind(f"{_S}borders/{_S}border"))
    struck = {str(number) for number, font in enumerate(fonts) if is_struck(font)}
    sizes = {str(number): _size(font) for number, font in enumerate(fonts)}
    framed = {str(number) for number, border in enumerate(borders) if border.find(f"{_S}bottom[@style]") is not None}
    return tuple(
        Style(
            codes.get(cell.get("numFmtId", ""), number_format.GENERAL),
            cell.get("fontId") in struck,
            sizes.get(cell.get("fontId", ""), 0),
            cell.get("borderId") in framed,
        )
        for cell in sheet.iterfind(f"{_S}cellXfs/{_S}xf")
    )


def _size(font: Element) -> float:
    size = font.find(_S + "sz")
    try:
        return float(size.get("val", "")) if size is not None else 0
    except ValueError:
        return 0


def is_struck(font: Element) -> bool:
    """Whether a font, or a run's properties, strike its text out (§18.4.10)."""
    strike = font.find(_S + "strike")
    return strike is not None and strike.get("val", "1") not in FALSE
