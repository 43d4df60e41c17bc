"""The lists that cells of a workbook are chosen from: in the rule itself, in cells of a sheet, or behind a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

_X14: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_MOST_CHOICES = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be written in some cells: `kind` is Excel's own word, `formula` where a list's items are."""

    kind: str
    formula: str
    cells: MultiCellRange


def rules(sheet: Worksheet, part: bytes) -> Iterator[Rule]:
    """Yield the rules of a sheet: those that openpyxl has read, and those of the extension in its XML.

    Excel writes a list that lies in another sheet as an extension ([MS-XLSX] §2.3.4), which openpyxl drops.
    """
    for rule in sheet.data_validations.dataValidation:
        yield Rule(rule.type or "", rule.formula1 or "", rule.sqref)
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    for node in root.iter(f"{_X14}dataValidation"):
        formula = node.findtext(f"{_X14}formula1/{_XM}f", "")
        yield Rule(node.get("type", ""), formula, MultiCellRange(node.findtext(f"{_XM}sqref", "")))


def choices(book: Workbook, title: str, formula: str) -> tuple[str, ...]:
    """Return the items of a list in the sheet of that title; nothing where its place is not in the file."""
    if formula.startswith('"'):
        return tuple(item.strip() for item in formula.strip('"').split(",") if item.strip())
    place = place_of(book, title, formula)
    if place is None:
        return ()
    left, top, right, bottom = place[1]
    rows = book[place[0]].iter_rows(top, min(bottom, top + _MOST_CHOICES), left, right, values_only=True)
    return tuple(dict.fromkeys(str(value).strip() for row in rows for value in row if value is not None))


def place_of(book: Workbook, title: str, formula: str) -> tuple[str, tuple[int, int, int, int]] | None:
    """Return the sheet and the columns and rows that a formula or a name means; None where it means none.

    As `range_boundaries`: first column and row, last column and row.
    """
    named = book[title].defined_names.get(formula) or book.defined_names.get(formula)
    place = (named.attr_text or "" if named is not None else formula).lstrip("=")
    name, _, area = place.rpartition("!")
    sheet = name.strip("'").replace("''", "'") or title
    try:
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
    except ValueError:
        return None
    if sheet not in book.sheetnames or left is None or right is None:
        return None
    return sheet, (left, top or 1, right, bottom or _MOST_CHOICES)
