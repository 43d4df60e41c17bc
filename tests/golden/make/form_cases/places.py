"""Answers and marks that are not where the form has room for them, and forms that are only shown."""

from __future__ import annotations

from collections.abc import Sequence

from tests.golden.make.form_cases.excel import sheet
from tests.golden.make.form_cases.people import TYPED, typed
from tests.golden.make.form_cases.word import BY_HAND, box, lines, rows
from tests.support.form_file import HELPS, LABELS, WRITTEN, Case, pairs
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, table
from tests.support.pdf_files import pdf, text

BY_EXCEL = "Excel's XML by hand, as the exported form"
EXAMPLE = (
    "not_a_form",
    "docx",
    "det är ett exempel på hur man fyller i mallen, inte ett eget förslag – fyll i en tom mall och skicka den",
)
DOUBTED = (
    "title",
    "ambiguous",
    "Rubrik börjar med ”Exempel”. Är det ett eget förslag, skriv en rubrik utan det ordet. Annars fyll i en tom mall.",
)
UNSURE = "Framgångsfaktorer: vi är inte säkra på vilka du menar. Skriv ett val på varje rad, utan annan text."


def helped(*beside: str, **written: str) -> list[tuple[str, ...]]:
    """Return rows of question, answer and help; `beside` are the questions whose answer stands over the help."""
    return [
        (LABELS[key], "", text) if key in beside else (LABELS[key], text, HELPS[key])
        for key, text in {**WRITTEN, **written}.items()
    ]


def listed(*rows_of_choices: tuple[str, ...], key: str = "success_factors") -> bytes:
    """Return the form with a row for each choice below the question, which is answered there alone."""
    made: list[tuple[str, ...]] = []
    for row in helped(**{key: ""}):
        made += [row, *rows_of_choices] if row[0] == LABELS[key] else [row]
    return sheet(made)


def choices(marks: Sequence[str], form: str = "{1}", key: str = "success_factors") -> list[tuple[str, ...]]:
    """Return a row for each choice with its mark, the cells parted by bars."""
    offered = SHIPPED.field(key).choices
    return [tuple(form.format(mark, name).split("|")) for mark, name in zip(marks, offered, strict=True)]


def below_help(*keys: str) -> bytes:
    """Return the form with these answers under their help, and the control beside them left as it was."""
    made = [
        (f"{LABELS[key]}\n{HELPS[key]}\n{text}", "") if key in keys else (f"{LABELS[key]}\n{HELPS[key]}", text)
        for key, text in WRITTEN.items()
    ]
    return docx(table(*made))


def bulleted() -> bytes:
    """Return a page of headings with answers below, the several choices as a list whose bullets stand apart."""
    drawn, y = b"", 830.0
    for label, answer in pairs():
        drawn += text(60, y, label, 9)
        items = answer.split(", ") if label in (LABELS["partners"], LABELS["success_factors"]) else ()
        for item in items:
            y -= 11
            drawn += text(78, y, "•", 8) + text(96, y, item, 8)
        if not items:
            y -= 11
            drawn += text(60, y, answer, 8)
        y -= 16
    return pdf(drawn)


CASES = [
    Case("x-before-empty-boxes.docx", BY_HAND, docx(rows({"success_factors": lines(
        "☐ Hälsofrämjande\n☐ Enkel\nx ☐ Gemensam\nX ☐ Trygg")}))),
    Case("x-before-empty-controls.docx", BY_HAND, docx(rows({"success_factors": "".join(
        box("success_factors", name, ticked=False).replace("<w:p>", f"<w:p>{r(mark)}", 1)
        for name, mark in zip(SHIPPED.field("success_factors").choices, ("", "", "x ", "x "), strict=True))}))),
    Case("answers-below-the-help.docx", BY_HAND, below_help("role", "background", "target_group")),
    Case("another-help-under-the-label.docx", BY_HAND, docx(table(*pairs(
        {"role": "Roll eller yrke\nSkriv din titel här bredvid."}, role=""))), {"role": None}),
    Case("sheet-over-the-help.xlsx", BY_EXCEL, sheet(helped("background", "risks"))),
    Case("sheet-right-of-the-help.xlsx", BY_EXCEL, sheet([
        (label, "", note, answer) if label == LABELS["risks"] else (label, answer, note)
        for label, answer, note in helped()])),
    Case("sheet-unknown-question-beside.xlsx", BY_EXCEL + ", another question right of an empty answer", sheet([
        (label, "", "Diarienummer", "") if label == LABELS["unit"] else (label, answer)
        for label, answer in pairs()]), {"unit": None}),
    Case("sheet-list-beside-the-question.xlsx", BY_EXCEL, sheet([
        row for label, *rest in helped() for row in ((label, *rest), *(
            choices("    ") if label == LABELS["success_factors"] else ()))])),
    Case("sheet-x-one-column-off.xlsx", BY_EXCEL, listed(*choices(("", "", "x", "x"), "{1}||{0}"))),
    Case("sheet-x-before-the-name.xlsx", BY_EXCEL, listed(*choices(("", "", "x ", "x "), "{0}{1}"))),
    Case("sheet-marks-in-words.xlsx", BY_EXCEL, listed(*choices(
        ("Nej", "ej aktuellt", "Ja, absolut", "ja: viktigast"), "{1}|{0}"))),
    Case("sheet-mark-in-doubt.xlsx", BY_EXCEL, listed(*choices(("", "kanske senare", "x", "x"), "{1}|{0}")),
         {"success_factors": None}, (("success_factors", "ambiguous", UNSURE),)),
    Case("labels-in-two-forms.docx", BY_HAND, docx(table(*pairs(
        {"target_group": "Målgrupp/målgrupper", "evaluation": "Uppföljning/utvärdering"})))),
    Case("choices-explained.docx", BY_HAND, docx(table(*pairs(
        partners="Alla sex kommunerna och regionen", goals="Samtliga tre",
        success_factors="Gemensam – för att vi delar på det. Trygg eftersom man vet vem som kommer.",
        email="karin.astrom (at) halmstad.example"))), {
            "partners": list(SHIPPED.field("partners").choices[:7]), "goals": list(SHIPPED.field("goals").choices)}),
    Case("bullets-apart.pdf", "PDF by hand, no lines drawn", bulleted()),
    Case("example-below-the-title.docx", BY_HAND, docx(p(r(SHIPPED.title)) + p(r("EXEMPEL")) + table(*pairs())),
         refused=EXAMPLE),
    Case("example-said.docx", BY_HAND, docx(p(r(SHIPPED.title)) + p(r(
        "Detta är ett exempel på hur mallen kan fyllas i. Skicka inte in det.")) + table(*pairs())), refused=EXAMPLE),
    Case("example-in-the-title.docx", BY_HAND, docx(table(*pairs(title="(Exempel) Trygg hemgång"))),
         {"title": "(Exempel) Trygg hemgång"}, (DOUBTED,)),
    Case("proposal-that-names-examples.txt", TYPED,
         "Mitt förslag är ett exempel på hur vi kan samverka.\n\n".encode() + typed(risks="Exempel: tekniken strular."),
         {"risks": "Exempel: tekniken strular."}),
]  # fmt: skip
