"""What may be written in a workbook's cells (data validation, ECMA-376 part 1 §18.3.1.32), as controls.

A list lies in the rule itself, in cells of a sheet, or behind a name. Excel writes a rule whose list lies in another
sheet as an extension ([MS-XLSX] §2.3.4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from parsers.document.model import Control, ControlKind

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node
Place = tuple[int, int]

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_AREA = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?(?P<cells>[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)")
_MOST: Final = 500
_KINDS = {"list": ControlKind.CHOICE, "date": ControlKind.DATE}

Lookup = Callable[[str, str], list[str]]
"""Returns the texts in an area of a sheet: («Listor», «A1:A9»)."""


def controls(sheet: Element, name: str, names: Mapping[str, str], look_up: Lookup) -> Iterator[tuple[str, Control]]:
    """Yield the areas of a sheet that have a rule, as «B4:B9 D4», each with a control that is titled by them."""
    for kind, formula, cells in _rules(sheet):
        control_kind = _KINDS.get(kind, ControlKind.TEXT)
        choices = tuple(_choices(formula, name, names, look_up)) if control_kind is ControlKind.CHOICE else ()
        yield cells, Control("", f"{name}!{cells}", control_kind, "", choices=choices)


def list_sheets(sheet: Element, name: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of the sheets that hold this one's lists."""
    for _, formula, _ in _rules(sheet):
        if place := _area(formula, name, names):
            yield place[0]


def _rules(sheet: Element) -> Iterator[tuple[str, str, str]]:
    for node in sheet.iter(_S + "dataValidation"):
        yield node.get("type", ""), node.findtext(_S + "formula1") or "", node.get("sqref", "")
    for node in sheet.iter(_X14 + "dataValidation"):
        formula = node.findtext(f"{_X14}formula1/{_XM}f") or ""
        yield node.get("type", ""), formula, node.findtext(_XM + "sqref") or ""


def _choices(formula: str, name: str, names: Mapping[str, str], look_up: Lookup) -> list[str]:
    if formula.startswith('"'):
        return [item.strip() for item in formula.strip('"').split(",") if item.strip()]
    place = _area(formula, name, names)
    return list(dict.fromkeys(look_up(*place)))[:_MOST] if place else []


def _area(formula: str, name: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the sheet and the cells that a formula or a name means; None where it means none."""
    found = _AREA.fullmatch(names.get(formula, formula).lstrip("=").replace("$", ""))
    if found is None:
        return None
    sheet = (found["sheet"] or name).strip("'").replace("''", "'")
    return sheet, found["cells"]
