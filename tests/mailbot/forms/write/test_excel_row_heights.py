"""The heights of the Excel form's rows: an answer is seen whole, on the screen and on paper."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from mailbot.forms.write import excel
from parsers.parse import parse
from tests.support.forms import SMALL, SMALL_ANSWERS

LONG = "\n\n".join(
    f"Stycke {number}. " + "Vi ringer runt mellan avdelningarna varje kväll. " * 12 for number in range(20)
)


def sheet(answer: str) -> openpyxl.worksheet.worksheet.Worksheet:
    data = excel.write(SMALL, {**SMALL_ANSWERS, "background": answer})
    return openpyxl.load_workbook(io.BytesIO(data))["Formulär"]


def row_of(form: openpyxl.worksheet.worksheet.Worksheet) -> int:
    return next(row for row in range(1, 20) if form.cell(row, 1).value == "Bakgrund *")


def dimension_is_fixed(data: bytes, row: int) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet_xml = package.read("xl/worksheets/sheet1.xml").decode()
    return "customHeight" in sheet_xml.partition(f'<row r="{row}"')[2].partition(">")[0]


@pytest.mark.parametrize(("answer", "lines"), [("", 4), ("Kort.", 4), ("En rad.\n" * 9, 10), ("ord " * 145, 11)])
def test_row_is_as_high_as_its_answer_and_grows_with_it(answer, lines):
    form = sheet(answer)
    dimension = form.row_dimensions[row_of(form)]
    assert dimension.height == lines * 15.5 + 6
    assert not dimension_is_fixed(excel.write(SMALL), row_of(form))


def test_answer_that_no_row_can_hold_is_spread_over_several_and_read_back():
    form = sheet(LONG)
    first = row_of(form)
    (answer,) = (area for area in form.merged_cells.ranges if area.min_col == area.max_col == 2)
    heights = [form.row_dimensions[row].height for row in range(answer.min_row, answer.max_row + 1)]
    assert answer.min_row == first
    assert sum(heights) > 20 * 11 * 15.5
    assert max(heights) <= 409
    (parsed,) = parse("x.xlsx", excel.write(SMALL, {**SMALL_ANSWERS, "background": LONG}), [SMALL])
    assert parsed.values["background"] == "\n".join(line.strip() for line in LONG.split("\n"))
