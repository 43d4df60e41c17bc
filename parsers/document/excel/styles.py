"""What a workbook's cell styles do with what is in a cell (ECMA-376 part 1 §18.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lxml import etree

from parsers.document.emphasis import BACKGROUND, BOLD, PLAIN, UNDERLINED
from parsers.document.excel import number_format
from parsers.document.faint import LEAST_POINTS, is_white

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

TRUE = ("1", "true")
FALSE = ("0", "false")
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Style:
    """A cell style: the code of its number format, whether its text is struck out, and the size of its letters.

    `is_framed`: the cell has a line below it. `is_faint`: nobody sees what stands in it.
    `look` is what else its words look like (`parsers.document.emphasis`).
    """

    format: str = number_format.GENERAL
    struck: bool = False
    size: float = 0
    is_framed: bool = False
    is_faint: bool = False
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
    letters = {str(number): _colour_of(font, _LETTERS) for number, font in enumerate(fonts)}
    papers = {str(number): _paper(fill) for number, fill in enumerate(sheet.iterfind(f"{_S}fills/{_S}fill"))}
    return tuple(
        Style(
            codes.get(cell.get("numFmtId", ""), number_format.GENERAL),
            cell.get("fontId") in struck,
            size := sizes.get(cell.get("fontId", ""), 0),
            cell.get("borderId") in framed,
            0 < size < LEAST_POINTS
            or letters.get(cell.get("fontId", ""), _LETTERS) == papers.get(cell.get("fillId", ""), _PAPER)
            or number_format.is_unseen(codes.get(cell.get("numFmtId", ""), "")),
            " ".join(filter(None, [fills.get(cell.get("fillId", "")), looks.get(cell.get("fontId", ""))])),
        )
        for cell in sheet.iterfind(f"{_S}cellXfs/{_S}xf")
    )


def hiding(sheet: Element) -> frozenset[str]:
    """Return the numbers of the looks that conditions give (§18.8.14) and that hide what is written, or change it."""
    looks = enumerate(sheet.iterfind(f"{_S}dxfs/{_S}dxf"))
    return frozenset(str(number) for number, look in looks if _hides(look))


def _hides(look: Element) -> bool:
    font, fill = look.find(_S + "font"), look.find(_S + "fill")
    paper = _PAPER if fill is None else _paper(fill)
    is_unseen = font is not None and (is_struck(font) or _colour_of(font, "") == paper)
    return is_unseen or look.find(_S + "numFmt") is not None


def _colour_of(font: Element, usual: str) -> str:
    colour = font.find(_S + "color")
    return usual if colour is None else _named(colour)


def _paper(fill: Element) -> str:
    """Return the colour behind the letters; that of a pattern, or of more than one colour, is like no letters'."""
    pattern = fill.find(_S + "patternFill")
    kind = "" if pattern is None else pattern.get("patternType", "none" if len(pattern) == 0 else "solid")
    colour = next(
        (node for name in ("fgColor", "bgColor") for node in fill.iterfind(f"{_S}patternFill/{_S}{name}")), None
    )
    if kind == "none":
        return _PAPER
    if kind != "solid" or colour is None:
        return ""
    is_paper = colour.get("theme") is None and not _coloured(colour, BACKGROUND, _NO_FILLS)
    return _PAPER if is_paper else _named(colour)


def _named(colour: Element) -> str:
    """Return a colour, white and black always by the same name."""
    told = colour.get("rgb", "").lower()[-6:]
    if colour.get("theme") == "0" or colour.get("indexed") in _WHITES or is_white(told):
        return _PAPER if _number(colour, "tint") > _SHADED else _SHADED_WHITE
    is_black = told == _LETTERS or colour.get("theme") == "1" or colour.get("indexed") in _NO_COLOURS
    return _LETTERS if is_black else ",".join(sorted(map(str, colour.values())))


def _size(font: Element) -> float:
    size = font.find(_S + "sz")
    return _number(size, "val") if size is not None else 0


def _number(node: Element, name: str) -> float:
    try:
        return float(node.get(name, "0"))
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


_COLOUR: Final = "färg"
_COLOURED: Final = f"{_COLOUR}:"
_PAPER: Final = "ffffff"
_LETTERS: Final = "000000"
_WHITES: Final = ("1", "9")
_SHADED_WHITE: Final = "grå"
_SHADED: Final = -0.1
"""How dark white has to be made so that it is seen on white."""
_NO_FILLS: Final = frozenset(("", "0", "9", "64", "65", "ffffffff", "00ffffff", "00000000", "ffffff", "1"))
_NO_COLOURS: Final = frozenset(("", "1", "8", "64", "ff000000", "00000000", "000000"))
"""White paper and black letters, as a colour of one's own (§18.8.19), of the theme or by its number (§18.8.27)."""
_LOOKS: Final[Mapping[str, Callable[[Element], str]]] = MappingProxyType(
    {
        _S + "b": lambda node: PLAIN if node.get("val") in FALSE else BOLD,
        _S + "u": lambda node: PLAIN if node.get("val") == "none" else UNDERLINED,
        _S + "i": lambda node: PLAIN if node.get("val") in FALSE else "kursiv",
        _S + "color": lambda node: _coloured(node, _COLOUR, _NO_COLOURS),
    }
)


def is_white_on_paper(look: str, style: Style) -> bool:
    """Whether words in a look of their own are white where their cell is."""
    return BACKGROUND not in style.look and any(one.startswith(_COLOURED) and _is_white(one) for one in look.split())


def _is_white(look: str) -> bool:
    told = look.removeprefix(_COLOURED)
    return told in ("0", *_WHITES) or is_white(told)


def is_struck(font: Element) -> bool:
    """Whether a font, or a run's properties, strike its text out (§18.4.10)."""
    strike = font.find(_S + "strike")
    return strike is not None and strike.get("val", "1") not in FALSE


def is_raised(font: Element) -> bool:
    """Whether a run's properties put its text above the line (§18.4.14)."""
    place = font.find(_S + "vertAlign")
    return place is not None and place.get("val") == "superscript"
