"""Text of a Word document that stands there and that nobody sees: white, tiny or hidden. It is asked about."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from parsers.document.faint import LEAST_POINTS, doubted, is_white
from parsers.document.model import UNKNOWN
from parsers.document.package import first
from parsers.document.word.controls import VAL, Element, W

_P, _R, _T, _TC, _TR, _TBL, _BOX = (W + name for name in ("p", "r", "t", "tc", "tr", "tbl", "txbxContent"))
_R_PR, _SIZE, _COLOUR, _STYLE = (W + name for name in ("rPr", "sz", "color", "rStyle"))
_PAPER: Final = frozenset(("auto", "", "none", "clear"))
_LIGHT: Final = ("background1", "light1")
_TABLE_STYLE: Final = f"{W}tblPr/{W}tblStyle"
_PLAIN_TABLES: Final = ("tablegrid", "tabellrutn", "tablenormal", "normaltabell")
"""How the names of styles begin that only draw lines around the cells."""
_GROUNDS: Final = (f"{W}rPr/{W}highlight", f"{W}rPr/{W}shd", f"{W}pPr/{W}shd", f"{W}tcPr/{W}shd")
_FAINT_STYLE: Final = re.compile(rb'<w:color\b[^>]*w:val="(?:[fF][0-9a-fA-F]){3}"')


def may_be_faint(styles: bytes) -> bool:
    """Whether a part with styles has white letters in it."""
    return _FAINT_STYLE.search(styles) is not None


def is_faint(properties: Element) -> bool:
    """Whether the properties of a run, or of a style's runs, make its letters white or tiny."""
    for node in properties:
        if node.tag == _SIZE and 0 < _half_points(node) < 2 * LEAST_POINTS:
            return True
        if node.tag == _COLOUR and _is_white(node):
            return True
    return False


def _half_points(node: Element) -> int:
    told = node.get(VAL, "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _is_white(colour: Element) -> bool:
    if colour.get(W + "themeColor"):
        return colour.get(W + "themeColor") in _LIGHT and colour.get(W + "themeShade") is None
    return is_white(colour.get(VAL, ""))


def doubt_faint(root: Element, styles: frozenset[str]) -> None:
    """Write the sign for what is asked about into runs that nobody sees; `styles` are those with such letters.

    The first cell of a row, which is a label, is let be; and where something may stand behind the letters, they are
    taken to be seen.
    """
    for properties in root.iter(_R_PR):
        run, style = properties.getparent(), first(properties, _STYLE)
        is_styled = style is not None and style.get(VAL) in styles
        if run is not None and run.tag == _R and (is_styled or is_faint(properties)) and _is_on_paper(run):
            for text in run.iterchildren(_T):
                text.text = doubted(text.text or "")


def _is_on_paper(run: Element) -> bool:
    around = (run, *run.iterancestors(_P, _TC, _TR, _TBL, _BOX))
    if any(node.tag == _BOX or _is_label(node) or _is_shaded(node) for node in around):
        return False
    return all(_is_paper(ground) for node in around for name in _GROUNDS for ground in node.iterfind(name))


def _is_shaded(node: Element) -> bool:
    """Whether a table has a style that may colour its cells."""
    style = node.find(_TABLE_STYLE) if node.tag == _TBL else None
    return style is not None and not style.get(VAL, "").casefold().startswith(_PLAIN_TABLES)


def _is_label(node: Element) -> bool:
    row = node.getparent() if node.tag == _TC else None
    return row is not None and first(row, _TC) is node and len(row.findall(_TC)) > 1


def _is_paper(ground: Element) -> bool:
    told = ground.get(W + "fill", ground.get(VAL, "")).lower()
    return told in _PAPER or told == "white" or is_white(told)


def cell_around(run: Element) -> list[Element]:
    """Return the cell, if it is none of a label, in which a run with words stands."""
    has_words = any((text.text or "").strip() for text in run.iterchildren(_T))
    cell = next(run.iterancestors(_TC), None) if has_words else None
    return [] if cell is None or _is_label(cell) else [cell]


def write_sign(cell: Element) -> None:
    """Write the sign for what is asked about into a cell in which no words are left."""
    if not any((text.text or "").strip() for text in cell.iter(_T) if not _is_gone(text)):
        add_sign(cell)


def add_sign(cell: Element) -> None:
    """Add the sign for what is asked about to a cell's first paragraph."""
    paragraph = next(cell.iterchildren(_P), None)
    if paragraph is None:
        paragraph = etree.SubElement(cell, _P)
    etree.SubElement(etree.SubElement(paragraph, _R), _T).text = UNKNOWN


def _is_gone(text: Element) -> bool:
    run = text.getparent()
    return run is None or run.tag != _R
