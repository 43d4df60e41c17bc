"""Excel files that people and programs build themselves, with XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.golden.make.filled_forms.filled import Filled, Form, Look


def rows(form: Form) -> bytes:
    """Write a row a question: label, answer with all its lines, help."""

    def write(book: Workbook, sheet: Worksheet) -> None:
        for number, one in enumerate(form.filled, start=2):
            sheet.write_string(number, 0, one.question.printed)
            _answer(book, sheet, (number, 1), one, form)
            sheet.write_string(number, 2, one.question.help)
            sheet.write_string(number, 3, form.beside.get(one.question.key, ""))
        for number, line in enumerate(form.below, start=len(form.filled) + 3):
            sheet.write_string(number, 0, line)

    return _saved(form, write)


def under(form: Form) -> bytes:
    """Write every label in a row of its own, and the answer in the row under it, a line a row for choices."""

    def write(book: Workbook, sheet: Worksheet) -> None:
        row = 2
        for one in form.filled:
            sheet.write_string(row, 0, one.question.printed)
            lines = one.lines if one.choices else ()
            for line in lines:
                row += 1
                sheet.write_string(row, 0, line.text, _looks(book, line.look))
            if not lines:
                row += 1
                _answer(book, sheet, (row, 0), one, form)
            row += 2

    return _saved(form, write)


def across(form: Form) -> bytes:
    """Write a row a question, with the choices side by side and the marks in the row below."""

    def write(book: Workbook, sheet: Worksheet) -> None:
        row = 2
        for one in form.filled:
            sheet.write_string(row, 0, one.question.printed)
            if not one.choices:
                _answer(book, sheet, (row, 1), one, form)
            for column, choice in enumerate(one.choices, start=1):
                sheet.write_string(row, column, choice.name)
                sheet.write_string(row + 1, column, choice.mark.cell)
            row += 2 if one.choices else 1

    return _saved(form, write)


def _answer(book: Workbook, sheet: Worksheet, at: tuple[int, int], one: Filled, form: Form) -> None:
    if one.question.key in form.cells:
        value, shown = form.cells[one.question.key]
        sheet.write(*at, value, book.add_format({"num_format": shown}))
    elif one.lines:
        sheet.write_string(*at, "\n".join(line.text for line in one.lines), book.add_format({"text_wrap": True}))


def _looks(book: Workbook, look: Look) -> Format:
    return book.add_format(
        {
            Look.PLAIN: {},
            Look.STRUCK: {"font_strikeout": True},
            Look.BOLD: {"bold": True},
            Look.COLOURED: {"font_color": "#C00000"},
            Look.HIGHLIGHTED: {"bg_color": "#FFFF00"},
        }[look]
    )


def _saved(form: Form, write: Callable[[Workbook, Worksheet], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Förslag")
        sheet.set_column(0, 2, 45)
        sheet.write_string(0, 0, form.title)
        write(book, sheet)
    return out.getvalue()
