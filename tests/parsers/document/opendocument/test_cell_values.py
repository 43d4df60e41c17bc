"""Values of a sheet's cells, with what is written beside them, and without."""

from __future__ import annotations

import pytest

from tests.parsers.document.opendocument.test_reader import sheet


def shown(attributes: str, text: str | None = None, formula: str = "") -> str | None:
    line = "" if text is None else f"<text:p>{text}</text:p>"
    told = f"office:value-type='{attributes}" + (f" table:formula='{formula}'" if formula else "")
    rows = sheet(f"<table:table-row><table:table-cell {told}>{line}</table:table-cell></table:table-row>").rows
    return rows[0][0] if rows else ""


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("float' office:value='30000'", "30000"),
        ("percentage' office:value='0.125'", "12,5 %"),
        ("currency' office:currency='SEK' office:value='30000'", "30000 kr"),
        ("string' office:string-value='En bil'", "En bil"),
        ("date' office:date-value='2027-03-15'", "2027-03-15"),
        ("time' office:time-value='PT09H30M00S'", "09:30"),
    ],
)
def test_value_alone_is_shown(attributes, expected):
    assert shown(attributes) == expected


DAY = "date' office:date-value='2027-03-15T09:30:00'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15/03/27", "2027-03-15"),
        ("15 mars 2027", "2027-03-15"),
        ("måndag 15 mars 2027", "2027-03-15"),
        ("2027-03-15 09:30", "2027-03-15 09:30"),
        ("mars 2027", "mars 2027"),
        ("March 2027", "mars 2027"),
        ("Mon 15 Mar", "mån 15 mar"),
        ("Q1 2027", "Q1 2027"),
        ("2027", "2027"),
        ("senast 15 mars 2027", "senast 15 mars 2027"),
    ],
)
def test_part_of_a_date_is_as_it_is_shown(text, expected):
    assert shown(DAY, text) == expected


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("30000.5", "30,000.50 kr", "30 000,50 kr"),
        ("1234.5", "1234.5", "1234,5"),
        ("0.125", "12.5%", "12,5%"),
        ("1500000", "1.5M", "1,5M"),
        ("30000", "30 000 kr", "30 000 kr"),
        ("1500", "1.500", "1.500"),
        ("12", "§ 12", "§ 12"),
        ("30000", "###", "30000"),
    ],
)
def test_number_of_a_program_in_english_is_written_as_swedes_do(value, text, expected):
    assert shown(f"float' office:value='{value}'", text) == expected


@pytest.mark.parametrize("text", ["#DIV/0!", "#NAMN?", "#N/A", "Fel:508", "Err:502"])
def test_fault_that_a_formula_comes_to_is_asked_about(text):
    assert shown("string' office:string-value=''", text, formula="of:=1/0") == "\ufffd"


def test_formula_that_nobody_has_worked_out_is_asked_about():
    cell = "<table:table-row><table:table-cell table:formula='of:=1+1'/></table:table-row>"
    assert sheet(cell).rows == (("\ufffd",),)
