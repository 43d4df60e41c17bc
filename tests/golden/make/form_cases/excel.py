"""Excel's own shapes, written as XML by hand after ECMA-376 and files that Excel 2016 and later save."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import openpyxl

from mailbot.forms.write import excel
from tests.support.form_file import HELPS, LABELS, WRITTEN, Case, missing, pairs
from tests.support.forms import SHIPPED
from tests.support.office_files import xlsx

BY_HAND = "Excel's XML by hand"
BY_OPENPYXL = "openpyxl"
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="d mmmm yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="3"/></cellXfs>'
)
FILLED = {
    **WRITTEN, "partners": ("Region Halland", "Halmstads kommun"), "success_factors": ("Gemensam", "Trygg"),
    "goals": ("Nära",), "indicators": ("Kontinuitet",),
}  # fmt: skip


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="str"><v>{escape(text)}</v></c>' if text else ""


def grid(rows: Iterable[Sequence[str]], hidden: Sequence[int] = ()) -> str:
    """Return rows of texts; a text that begins with < is a cell's XML already, with its place as {}."""
    made = []
    for number, row in enumerate(rows, 1):
        places = ((f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}{number}", text) for column, text in enumerate(row))
        cells = "".join(text.format(place) if text.startswith("<c ") else cell(place, text) for place, text in places)
        made.append(f'<row r="{number}" hidden="{int(number in hidden)}">{cells}</row>')
    return "".join(made)


def sheet(rows: Iterable[Sequence[str]], merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    return xlsx(grid(rows, hidden), merged=f"<mergeCells>{areas}</mergeCells>" if merged else "", styles=STYLES)


def factor_rows(*marks: str) -> list[tuple[str, ...]]:
    """Return the form with the success factors as rows of their own, each with its mark's cell."""
    made: list[tuple[str, ...]] = []
    for label, text in pairs():
        if label != LABELS["success_factors"]:
            made.append((label, text))
        else:
            made += [(label,), *zip(SHIPPED.field("success_factors").choices, marks, strict=True)]
    return made


def book(*sheets: tuple[str, Sequence[tuple[str, str]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for title, rows in sheets:
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def row_of(key: str) -> int:
    """Return the row of a question where each has one, counted from 1."""
    return list(LABELS).index(key) + 1


TICKED, UNTICKED = '<c r="{}" t="b"><v>1</v></c>', '<c r="{}" t="b"><v>0</v></c>'

CASES = [
    Case("ours-filled.xlsx", "the exported form, filled in by mailbot", excel.write(SHIPPED, FILLED)),
    Case("sheet-beside.xlsx", BY_HAND, sheet(pairs())),
    Case("sheet-beside.xlsm", BY_HAND, sheet(pairs())),
    Case("sheet-indented.xlsx", BY_HAND + ", labels in column C under a title", sheet(
        [("Förslag till Omtanke Halland",), (), *(("", "", *pair) for pair in pairs())])),
    Case("sheet-above.xlsx", BY_HAND, sheet([row for label, text in pairs() for row in ((label,), (text,), ())])),
    Case("sheet-header-row.xlsx", BY_HAND + ", labels in the first row", sheet(
        [[label for label, _ in pairs()], [text for _, text in pairs()]])),
    Case("sheet-help-column.xlsx", BY_HAND, sheet(
        (label, text, HELPS[key]) for key, (label, text) in zip(LABELS, pairs(), strict=True))),
    Case("sheet-column-between.xlsx", BY_HAND + ", an empty column between", sheet(
        (label, "", text) for label, text in pairs())),
    Case("sheet-merged.xlsx", BY_HAND, sheet(
        [(label, "", text) for label, text in pairs()],
        merged=[f"A{row}:B{row}" for row in range(1, len(LABELS) + 1)])),
    Case("sheet-merged-downwards.xlsx", BY_HAND, sheet(
        [row for label, text in pairs() for row in ([(label, text), ("", "Det tar tid.")]
         if label == "Bakgrund" else [(label, text)])],
        merged=[f"A{row_of('background')}:A{row_of('background') + 1}"]),
         {"background": f"{WRITTEN['background']}\nDet tar tid."}),
    Case("sheet-answer-in-rows.xlsx", BY_HAND + ", a long answer in several rows", sheet(
        [row for label, text in pairs() for row in ([(label, text), ("", "Det tar tid.")]
         if label == "Bakgrund" else [(label, text)])]), {"background": f"{WRITTEN['background']}\nDet tar tid."}),
    Case("sheet-hidden-rows.xlsx", BY_HAND + ", a hidden row with an old answer", sheet(
        [("Rubrik", "Förra årets förslag"), *pairs()], hidden=(1,))),
    Case("sheet-hidden-answer.xlsx", BY_HAND + ", an answered row is hidden", sheet(
        pairs(), hidden=(row_of("manager"),))),
    Case("sheet-formula.xlsx", BY_HAND + ", a formula with its cached value", sheet(
        pairs(title='<c r="{}" t="str"><f>B2</f><v>' + WRITTEN["title"] + "</v></c>"))),
    Case("sheet-dates-and-numbers.xlsx", BY_HAND, sheet(pairs(
        timeplan='<c r="{}" s="2"><v>46419</v></c>', resources='<c r="{}" s="4"><v>250000</v></c>',
        evaluation='<c r="{}" s="3"><v>0.5</v></c>')), {
        "timeplan": "2027-02-01", "resources": "250 000", "evaluation": "50 %"}),
    Case("sheet-error-value.xlsx", BY_HAND, sheet(pairs(unit='<c r="{}" t="e"><v>#N/A</v></c>')), {"unit": None}, (
        ("unit", "ambiguous",
         "Enhet eller verksamhet: en del av svaret går inte att läsa i filen (”\ufffd”). Skriv hela svaret igen."),)),
    Case("sheet-cell-check-boxes.xlsx", BY_HAND + ", check boxes in cells (2024)", sheet(
        factor_rows(UNTICKED, UNTICKED, TICKED, TICKED))),
    Case("sheet-marks-x.xlsx", BY_HAND, sheet(factor_rows("", "", "x", "X"))),
    Case("sheet-marks-yes-no.xlsx", BY_HAND, sheet(factor_rows("nej", "nej", "ja", "Ja"))),
    Case("sheet-marks-to-the-left.xlsx", BY_HAND, sheet(
        [row if len(row) < 2 or row[0] not in SHIPPED.field("success_factors").choices else row[::-1]
         for row in factor_rows("☐", "☐", "☒", "☒")])),
    Case("sheet-inline-and-shared-strings.xlsx", BY_OPENPYXL, book(("Blad1", pairs()))),
    Case("sheet-pages.xlsx", BY_OPENPYXL + ", one form over two sheets", book(
        ("Sida 1", pairs()[:12]), ("Sida 2", pairs()[12:]))),
    Case("sheet-two-forms.xlsx", BY_OPENPYXL + ", a form on each of two sheets", book(
        ("Ett", pairs()), ("Två", pairs(title="Kvällsrunda"))), second={"title": "Kvällsrunda"}),
    Case("sheet-formula-like-answer.xlsx", BY_HAND, sheet(pairs(purpose="=Tryggare hemgång")), {
        "purpose": "=Tryggare hemgång"}),
    Case("sheet-missing.xlsx", BY_HAND, sheet(pairs(background="", organisation="")), {
        "background": None, "organisation": None}, (missing("organisation"), missing("background"))),
    Case("sheet-budget.xlsx", BY_HAND, sheet([("Budget", "2027"), ("Personal", "100")]), refused=(
        "not_a_form", "xlsx", "det är inte den gemensamma mallen – fyll i mallen och skicka den")),
    Case("empty-form.xlsx", "the exported form, untouched", excel.write(SHIPPED), refused=(
        "not_a_form", "xlsx", "formuläret är tomt – fyll i det och skicka det igen")),
]  # fmt: skip
