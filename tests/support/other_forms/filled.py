"""Forms that other organisations made themselves: blank, and filled in by somebody."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

from tests.golden.make.form_cases.word import box, lines
from tests.support.office_files import docx, p, r, sdt, tc, tr

PLACEHOLDER = "<w:showingPlcHdr/>"
TITLE = "Utvecklingsförslag Hylte kommun"
ITEMS = "".join(f'<w:listItem w:displayText="{name}" w:value="{name}"/>' for name in ("Låg", "Medel", "Hög"))


def word(answers: dict[str, str]) -> bytes:
    """Return a Word form with controls, boxes, a heading row, help texts and lines to write on."""

    def row(label: str, space: str) -> str:
        return tr(tc(lines(label)), tc(space))

    def control(key: str, properties: str = "") -> str:
        text = answers.get(key, "")
        return p(sdt(r(text or "Klicka här"), properties=properties + ("" if text else PLACEHOLDER)))

    boxes = "".join(
        box("", name, ticked=name in answers.get("areas", "")) for name in ("Äldre", "Barn och unga", "Psykisk hälsa")
    )
    table = "".join(
        (
            tr(tc(p(r("Om förslaget")), properties='<w:gridSpan w:val="2"/>')),
            row("Förslagets namn *", lines(answers.get("title", ""))),
            row("Vad vill du förändra? (obligatorisk)\nBeskriv kort. Max en sida.", lines(answers.get("change", ""))),
            row("Angelägenhetsgrad", control("urgency", f"<w:dropDownList>{ITEMS}</w:dropDownList>")),
            row("Önskat startdatum", control("start", "<w:date/>")),
            row("Områden (flera val är möjliga)", boxes),
            tr(tc(p(r("Om dig")), properties='<w:gridSpan w:val="2"/>')),
            row("Namn *", control("name")),
            row("Mejladress", lines(answers.get("email", ""))),
        )
    )
    reached = answers.get("reached", "________")
    return docx(p(r(TITLE)) + f"<w:tbl>{table}</w:tbl>" + p(r(f"Nås bäst: {reached}")))


def excel(answers: dict[str, str]) -> bytes:
    """Return an Excel form: label, answer, help; a list and a date rule, and room under each label."""
    made = openpyxl.Workbook()
    page = made["Sheet"]
    made.create_sheet("Listor").sheet_state = "hidden"
    for number, place in enumerate(("Norra", "Södra"), 1):
        made["Listor"].cell(number, 1, place)
    page.append(["Förslag från hemtjänsten"])
    page.append(["Fråga", "Svar", "Hjälp"])
    for label, key, more in (
        ("Förslagets namn *", "title", "Ett kort namn."),
        ("Vad kostar det?", "cost", "Ungefär, per år."),
        ("Område", "place", ""),
        ("Prioritet", "priority", ""),
        ("Klart senast", "ready", ""),
        ("Telefonnummer", "phone", None),
    ):
        page.append([label, answers.get(key), more])
    for kind, formula, cell in (("list", "Listor!$A$1:$A$2", "B5"), ("list", '"Låg,Hög"', "B6"), ("date", "1", "B7")):
        rule = DataValidation(type=kind, formula1=formula, operator="greaterThan" if kind == "date" else None)
        rule.add(cell)
        page.add_data_validation(rule)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
