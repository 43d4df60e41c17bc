"""What the sheets of an .xlsx file share: strings, styles and the day it counts from (ECMA-376 part 1 §18)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from parsers.document import openxml
from parsers.document.emphasis import marked
from parsers.document.excel import number_format, styles
from parsers.document.excel.styles import TRUE, Style
from parsers.document.package import Package, first
from parsers.document.raised import raised

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""A character by its number (§22.4.2.4); half a surrogate pair is left as it stands."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: tuple[str, ...]
    left_of_struck: tuple[str, ...]
    """What is left of each string in a cell that is struck out."""
    styles: tuple[Style, ...]
    epoch: datetime
    hiding: frozenset[str] = frozenset()
    """The looks given by conditions that hide what is written, by their numbers."""


def opened_book(package: Package) -> tuple[Element | None, Book, list[tuple[Element, str]]]:
    """Return the workbook, what its sheets share, and each worksheet's entry in it with the name of its part."""
    part = openxml.main_part(package)
    workbook = package.xml(part)
    relations = openxml.relations(package, part)
    sheets = []
    for entry in workbook.iter(_S + "sheet") if workbook is not None else ():
        kind, name = relations.get(entry.get(_ID, ""), ("", ""))
        if kind == "worksheet":
            sheets.append((entry, name))
    return workbook, _book(package, workbook, dict(relations.values())), sheets


def is_visible(entry: Element) -> bool:
    """Whether the sheet with this entry in the workbook is shown."""
    return bool(entry.get("state", "visible") == "visible")


def _book(package: Package, workbook: Element | None, parts: dict[str, str]) -> Book:
    strings = package.xml(parts.get("sharedStrings", ""))
    style_sheet = package.xml(parts.get("styles", ""))
    settings = workbook.find(_S + "workbookPr") if workbook is not None else None
    from_1904 = settings is not None and settings.get("date1904", "0") in TRUE
    items = tuple(strings.iterfind(_S + "si")) if strings is not None else ()
    cell_styles = styles.styles(style_sheet) if style_sheet is not None else ()
    is_any_struck = any(style.struck for style in cell_styles)
    return Book(
        tuple(map(shown, items)),
        tuple(shown(item, struck=True) for item in items) if is_any_struck else (),
        cell_styles,
        number_format.EPOCH_1904 if from_1904 else number_format.EPOCH,
        styles.hiding(style_sheet) if style_sheet is not None else frozenset(),
    )


def shown(item: Element, *, struck: bool = False) -> str:
    """Return a string's text, without what is struck out: runs by themselves, the rest where the cell is."""
    text = "".join([_of_run(node, struck=struck) for node in item.iter(_S + "t")]).strip()
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).strip() if "_x" in text else text


def _of_run(node: Element, *, struck: bool) -> str:
    """Return a run's text with its look; nothing where it is struck out, or a reading aid of East Asian text."""
    run, text = node.getparent(), node.text or ""
    own = first(run, _S + "rPr") if run is not None else None
    is_struck = struck if own is None else styles.is_struck(own)
    if is_struck or (run is not None and run.tag == _S + "rPh"):
        return ""
    if own is None:
        return text
    return marked(raised(text) if styles.is_raised(own) else text, styles.font_look(own))
