"""The form as an Excel file: one column to write in, everything else locked."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.forms.write import excel_validation, prompts
from parsers import TEMPLATE_PROPERTY, Code, Field, FormTemplate, Kind, Value

_INK, _MUTED, _ACCENT = "1F2933", "52606D", "14505C"
_LABEL_SHADE, _HEAD_SHADE, _MISSING_SHADE, _LINE = "F0F5F6", "DCE8EA", "FFF4D6", "B7C6CA"
_FONT = "Calibri"
_WIDTHS = (34, 62, 46)
_CHARACTERS = 125
"""That fit a line across all three columns."""
_LINE_POINTS = 15.5
_HELP_CHARACTERS = 54
"""That fit a line of the help column, in its smaller type."""
_ANSWER_CHARACTERS = 58
"""That fit a line of an answer, whose words may end before the line does."""
_LONG_LINES = 4
_HIGHEST = 409
"""Points: the most that Excel gives a row."""
_STEP = 200
"""Points of each row of a higher answer, so that it fills its pages."""
_ASKED, _ANSWER, _HELP = 1, 2, 3
_EDGE = Side(style="thin", color=_LINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_PLACED = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
_INDENTED = Alignment(horizontal="left", vertical="center", indent=3, wrap_text=True)
_AT_THE_TOP = Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True)
_NUMBERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as a character by its number (§22.4.2.4)."""


