"""Excel forms of two invented organisations: each as a function from answers to a file, blank where there are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

Answers = Mapping[str, str]
EXTENSION = (
    '<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1>'
    "<xm:sqref>{cells}</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
)
"""A list in another sheet, as Excel 2010 and later saves it ([MS-XLSX] §2.3.4)."""


def halmstad(answers: Answers) -> bytes:
    """Merged cells, two questions to a row, lists in another sheet: by Excel's extension, and by a name."""
    book = openpyxl.Workbook()
    page = book["Sheet"]
    page.title = "Ansökan"
    listed = book.create_sheet("Listor")
    for number, (area, phase) in enumerate((("Vård", "Idé"), ("Skola", "Test"), ("Teknik", "Införande")), 1):
        listed.cell(number, 1, area)
        listed.cell(number, 2, phase)
    book.defined_names["Faser"] = DefinedName("Faser", attr_text="Listor!$B$1:$B$3")
    for area in ("A1:D1", "A3:D3", "B6:D6", "B7:D7", "A8:D8", "A9:D12", "A13:D13"):
        page.merge_cells(area)
    for cell, text in {
        "A1": "Innovationsansökan", "A3": "1. Sökande", "A4": "Namn*", "C4": "E-post*", "A5": "Förvaltning",
        "C5": "Telefon", "A6": "Ansökans rubrik*", "A7": "Område", "A8": "Beskriv innovationen*", "A14": "Fas",
        "C14": "Startdatum", "A16": "Fält med * är obligatoriska.",
    }.items():  # fmt: skip
        page[cell] = text
    for cell, size in (("A1", 16), ("A3", 12)):
        page[cell].font = Font(bold=True, size=size)
    places = {"name": "B4", "email": "D4", "unit": "B5", "phone": "D5", "title": "B6", "area": "B7", "what": "A9"}
    for key, cell in {**places, "phase": "B14", "start": "D14"}.items():
        page[cell] = answers.get(key)
    for rule in (
        DataValidation("list", formula1="Faser"),
        DataValidation("date", operator="greaterThan", formula1="1"),
    ):
        rule.add("B14" if rule.type == "list" else "D14")
        page.add_data_validation(rule)
    return _with_extension(book, EXTENSION.format(formula="Listor!$A$1:$A$3", cells="B7"))


def _with_extension(book: openpyxl.Workbook, extension: str) -> bytes:
    made, file = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.decode().replace("</worksheet>", extension).encode()
            new.writestr(name, content)
    return file.getvalue()


def hylte(answers: Answers) -> bytes:
    """A plain sheet: label, answer, and help in a third column with no heading over it."""
    book = openpyxl.Workbook()
    page = book["Sheet"]
    page["A1"] = "Förslagslådan i Hylte"
    page["A1"].font = Font(bold=True, size=14)
    for row, (label, key, more) in enumerate(
        (
            ("Förslagets titel (obligatorisk)", "title", "Högst tio ord."),
            ("Vad vill du ändra? (obligatorisk)", "what", "Skriv så att någon utanför din arbetsplats förstår."),
            ("Kostar det något? (Ja/Nej)", "cost", None),
            ("Hur bråttom är det?", "urgent", None),
            ("Ditt namn", "name", None),
        ),
        3,
    ):
        page.cell(row, 1, label)
        page.cell(row, 2, answers.get(key))
        page.cell(row, 3, more)
    rule = DataValidation("list", formula1='"Genast,I år,Senare"')
    rule.add("B6")
    page.add_data_validation(rule)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
