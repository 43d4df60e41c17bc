"""The agenda as an Excel workbook: one row for each initiative, with a drop-down for the decision."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.forms.write import table_sheet
from mailbot.meetings.agenda.documents.agenda_text import AgendaView, ItemView, NoticeView
from mailbot.meetings.agenda.documents.words import Words
from mailbot.register.work_under_way import table_rows, work_rows

_HEADER_ROW = 5
_COLUMNS = "ABCDEFGH"
_WIDTHS = (5, 15, 26, 20, 36, 16, 36, 18)
_ANSWERS = slice(5, 8)
_LINE_POINTS = 15
_LEAST_LINES = 4
_MOST_POINTS = 409  # Excel's own limit
_HEADING = PatternFill("solid", fgColor="1F4E5F")
_ANSWER = PatternFill("solid", fgColor="FFF9E5")
_LINE = Side(style="thin", color="B7C4C9")
_GUIDE = "Välj beslut i den gula kolumnen, skriv motivering och ansvarig, spara och svara på mejlet med filen."


def write(view: AgendaView, words: Words) -> bytes:
    """Return the workbook (xlsx). Items that were taken off are left out."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Dagordning"
    _head(sheet, view, words)
    rows = [item for item in view.items if not item.removed]
    for number, item in enumerate(rows, start=_HEADER_ROW + 1):
        _fill(sheet, number, _cells(item))
    if rows:
        _offer(sheet, words, words.choices, (_HEADER_ROW + 1, _HEADER_ROW + len(rows)))
    _notices(sheet, _HEADER_ROW + len(rows) + 2, view, words)
    _lay_out(sheet)
    for table in (work_rows(view.under_way), table_rows(view.spread)):
        if table.rows:
            table_sheet.add(book, table.title, table.headings, table.rows)
    book.properties.title = words.file_name.format(day=view.day)
    book.properties.keywords = view.mark
    book.properties.language = "sv-SE"
    book.properties.creator = words.group
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _head(sheet: Worksheet, view: AgendaView, words: Words) -> None:
    revision = f", version {view.revision}" if view.revision > 1 else ""
    place = f", {view.meeting.place}" if view.meeting.place else ""
    lines = (
        f"Dagordning {view.meeting.day}{revision}",
        f"{words.group}, kl. {view.meeting.time}{place}",
        _GUIDE,
        f"Märkning: {view.mark}",
    )
    for number, text in enumerate(lines, start=1):
        _put(sheet, number, 1, text)
    sheet["A1"].font = Font(name="Calibri", size=18, bold=True, color="1F4E5F")
    sheet["A4"].font = Font(name="Calibri", size=9, color="595959")
    labels = words.labels
    answers = (labels.outcome, labels.reasons, labels.responsible)
    headings = ("§", labels.case, "Rubrik", "Organisation", words.request, *answers)
    _headings(sheet, _HEADER_ROW, headings)


def _headings(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    for column, heading in enumerate(headings, start=1):
        cell = _put(sheet, row, column, heading)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill = _HEADING
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _notices(sheet: Worksheet, row: int, view: AgendaView, words: Words) -> None:
    """Write evaluated work below the proposals, from that row on, with headings of its own."""
    notices = [one for one in view.notices if not one.removed]
    if not notices:
        return
    _put(sheet, row, 1, words.notices).font = Font(name="Calibri", size=14, bold=True, color="1F4E5F")
    labels = words.labels
    answers = (labels.outcome, labels.reasons, labels.applies_to)
    _headings(sheet, row + 1, ("§", labels.case, "Rubrik", "Organisation", words.notice_brief, *answers))
    for number, notice in enumerate(notices, start=row + 2):
        _fill(sheet, number, _notice_cells(notice))
    _offer(sheet, words, words.work_choices, (row + 2, row + 1 + len(notices)))


def _notice_cells(notice: NoticeView) -> tuple[str | int, ...]:
    brief = "\n".join(f"{passage.label}: {passage.text}" for passage in notice.brief)
    return (notice.paragraph, notice.reference, notice.title, notice.organisation, brief, "", "", "")


def _cells(item: ItemView) -> tuple[str | int, ...]:
    title = f"{item.title} (bordlagt tidigare)" if item.deferred else item.title
    request = item.request.text
    return (item.paragraph, item.reference, title, item.organisation, request, "", "", "")


def _fill(sheet: Worksheet, row: int, values: Sequence[str | int]) -> None:
    cells = [_put(sheet, row, column, value) for column, value in enumerate(values, start=1)]
    for cell in cells:
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        cell.border = Border(bottom=_LINE, left=_LINE, right=_LINE)
    for cell in cells[_ANSWERS]:
        cell.fill = _ANSWER
    sheet.row_dimensions[row].height = _height(values)


def _height(values: Sequence[str | int]) -> int:
    """Return a row's height in points: its longest text, and room to write a reason."""
    lines = [
        sum(len(line) // (width - 2) + 1 for line in str(value).split("\n"))
        for value, width in zip(values, _WIDTHS, strict=True)
    ]
    return min(_LINE_POINTS * max(_LEAST_LINES, *lines), _MOST_POINTS)


def _put(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    """Write a value that Excel never takes for a formula, neither now nor when it is edited."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.font = Font(name="Calibri", size=11)
    if isinstance(value, str):
        cell.number_format = "@"
    if value:
        cell.value = value
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _offer(sheet: Worksheet, words: Words, offered: Sequence[str], rows: tuple[int, int]) -> None:
    """Let the decision of the rows from the first to the last be chosen among what is offered."""
    choices = ",".join(offered)
    validation = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    validation.errorTitle = "Välj i listan"
    validation.error = f"Välj något av: {', '.join(offered)}."
    validation.promptTitle = words.labels.outcome
    validation.prompt = words.placeholders.outcome
    validation.showErrorMessage = validation.showInputMessage = True
    sheet.add_data_validation(validation)
    validation.add(f"F{rows[0]}:F{rows[1]}")


def _lay_out(sheet: Worksheet) -> None:
    for column, width in zip(_COLUMNS, _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.row_dimensions[_HEADER_ROW].height = 24
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.right is not None
    footer.right.text = "Sida &P av &N"
