"""The whole register as an Excel workbook: a row for each initiative, to be sorted and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.config import STOCKHOLM
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import one_line
from mailbot.reports.register_words import register_words
from mailbot.store.tables import Initiative

_WIDTHS = (16, 28, 44, 26, 26, 34, 12, 40)
_HEADING = PatternFill("solid", fgColor="1F4E5F")


def write(initiatives: Sequence[Initiative]) -> bytes:
    """Return the workbook (xlsx). Personnummer are masked, and nothing is ever taken for a formula."""
    book, words = Workbook(), register_words()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = words["sheet"]["title"]
    _put(sheet, 1, words["sheet"]["headings"])
    for row, initiative in enumerate(initiatives, start=2):
        _put(sheet, row, _cells(initiative))
    _lay_out(sheet, len(initiatives) + 1)
    book.properties.title = words["sheet"]["title"]
    book.properties.language = "sv-SE"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _cells(initiative: Initiative) -> tuple[str, ...]:
    return (
        initiative.reference,
        register_words()["states"][initiative.state],
        initiative.title,
        initiative.organisation,
        initiative.initiator_name,
        initiative.initiator_address,
        f"{initiative.received_at.astimezone(STOCKHOLM):%Y-%m-%d}",
        " ".join(initiative.note.split()),
    )


def _put(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value = mask(one_line(value))
        cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@"))
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _lay_out(sheet: Worksheet, last_row: int) -> None:
    for column, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
        heading = sheet[f"{column}1"]
        heading.font, heading.fill = Font(bold=True, color="FFFFFF"), _HEADING
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:H{last_row}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
