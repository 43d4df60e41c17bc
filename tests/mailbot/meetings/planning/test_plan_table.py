"""A plan of meetings as a table, in Word and Excel, as people write days and times."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from docx import Document

import parsers
from mailbot.meetings.planning.plan_table import PlannedRow, plan_in

HEAD = ("Datum", "Tid", "Plats", "Stoppdag")


def excel(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def word(*rows) -> bytes:
    document = Document()
    document.add_paragraph("Sammanträden 2027")
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def planned(name: str, data: bytes) -> tuple[PlannedRow, ...]:
    plan = plan_in(parsers.read_document(name, data))
    return plan.rows if plan else ()


def test_excel_with_real_days_and_times():
    data = excel(HEAD, (date(2027, 3, 15), time(9, 0), "Rådhuset, Varberg", datetime(2027, 3, 1, 12)))  # noqa: DTZ001 - as Excel has it
    assert planned("plan.xlsx", data) == (
        PlannedRow("bladet Sheet, rad 2", date(2027, 3, 15), time(9), "Rådhuset, Varberg", date(2027, 3, 1), time(12)),
    )


def test_word_with_days_in_words():
    data = word(HEAD, ("måndag 15 mars 2027", "9–12", "Varberg", "1 mars kl. 12"), ("2027-04-19", "", "", ""))
    assert planned("plan.docx", data) == (
        PlannedRow("tabell 1, rad 2", date(2027, 3, 15), time(9), "Varberg", date(2027, 3, 1), time(12)),
        PlannedRow("tabell 1, rad 3", date(2027, 4, 19)),
    )


def test_columns_stand_in_any_order_and_under_other_names():
    data = word(("Sista dag för förslag", "Nr", "Mötesdatum", "Klockslag"), ("30/12", "1", "2027-01-14", "kl 13.15"))
    assert planned("plan.docx", data) == (
        PlannedRow("tabell 1, rad 2", date(2027, 1, 14), time(13, 15), "", date(2026, 12, 30)),
    )


@pytest.mark.parametrize(
    ("row", "unclear"),
    [
        (("15 mars", "9", "", ""), "«15 mars» är ingen dag som vi kan läsa. Skriv som 2027-03-15."),
        (("tisdag 15 mars 2027", "9", "", ""), "«tisdag 15 mars 2027» är ingen dag som vi kan läsa."),
        (("2027-02-30", "9", "", ""), "«2027-02-30» är ingen dag som vi kan läsa."),
        (("", "9", "Varberg", ""), "«» är ingen dag som vi kan läsa."),
        (("2027-03-15", "förmiddag", "", ""), "«förmiddag» är ingen tid som vi kan läsa."),
        (("2027-03-15", "9 eller 10", "", ""), "«9 eller 10» är ingen tid som vi kan läsa."),
        (("2027-03-15", "9", "", "två veckor före"), "«två veckor före» är ingen stoppdag som vi kan läsa."),
    ],
)
def test_what_can_not_be_read_in_a_row_is_said(row, unclear):
    (found,) = planned("plan.docx", word(HEAD, row))
    assert found.unclear.startswith(unclear)
    assert found.day is None


@pytest.mark.parametrize("rows", [(("Datum", "Ansvarig"), ("2027-03-15", "Eva")), (("Tid", "Plats"), ("9", "Varberg"))])
def test_other_tables_plan_nothing(rows):
    assert planned("annat.docx", word(*rows)) == ()
