"""What a workbook's cell styles do with what is in a cell (ECMA-376 part 1 §18.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lxml import etree

from parsers.document.emphasis import BACKGROUND, BOLD, PLAIN, UNDERLINED
from parsers.document.excel import number_format

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

TRUE = ("1", "true")
FALSE = ("0", "false")
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Style:
    """A cell style: the code of its number format, whether its text is struck out, and the size of its letters.

    `is_framed`: the cell has a line below it. `look` is what else its words look like (`parsers.document.emphasis`).
    """

    format: str = number_format.GENERAL
    struck: bool = False
    size: float = 0
    is_framed: bool = False
    look: str = PLAIN

    @property
    def shows_nothing(self) -> bool:
        """Whether the format hides whatever is in the cell."""
        return self.format == number_format.SHOWS_NOTHING


USUAL: Final = Style()


def styles(sheet: Element) -> tuple[Style, ...]:
    """Return the cell styles of a style sheet, in the order that cells number them in."""
    own = {node.get("numFmtId", ""): node.get("formatCode", "") for node in sheet.iter(_S + "numFmt")}
    codes = {str(number): code for number, code in number_format.BUILT_IN.items()} | own
    fonts = list(sheet.iterfind(f"{_S}fonts/{_S}font"))
    borders = list(sheet.iterfind(f"{_S}borders/{_S}border"))
    struck = {str(number) for number, font in enumerate(fonts) if is_struck(font)}
    sizes = {str(number): _size(font) for number, font in enumerate(fonts)}
    looks = {str(number): font_look(font) for number, font in enumerate(fonts)}
    fills = {str(number): _fill_look(fill) for number, fill in enumerate(sheet.iterfind(f"{_S}fills/{_S}fill"))}
    framed = {str(number) for number, border in enumerate(borders) if border.find(f"{_S}bottom[@style]") is not None}
    return tuple(
        Style(
            codes.get(cell.get("numFmtId", ""), number_format.GENERAL),
            cell.get("fontId") in struck,
            sizes.get(cell.get("fontId", ""), 0),
            cell.get("borderId") in framed,
            " ".join(filter(None, [fills.get(cell.get("fillId", "")), looks.get(cell.get("fontId", ""))])),
        )
        for cell in sheet.iterfind(f"{_S}cellXfs/{_S}xf")
    )


def _size(font: Element) -> float:
    size = font.find(_S + "sz")
    try:
        return float(size.get("val", "")) if size is not None else 0
    except ValueError:
        return 0


def font_look(font: Element) -> str:
    """Return how the letters of a font, or of a run's properties, look other than plain ones."""
    return " ".join(sorted(filter(None, (_LOOKS[node.tag](node) for node in font if node.tag in _LOOKS))))


def _fill_look(fill: Element) -> str:
    pattern = fill.find(_S + "patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return PLAIN
    colour = pattern.find(_S + "fgColor")
    return PLAIN if colour is None else _coloured(colour, BACKGROUND, _NO_FILLS)


def _coloured(colour: Element, name: str, none: frozenset[str]) -> str:
    told = ",".join(str(value).lower() for _, value in sorted(colour.items()))
    return PLAIN if told in none else f"{name}:{told}"


_NO_FILLS: Final = frozenset(("", "0", "9", "64", "65", "ffffffff", "00ffffff", "00000000", "ffffff", "1"))
_NO_COLOURS: Final = frozenset(("", "1", "8", "64", "ff000000", "00000000", "000000"))
"""White paper and black letters, as a colour of one's own (§18.8.19), of the theme or by its number (§18.8.27)."""
_LOOKS: Final[Mapping[str, Callable[[Element], str]]] = MappingProxyType(
    {
        _S + "b": lambda node: PLAIN if node.get("val") in FALSE else BOLD,
        _S + "u": lambda node: PLAIN if node.get("val") == "none" else UNDERLINED,
        _S + "i": lambda node: PLAIN if node.get("val") in FALSE else "kursiv",
        _S + "color": lambda node: _coloured(node, "färg", _NO_COLOURS),
    }
)


def is_struck(font: Element) -> bool:
    """Whether a font, or a run's properties, strike its text out (§18.4.10)."""
    strike = font.find(_S + "strike")
    return strike is not None and strike.get("val", "1") not in FALSE


def is_raised(font: Element) -> bool:
    """Whether a run's properties put its text above the line (§18.4.14)."""
    place = font.find(_S + "vertAlign")
    return place is not None and place.get("val") == "superscript"
