"""Excel's .xlsx (and .xlsm as data), read from its XML (ECMA-376 part 1 §18).

The XML is walked with the same guarded parser as Word's: it is as quick as a
native reader on a form, and a sheet with one cell in its last corner costs
nothing, where a reader that lays out the whole grid would eat all memory.
Hidden sheets hold lists, not answers, and are left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product
from typing import Final

from lxml import etree

from parsers import numbers, openxml
from parsers.content import Document, Row, Table
from parsers.guard import Opened, Package

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

MAX_ROWS = 2_000
MAX_COLUMNS = 60
"""What lies outside is no form: it is left unread."""
_MAX_MERGED = 1_000
"""Cells in a merged area, and such areas in a sheet, that are heeded."""

_TRUE = ("1", "true")
_FALSE = ("0", "false")
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""A character by its number (§22.4.2.4); half a surrogate pair is left as it stands."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    """The code of each cell style's number format."""
    epoch: datetime


def read(opened: Opened) -> Document:
    """Read a workbook's visible sheets as shown: cached values, dates as ISO; guard.Refused when it is damaged."""
    package = opened.package
    assert package is not None
    part = openxml.main_part(package)
    workbook = package.xml(part)
    relations = openxml.relations(package, part)
    book = _book(package, workbook, dict(relations.values()))
    tables: list[Table] = []
    for sheet in workbook.iter(_S + "sheet") if workbook is not None else ():
        kind, name = relations.get(sheet.get(_ID, ""), ("", ""))
        root = package.xml(name) if kind == "worksheet" and sheet.get("state", "visible") == "visible" else None
        if root is not None:
            tables += _laid_out(f"bladet {sheet.get('name', '')}", root, book)
    return Document("xlsx", tables=tuple(tables), properties=openxml.properties(package))


def _book(package: Package, workbook: Element | None, parts: dict[str, str]) -> _Book:
    strings = package.xml(parts.get("sharedStrings", ""))
    styles = package.xml(parts.get("styles", ""))
    settings = workbook.find(_S + "workbookPr") if workbook is not None else None
    from_1904 = settings is not None and settings.get("date1904", "0") in _TRUE
    return _Book(
        tuple(_shown(item) for item in strings.iterfind(_S + "si")) if strings is not None else (),
        _formats(styles) if styles is not None else (),
        numbers.EPOCH_1904 if from_1904 else numbers.EPOCH,
    )


def _shown(item: Element) -> str:
    """Return a string's text: its runs, without those struck out and the reading aids of East Asian text."""
    texts = (node.text or "" for node in item.iter(_S + "t") if not _is_unseen(node.getparent()))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts))


def _is_unseen(run: Element | None) -> bool:
    """Whether a text's run is struck out (§18.4.10), or a reading aid."""
    if run is None:
        return False
    strike = run.find(f"{_S}rPr/{_S}strike")
    return run.tag == _S + "rPh" or (strike is not None and strike.get("val", "1") not in _FALSE)


def _formats(styles: Element) -> tuple[str, ...]:
    own = {node.get("numFmtId", ""): node.get("formatCode", "") for node in styles.iter(_S + "numFmt")}
    codes = {str(number): code for number, code in numbers.BUILT_IN.items()} | own
    cells = styles.find(_S + "cellXfs")
    return tuple(codes.get(cell.get("numFmtId", ""), numbers.GENERAL) for cell in (cells if cells is not None else ()))


def _laid_out(name: str, sheet: Element, book: _Book) -> list[Table]:
    """Lay the cells out by row and column; hidden rows in a table after it, so that what is seen counts first."""
    cells: dict[tuple[int, int], str] = {}
    used: set[int] = set()
    for cell in sheet.iter(_S + "c"):
        place = _place(cell.get("r", ""))
        if place is not None:
            used.add(place[1])
            if text := _value(cell, book):
                cells[place] = text
    merged = islice(sheet.iter(_S + "mergeCell"), _MAX_MERGED)
    covered = {place for node in merged for place in _covered(node.get("ref", ""))}
    # A column without a single cell only parts labels from answers; one to write in has borders, at least.
    columns = sorted(used | {column for _, column in covered})
    hidden = {_index(row.get("r", "")) - 1 for row in sheet.iter(_S + "row") if row.get("hidden", "0") in _TRUE}
    tables = [Table(name, _rows(cells, covered, columns, lambda row: row not in hidden))]
    if any(row in hidden for row, _ in cells):
        tables.append(Table(name, _rows(cells, covered, columns, lambda row: row in hidden)))
    return tables


def _rows(
    cells: Mapping[tuple[int, int], str],
    covered: Container[tuple[int, int]],
    columns: Sequence[int],
    shown: Callable[[int], bool],
) -> tuple[Row, ...]:
    """Return the rows to be shown, each as long as its last cell with text; the others are empty."""
    widths: dict[int, int] = {}
    for row, column in cells:
        if shown(row):
            widths[row] = max(widths.get(row, -1), column)
    return tuple(
        tuple(
            None if (row, column) in covered else cells.get((row, column), "")
            for column in columns
            if column <= widths.get(row, -1)
        )
        for row in range(max(widths, default=-1) + 1)
    )


def _place(reference: str) -> tuple[int, int] | None:
    """Turn «B4» into row 3, column 1; None outside the part of a sheet that is read."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= MAX_ROWS and column <= MAX_COLUMNS else None


def _covered(reference: str) -> list[tuple[int, int]]:
    """Return the places of a merged area but its first."""
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start is None or end is None:
        return []
    area = product(range(start[0], end[0] + 1), range(start[1], end[1] + 1))
    return list(islice(area, 1, _MAX_MERGED))


def _value(cell: Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _shown(cell).strip()
    node = cell.find(_S + "v")
    text = (node.text or "") if node is not None else ""
    if kind == "s":
        number = _index(text)
        return book.strings[number].strip() if number < len(book.strings) else ""
    if kind == "b":
        return "SANT" if text == "1" else "FALSKT"
    if kind == "n":
        style = _index(cell.get("s", "0"))
        return numbers.shown(text, book.formats[style] if style < len(book.formats) else numbers.GENERAL, book.epoch)
    return "" if kind == "e" else text.strip()


def _index(text: str) -> int:
    """Return a position in a list; one past any list where the text is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else sys.maxsize  # noqa: PLR2004 - fits any list