def write(
    template: FormTemplate,
    values: Mapping[str, Value] = MappingProxyType({}),
    marked: Mapping[str, Code] = MappingProxyType({}),
) -> bytes:
    """Return the form as an .xlsx: blank, or with `values` filled in and `marked` fields shown by what is wrong.

    A text in place of a date or choices is what the initiator wrote and has to correct.
    A question to a row: label, answer, help. A multi-choice has its choices in the rows
    below, each with «Ja» or nothing beside it. Answers are text, whatever they begin with.
    """
    book = Workbook()
    book.properties.title, book.properties.language = template.title, "sv-SE"
    book.properties.creator = template.author
    book.custom_doc_props.append(  # type: ignore[attr-defined]  # newer than its stubs
        StringProperty(name=TEMPLATE_PROPERTY, value=template.id)
    )
    sheet = book["Sheet"]
    page = _Page(sheet, book.create_sheet("Val"), values, marked)
    page.opening(template)
    for number, (title, fields) in enumerate(prompts.sections(template)):
        page.section(title, fields, new_page=number > 0)
    _set_up(sheet, book["Val"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class _Growing(RowDimension):
    """A row as high as it is told until somebody writes in it: then Excel fits it, if `customHeight` is not set."""

    __fields__ = tuple(name for name in RowDimension.__fields__ if name != "customHeight")


class _Page:
    """Writes the rows of one form, from the top down."""

    def __init__(
        self, sheet: Worksheet, lists: Worksheet, values: Mapping[str, Value], marked: Mapping[str, Code]
    ) -> None:
        self._sheet = sheet
        self._lists = lists
        self._values = values
        self._marked = marked
        self._row = 0
        self._lists_made = 0

    def opening(self, template: FormTemplate) -> None:
        """Write the title, the introduction and the header row, which is repeated on each page."""
        self._across(template.title, Font(name=_FONT, size=20, bold=True, color=_ACCENT), 30)
        for line in template.intro.strip().splitlines():
            lines = len(line) // _CHARACTERS + 1
            self._across(line, Font(name=_FONT, size=11, color=_INK), lines * _LINE_POINTS)
        self._row += 1
        for column, text in enumerate(("Fråga", "Ditt svar", "Hjälp"), 1):
            self._cell(column, text, Font(name=_FONT, size=11, bold=True, color=_ACCENT), _HEAD_SHADE)
        self._sheet.row_dimensions[self._row].height = 22
        self._sheet.print_title_rows = f"{self._row}:{self._row}"

    def section(self, title: str, fields: list[Field], *, new_page: bool) -> None:
        """Write a heading and its questions."""
        if new_page:
            self._sheet.row_breaks.append(Break(id=self._row))
        if title:
            self._across(title, Font(name=_FONT, size=14, bold=True, color=_ACCENT), 32)
        for field in fields:
            value = self._values.get(field.key)
            self._row += 1
            help_text = self._question(field, value)
            if field.kind is Kind.MULTI_CHOICE:
                self._cell(_ANSWER, "", _plain(), _LABEL_SHADE)
                self._make_room(_height(field, help_text, ""))
                self._choices(field, value)
            else:
                self._answer(field, value)
                self._make_room(_height(field, help_text, prompts.as_text(value)))

    def _question(self, field: Field, value: Value) -> str:
        """Write a question with its help, and return that."""
        self._cell(_ASKED, prompts.label(field), Font(name=_FONT, size=11, bold=True, color=_INK), _LABEL_SHADE)
        note = prompts.note(field, self._marked.get(field.key), value)
        help_text = "\n".join(filter(None, (note, field.help)))
        self._cell(_HELP, help_text, Font(name=_FONT, size=10, bold=bool(note), color=_MUTED), _LABEL_SHADE)
        return help_text

    def _make_room(self, points: float) -> None:
        """Make a question's row this high; what is more than Excel gives a row is several, merged."""
        first, count = self._row, math.ceil(points / _STEP) if points > _HIGHEST else 1
        self._row += count - 1
        for row in range(first, first + count):
            self._sheet.row_dimensions[row] = _Growing(self._sheet, row, ht=points / count)
        for column in range(_ASKED, _HELP + 1) if count > 1 else ():
            self._sheet.cell(first, column).alignment = _AT_THE_TOP
            self._sheet.merge_cells(start_row=first, end_row=self._row, start_column=column, end_column=column)

    def _choices(self, field: Field, value: Value) -> None:
        """Write the choices in the rows under their question, and one more for an answer of one's own."""
        chosen = prompts.chosen(value)
        ticks = self._list_of((prompts.YES,), "Välj Ja, eller lämna tomt.")
        self._sheet.add_data_validation(ticks)
        for choice in field.choices:
            self._choice_row(choice)
            ticks.add(self._input(field, prompts.YES if choice in chosen else ""))
        if field.open_choice:
            self._choice_row(prompts.OTHER)
            self._input(field, prompts.others(field, value))

    def _choice_row(self, choice: str) -> None:
        self._row += 1
        self._cell(_ASKED, choice, _plain(), _LABEL_SHADE).alignment = _INDENTED
        self._cell(_HELP, "", _plain(), _LABEL_SHADE)

    def _answer(self, field: Field, value: Value) -> None:
        if field.kind is Kind.DATE:
            cell = self._input(field, "" if isinstance(value, date) else prompts.as_text(value))
            cell.number_format = "yyyy-mm-dd"
            if isinstance(value, date):
                cell.value = value
            self._validate(cell, excel_validation.dates())
            return
        cell = self._input(field, prompts.as_text(value))
        if choices := prompts.choices(field):
            self._validate(cell, self._list_of(choices, "Välj i listan.", free=field.open_choice))
        else:
            self._validate(cell, excel_validation.length(field))

    def _input(self, field: Field, text: str) -> Cell:
        """Write an answer's cell: unlocked, and text even where it begins like a formula."""
        shade = _MISSING_SHADE if field.key in self._marked else "FFFFFF"
        cell = self._cell(_ANSWER, text, _plain(), shade)
        cell.protection = Protection(locked=False)
        cell.number_format = "@"
        return cell

    def _cell(self, column: int, text: str, font: Font, shade: str) -> Cell:
        cell = self._sheet.cell(self._row, column)
        assert isinstance(cell, Cell)
        if text:
            cell.value = _NUMBERED.sub("_x005F_", text)
            cell.data_type = "s"
        cell.font, cell.border, cell.fill = font, _BOX, PatternFill("solid", fgColor=shade)
        cell.alignment = _PLACED
        return cell

    def _across(self, text: str, font: Font, height: float) -> None:
        self._row += 1
        cell = self._sheet.cell(self._row, 1, text)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=3)
        self._sheet.row_dimensions[self._row].height = height

    def _validate(self, cell: Cell, rule: DataValidation) -> None:
        rule.add(cell)
        self._sheet.add_data_validation(rule)

    def _list_of(self, choices: tuple[str, ...], error: str, *, free: bool = False) -> DataValidation:
        """Make a drop-down list; its items stand in the hidden sheet, where commas and length do no harm."""
        self._lists_made += 1
        for row, choice in enumerate(choices, 1):
            self._lists.cell(row, self._lists_made, choice)
        column = get_column_letter(self._lists_made)
        place = f"Val!${column}$1:${column}${len(choices)}"
        return excel_validation.listed(place, error, free=free)


def _height(field: Field, help_text: str, answer: str) -> float:
    """Return points enough for the question, its help and its answer: Excel's own guess is one line."""
    least = _LONG_LINES if field.kind is Kind.LONG_TEXT else 1
    written = sum(len(line) // _ANSWER_CHARACTERS + 1 for line in answer.split("\n"))
    helped = sum(len(line) // _HELP_CHARACTERS + 1 for line in help_text.split("\n"))
    return max(least, written, helped) * _LINE_POINTS + 6


def _plain() -> Font:
    return Font(name=_FONT, size=11, color=_INK)


def _set_up(sheet: Worksheet, lists: Worksheet) -> None:
    """Set what a person meets: widths, locked labels without a password, and paper."""
    sheet.title, lists.sheet_state = "Formulär", "hidden"
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: allowed
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    footer.center.text = "Sida &P av &N"
