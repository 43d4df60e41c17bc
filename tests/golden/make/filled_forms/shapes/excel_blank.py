"""The shipped Excel form, filled in by openpyxl as a person does it in Excel."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.golden.make.filled_forms import blanks
from tests.golden.make.filled_forms.filled import Filled, Form, Look


def fill(form: Form) -> bytes:
    """Return the shipped form with this form's answers in column B."""
    book = openpyxl.load_workbook(io.BytesIO(blanks.excel(form.mall)))
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(sheet.max_row, 5, -1)}
    for one in form.filled:
        row = rows[one.question.printed]
        if one.question.many:
            _mark(sheet, row, one)
        elif one.question.key in form.cells:
            value, shown = form.cells[one.question.key]
            sheet.cell(row, 2, value).number_format = shown
        elif one.lines:
            sheet.cell(row, 2, "\n".join(line.text for line in one.lines))
    _beside_and_below(sheet, rows, form)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mark(sheet: Worksheet, row: int, one: Filled) -> None:
    """Mark the choices, which stand in the rows under their question."""
    if one.joined:
        sheet.cell(row, 2, one.joined)
        return
    for number, choice in enumerate(one.choices, start=row + 1):
        name = sheet.cell(number, 1)
        if not choice.mark.shown:
            name.value = None
        if choice.mark.cell:
            sheet.cell(number, 2, choice.mark.cell)
        _look(name, choice.mark.look)
    if one.own:
        sheet.cell(row + len(one.choices) + 1, 2, one.own)


def _look(cell: Cell, look: Look) -> None:
    if look is Look.STRUCK:
        cell.font = Font(strike=True)
    if look is Look.BOLD:
        cell.font = Font(bold=True)
    if look is Look.COLOURED:
        cell.font = Font(color="C00000")
    if look is Look.HIGHLIGHTED:
        cell.fill = PatternFill("solid", fgColor="FFFF00")


def _beside_and_below(sheet: Worksheet, rows: dict[str, int], form: Form) -> None:
    """Write what was put to the right of the form, and under it."""
    for one in form.filled:
        if one.question.key in form.beside:
            sheet.cell(rows[one.question.printed], 4, form.beside[one.question.key])
    for number, line in enumerate(form.below, start=sheet.max_row + 2):
        sheet.cell(number, 1, line)
