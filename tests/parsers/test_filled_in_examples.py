"""Examples and earlier versions, which look like filled forms."""

from __future__ import annotations

import io

import openpyxl
import pytest

from parsers.parse import parse, parse_text
from parsers.result import Code, NotAForm
from tests.support.form_file import pairs
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, table

EXAMPLE = "det är ett exempel på hur man fyller i mallen, inte ett eget förslag – fyll i en tom mall och skicka den"


def book(*sheets: tuple[str, str]) -> bytes:
    """Return a workbook with a filled form on each sheet, by the sheet's name and the form's title."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, title in sheets:
        sheet = made.create_sheet(name)
        for row in pairs(title=title):
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def titles(data: bytes) -> list[object]:
    forms = parse("x", data, [SHIPPED])
    assert isinstance(forms, tuple)
    return [form.values["title"] for form in forms]


@pytest.mark.parametrize("name", ["Exempel", "Ifyllt exempel", "Så fyller du i", "Instruktion", "Tidigare version"])
@pytest.mark.parametrize("first", [True, False])
def test_sheet_that_is_only_shown_is_no_form(name, first):
    sheets = [(name, "Hembesök"), ("Formulär", "Morgonrunda")]
    assert titles(book(*(sheets if first else sheets[::-1]))) == ["Morgonrunda"]


def test_only_sheet_is_read_though_it_is_called_an_earlier_version():
    assert titles(book(("Tidigare version", "Morgonrunda"))) == ["Morgonrunda"]


def test_sheet_with_the_same_title_replaces_the_one_before_it():
    assert titles(book(("A", "Morgonrunda"), ("B", "Kvällsrunda"), ("C", "MORGONRUNDA"))) == [
        "Kvällsrunda",
        "MORGONRUNDA",
    ]


@pytest.mark.parametrize(
    ("changed", "count", "asked"),
    [
        ({"background": "Nu med siffror."}, 1, {"background"}),
        ({"partners": "Region Halland"}, 1, {"partners"}),
        ({"phone": None, "risks": "Inga."}, 1, {"phone", "risks"}),
        ({"email": None}, 1, {"email"}),
        ({"background": "BESKED KOMMER SENT."}, 1, {"background"}),
        ({}, 1, set()),
        ({"initiator_name": "Bo Alm"}, 2, set()),
        ({"email": "bo.alm@example.se"}, 2, set()),
        ({"unit": "Rehab Getinge"}, 2, set()),
        ({"title": "Runda (ny version)"}, 2, set()),
    ],
)
def test_form_below_replaces_the_same_persons_and_what_differs_is_asked_about(changed, count, asked):
    below = {"title": "Runda", **changed}
    forms = parse("x", docx(table(*pairs(title="Runda")) + table(*pairs(**below))), [SHIPPED])
    assert isinstance(forms, tuple)
    last = forms[-1]
    doubted = {problem.field for problem in last.problems if problem.code is Code.AMBIGUOUS}
    assert (len(forms), doubted, asked & {key for key, value in last.values.items() if value}) == (count, asked, set())


@pytest.mark.parametrize(
    "data",
    [
        book(("Exempel", "Hembesök")),
        docx(p(r("Exempel på ifylld mall")) + table(*pairs())),
        docx(p(r("Så fyller du i mallen")) + table(*pairs())),
    ],
)
def test_document_that_is_an_example_is_no_form(data):
    result = parse("x", data, [SHIPPED])
    assert isinstance(result, NotAForm)
    assert result.reason == EXAMPLE


def test_form_below_a_line_of_instructions_is_a_form():
    assert titles(docx(p(r("Instruktion: fyll i alla rutor.")) + table(*pairs(title="Runda")))) == ["Runda"]


def test_text_about_examples_is_no_form_of_any_kind():
    reason = "det är inte den gemensamma mallen – fyll i mallen och skicka den"
    assert parse_text("Exempel på hur det går till", [SHIPPED]) == NotAForm("text", reason)
