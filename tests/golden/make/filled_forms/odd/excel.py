"""Odd Excel files: number formats, hidden rows, two answers side by side, notes on cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.golden.make.filled_forms import convert
from tests.golden.make.filled_forms.odd.case import Odd, expect, unsure
from tests.golden.make.filled_forms.shapes import excel_blank
from tests.golden.make.filled_forms.styles import BY_NAME

_OFFICE = ("soffice",)


def _made(style: str, change: Callable[[Worksheet, dict[str, int]], None]) -> Callable[[], bytes]:
    """Return a maker of the shipped form in this style, changed."""

    def make() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(excel_blank.fill(BY_NAME[style].form())))
        sheet = book.worksheets[0]
        change(sheet, {sheet.cell(row, 1).value: row for row in range(sheet.max_row, 5, -1)})
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def _saved_as(made: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: convert.office([make()], "xlsx", made)[0]


def _formats(sheet: Worksheet, rows: dict[str, int]) -> None:
    """Numbers and dates in formats that people choose or inherit."""
    shown = {
        "Målgrupp": (450, "#"),
        "Uppföljning": (0.5, "#%"),
        "Resurser": (3000000, '#,,"M"'),
        "Tidplan": (date(2027, 3, 15), r"mmmm\ yyyy"),
        "Önskat beslut": (12, '"§ "0'),
        "Risker": (2.5, "0.0E+00"),
    }
    for label, (value, number_format) in shown.items():
        sheet.cell(rows[label], 2, value).number_format = number_format


_FORMATTED = expect(
    "plain",
    target_group={"any": ["450"]},
    evaluation={"any": ["50 %", "50%", "0,5", "0.5"]},
    resources={"any": ["3M", "3 M", "3000000", "3 000 000"]},
    timeplan={"any": ["mars 2027", "March 2027", "2027-03-15", "15 mars 2027"]},
    requested_decision={"any": ["§ 12", "12"]},
    risks={"any": ["2,5", "2.5", "2,5E+00", "2.5E+00"]},
)


def _two_columns(sheet: Worksheet, rows: dict[str, int]) -> None:
    """A second proposal in a column that was added, with its own head."""
    other = openpyxl.load_workbook(io.BytesIO(excel_blank.fill(BY_NAME["wide"].form()))).worksheets[0]
    sheet.cell(5, 4, "Ditt svar 2")
    for row in range(6, other.max_row + 1):
        sheet.cell(row, 4, other.cell(row, 2).value)


def _hidden(sheet: Worksheet, rows: dict[str, int]) -> None:
    """Rows that a filter hides: they are answered all the same."""
    for label in ("Målgrupp", "Risker", "Telefon"):
        sheet.row_dimensions[rows[label]].hidden = True


def _commented(sheet: Worksheet, rows: dict[str, int]) -> None:
    """A colleague's notes on cells."""
    for label in ("Rubrik *", "Syfte *", "Tidplan"):
        sheet.cell(rows[label], 2).comment = Comment("Oklart, fråga chefen. Kostnad: okänd.", "Ulf Brandt")


def _moved_right(sheet: Worksheet, rows: dict[str, int]) -> None:
    """Answers written over the help text, one column too far to the right."""
    for label in ("Målgrupp", "Risker", "Telefon"):
        sheet.cell(rows[label], 3, sheet.cell(rows[label], 2).value)
        sheet.cell(rows[label], 2).value = None


def _prose_beside_marks(sheet: Worksheet, rows: dict[str, int]) -> None:
    """Own words beside a choice, instead of a mark."""
    sheet.cell(rows["Hylte kommun"], 2, "kanske senare, om de vill")


_notes = _made("long", _commented)

ODD_EXCEL: tuple[Odd, ...] = (
    Odd("formats", "xlsx", _made("plain", _formats), _FORMATTED),
    Odd("formats", "xls", _saved_as("xls", _made("plain", _formats)), _FORMATTED, _OFFICE),
    Odd("formats", "ods", _saved_as("ods", _made("plain", _formats)), _FORMATTED, _OFFICE),
    Odd("two-columns", "xlsx", _made("plain", _two_columns), unsure("plain")),
    Odd("hidden-rows", "xlsx", _made("plain", _hidden), expect("plain")),
    Odd("commented", "xlsx", _notes, expect("long")),
    Odd("commented", "html", _saved_as("html", _notes), expect("long"), _OFFICE),
    Odd("commented", "ods", _saved_as("ods", _notes), expect("long"), _OFFICE),
    Odd("moved-right", "xlsx", _made("plain", _moved_right), unsure("plain", "target_group", "risks", "phone")),
    Odd("prose-beside-marks", "xlsx", _made("plain", _prose_beside_marks), unsure("plain", "partners")),
)
