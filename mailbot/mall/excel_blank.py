"""A blank Excel form with its rules: a cell that has a list or a date rule stands as «⟦0⟧», with a control for it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.errors import ConfigError
from parsers.content import Control, ControlKind, Document, Row, Table

_MOST_CELLS, _MOST_ROWS, _MOST_COLUMNS = 5_000, 2_000, 60


def read(data: bytes) -> Document:
    """Read the visible sheets of a workbook that `parsers.document` has opened before.

    Raises ConfigError where openpyxl, which is stricter, can't open it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out; nothing of it is a question
            book = openpyxl.load_workbook(io.BytesIO(data))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ConfigError(f"the workbook is damaged; open it in Excel and save it again ({error})") from error
    controls: list[Control] = []
    tables = tuple(
        Table(f"bladet {sheet.title}", tuple(_rows(sheet, _rules(book, sheet, controls))))
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    )
    return Document("xlsx", tuple(controls), tables, properties={"title": book.properties.title or ""})


def _rules(book: Workbook, sheet: Worksheet, controls: list[Control]) -> dict[tuple[int, int], str]:
    """Return the marker of each cell with a rule, and add a control for each rule."""
    markers: dict[tuple[int, int], str] = {}
    for rule in sheet.data_validations.dataValidation:
        kind = {"list": ControlKind.CHOICE, "date": ControlKind.DATE}.get(rule.type or "")
        if kind is None:
            continue
        choices = _choices(book, sheet, rule) if kind is ControlKind.CHOICE else ()
        marker = f"⟦{len(controls)}⟧"
        controls.append(Control("", "", kind, "", choices=choices))
        for area in rule.sqref.ranges:
            markers |= dict.fromkeys(list(area.cells)[:_MOST_CELLS], marker)
    return markers


def _choices(book: Workbook, sheet: Worksheet, rule: DataValidation) -> tuple[str, ...]:
    """Return a list's items: written in the rule, or in the cells that it names."""
    formula = rule.formula1 or ""
    if formula.startswith('"'):
        return tuple(item.strip() for item in formula.strip('"').split(",") if item.strip())
    name, _, area = formula.lstrip("=").rpartition("!")
    title = name.strip("'") or sheet.title
    if title not in book.sheetnames:
        return ()
    try:
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
    except ValueError:
        return ()
    rows = book[title].iter_rows(top, bottom, left, right, values_only=True)
    return tuple(str(value).strip() for row in rows for value in row if value is not None)


def _rows(sheet: Worksheet, markers: dict[tuple[int, int], str]) -> Iterator[Row]:
    """Yield each row as far as anything is in it: text, a rule, or a cell that is there to write in."""
    covered = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row, column in list(area.cells)[:_MOST_CELLS]
        if (row, column) != (area.min_row, area.min_col)
    }
    cells = list(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS))
    is_framed = any(cell.border.bottom.style for row in cells for cell in row)
    for row in cells:
        places = [(cell.row or 0, cell.column or 0) for cell in row]
        texts = [
            None if place in covered else str(cell.value or "").strip() or markers.get(place, "")
            for cell, place in zip(row, places, strict=True)
        ]
        last = max((column for column, text in enumerate(texts) if text), default=-1)
        after = last + 1
        has_room = after < len(row) and places[after] not in covered
        # Without borders nothing tells room for an answer from the end of the row, but that a lone label needs some.
        is_room = bool(row[after].border.bottom.style) if has_room and is_framed else sum(map(bool, texts)) == 1
        yield tuple(texts[: after + (has_room and is_room)])
