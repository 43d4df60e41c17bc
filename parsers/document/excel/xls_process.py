"""Reads an .xls file by calamine, as a process of its own: the file on stdin, its sheets as JSON on stdout.

Run by `parsers.document.excel.xls`, as a module. JSON: a list of [name of the sheet, rows of texts].
"""

from __future__ import annotations

import io
import json
import signal
import sys
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from parsers.document.excel import number_format
from parsers.document.excel.reader import MAX_COLUMNS, MAX_ROWS
from parsers.sandbox import worker

_SECONDS: Final = 2
"""Of processor time, start included."""
_MEGABYTES: Final = 300

CellValue = int | float | str | bool | time | date | datetime | timedelta
Texts = list[str | None]
"""The cells of a row; None: covered by a merged cell."""


def main() -> None:
    """Read stdin and write stdout, within limits of this process's own; ends badly where the file can't be read."""
    worker.limit_memory(_MEGABYTES)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    json.dump(sheets(sys.stdin.buffer.read()), sys.stdout)


def sheets(data: bytes) -> list[tuple[str, list[Texts]]]:
    """Return name and rows of each visible sheet."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        return [(f"bladet {name}", _rows(book.get_sheet_by_name(name))) for name in visible]


def _rows(sheet: CalamineSheet) -> list[Texts]:
    cells = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
    covered = {place for first, last in sheet.merged_cell_ranges or () for place in _covered(first, last)}
    rows: list[Texts] = []
    for number, row in enumerate(cells):
        shown = [None if (number, column) in covered else _shown(cell) for column, cell in enumerate(row[:MAX_COLUMNS])]
        while shown and not shown[-1]:
            shown.pop()
        rows.append(shown)
    return rows


def _covered(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the places of a merged area but its first."""
    rows = range(first[0], min(last[0], MAX_ROWS) + 1)
    columns = range(first[1], min(last[1], MAX_COLUMNS) + 1)
    return [(row, column) for row in rows for column in columns][1:]


def _shown(value: CellValue) -> str:
    """Return a cell as a Swedish Excel shows it; a date is ISO."""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        return number_format.shown(str(value), number_format.GENERAL, number_format.EPOCH)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).strip()


if __name__ == "__main__":
    main()
