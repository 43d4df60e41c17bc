"""A table as a sheet of a workbook: headings that stay in sight, a filter, and text that is never a formula."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import one_line

_HEADING = PatternFill("solid", fgColor="1F4E5F")
_FIRST_WIDTH, _WIDTH = 50, 20


def add(
    book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()
) -> None:
    """Add a sheet with the rows below their headings; personnummer are masked. A wide first column without `widths`."""
    fill(book.create_sheet(title), headings, rows, widths or (_FIRST_WIDTH, *(_WIDTH for _ in headings[1:])))


def fill(sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """Write the table on an empty sheet; `widths` are in characters."""
    for number, cells in enumerate((headings, *rows), start=1):
        _put(sheet, number, cells)
    for number, width in enumerate(widths, start=1):
        column = get_column_letter(number)
        sheet.column_dimensions[column].width = width
        heading = sheet[f"{column}1"]
        heading.font, heading.fill = Font(bold=True, color="FFFFFF"), _HEADING
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4


def _put(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value = mask(one_line(value))
        cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@"))
        cell.alignment = Alignment(vertical="top", wrap_text=True)
