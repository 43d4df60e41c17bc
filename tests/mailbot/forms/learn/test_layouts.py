"""Forms laid out as people lay them out: every question is found, and what is read with them is what was written."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from pypdf.generic import ArrayObject, NumberObject, TextStringObject

from mailbot.errors import ConfigError
from mailbot.forms.learn.propose import inspect
from parsers.parse import parse
from parsers.result import NotAForm, Value
from parsers.template import Kind
from tests.golden.make.form_cases.word import legacy_list
from tests.support.office_files import p, r, tc, tr
from tests.support.other_forms.word import bold, file, head, lines, pair, table, wide
from tests.support.pdf_files import box, field, pdf, text

DAMAGED = "can't be read as pdf: it is damaged or too large. Open it, save it anew as .docx or .xlsx, and try that file"
FUNDS = {
    "Förslagets namn*": "Nattpatrull över gränsen",
    "Område*": "Omsorg",
    "Startdatum": date(2027, 3, 1),
    "Antal deltagare": 12,
    "Beskrivning*": "En gemensam nattpatrull.\nTvå bilar.",
}
FUNDS_READ: Mapping[str, Value] = {
    "title": "Nattpatrull över gränsen",
    "omrade": "Omsorg",
    "startdatum": date(2027, 3, 1),
    "antal_deltagare": "12",
    "description": "En gemensam nattpatrull.\nTvå bilar.",
}


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def funds(*, filled: bool, merged: bool, styled: bool = True, ruled: bool = True) -> bytes:
    """Labels in A, perhaps merged with B, and answers in C, perhaps yellow and under rules."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet["A1"], sheet["A2"] = "Ansökan om medel", "Fyll i gula fält. * = obligatoriskt"
    sheet["A1"].font = Font(size=16)
    for row, (label, value) in enumerate(FUNDS.items(), 4):
        sheet.cell(row, 1, label)
        if merged:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        if styled:
            sheet.cell(row, 3).fill = PatternFill("solid", fgColor="FFFF00")
        if filled:
            sheet.cell(row, 3, value)
    for cell, rule in (
        ("C5", DataValidation("list", formula1='"Vård,Omsorg"')),
        ("C6", DataValidation("date", operator="greaterThan", formula1="40000")),
        ("C7", DataValidation("whole", operator="between", formula1="0", formula2="99")),
    ):
        if ruled:
            rule.add(cell)
            sheet.add_data_validation(rule)
    return saved(book)


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "past-an-empty-column"])
@pytest.mark.parametrize("styled", [True, False], ids=["yellow", "plain"])
def test_answers_two_columns_right_of_their_labels_are_found(merged, styled):
    form = inspect("6.xlsx", funds(filled=False, merged=merged, styled=styled)).template
    assert (form.id, form.title) == ("ansokan-om-medel-1", "Ansökan om medel")
    assert [(one.label, one.kind, one.required, one.choices) for one in form.fields] == [
        ("Förslagets namn", Kind.TEXT, True, ()),
        ("Område", Kind.CHOICE, True, ("Vård", "Omsorg")),
        ("Startdatum", Kind.DATE, False, ()),
        ("Antal deltagare", Kind.TEXT, False, ()),
        ("Beskrivning", Kind.LONG_TEXT, True, ()),
    ]
    (read,) = parse("6.xlsx", funds(filled=True, merged=merged), [form])
    assert (dict(read.values), read.problems) == (FUNDS_READ, ())


def test_labels_merged_over_the_whole_width_are_found_where_nothing_has_room():
    proposal = inspect("f.xlsx", funds(filled=False, merged=True, styled=False, ruled=False))
    assert [one.label for one in proposal.template.fields] == [label.strip("*") for label in FUNDS]
    assert proposal.doubts == ("Område: kind is a guess: long_text",)


def test_list_without_a_question_is_told_by_its_cell():
    book = openpyxl.load_workbook(io.BytesIO(funds(filled=False, merged=False)))
    rule = DataValidation("list", formula1='"Ja,Nej"')
    rule.add("F20")
    book["Sheet"].add_data_validation(rule)
    book["Sheet"]["F21"] = " "
    doubts = inspect("f.xlsx", saved(book)).doubts
    assert doubts == ("form field 4 (Sheet!F20): has no question beside it, and is left out",)


def above(answers: Mapping[str, str]) -> bytes:
    """Labels above their answers, two beside each other."""
    book = openpyxl.Workbook()
    for cell, label in (("A1", "Idéns namn*"), ("C1", "Inlämnad av"), ("A4", "E-postadress"), ("C4", "Telefonnummer")):
        book["Sheet"][cell] = label
        book["Sheet"][f"{cell[0]}{int(cell[1]) + 1}"] = answers.get(label)
    return saved(book)


def test_labels_beside_each_other_above_their_answers_are_found():
    form = inspect("7.xlsx", above({})).template
    answers = {"Idéns namn*": "Nattlarm", "Inlämnad av": "Gun Hed", "Telefonnummer": "035-13 10 00"}
    (read,) = parse("7.xlsx", above({**answers, "E-postadress": "gun@halmstad.example"}), [form])
    assert (dict(read.values), read.problems) == (
        {"title": "Nattlarm", "inlamnad_av": "Gun Hed", "email": "gun@halmstad.example", "phone": "035-13 10 00"},
        (),
    )


def crowded(answers: Mapping[str, str]) -> bytes:
    """Labels at the top of the cells that take their answers, three to a row."""

    def cell(label: str, properties: str = "") -> str:
        return tc(lines(f"{label}\n{answers.get(label, '')}"), properties=properties)

    span = '<w:gridSpan w:val="3"/>'
    return file(
        head("Utmärkelsen", "Rubrik")
        + table(
            tr(cell("Namn"), cell("Yrke"), cell("Telefon (även riktnr)")),
            tr(cell("Arbetsplats"), cell("Chef"), cell("E-post")),
            tr(cell("Bidragets rubrik *", span)),
            tr(cell("Motivering *", span)),
        )
    )


CROWDED = ("Namn", "Yrke", "Telefon", "Arbetsplats", "Chef", "E-post", "Bidragets rubrik", "Motivering")


def test_labels_in_their_answers_cells_are_found_and_doubted():
    proposal = inspect("5.docx", crowded({}))
    assert tuple(one.label for one in proposal.template.fields) == CROWDED
    assert [one.label for one in proposal.template.fields if one.required] == ["Bidragets rubrik", "Motivering"]
    assert proposal.doubts == tuple(
        f"{label}: no room beside it; taken as a question with its room in its own cell" for label in CROWDED
    )


def fields_without_words(answers: Mapping[str, str]) -> bytes:
    """Form fields named by the program that made them, labelled left of them, above them and beside their boxes."""
    choices = ArrayObject(map(TextStringObject, ("Service", "Miljö")))
    page = text(50, 790, "Idéblankett", 18) + text(50, 740, "Förslagets rubrik *") + text(50, 700, "Typ av idé")
    page += text(50, 660, "Ditt namn") + text(300, 660, "E-post") + text(50, 600, "Får vi publicera?")
    page += text(220, 600, "Ja") + text(300, 600, "Nej")
    return pdf(
        page,
        fields=(
            field("Text1", (200, 736, 500, 752), V=answers.get("title", ""), Ff=NumberObject(1 << 1)),
            field("Lista2", (200, 696, 500, 712), kind="Ch", Opt=choices, V=answers.get("kind", "")),
            field("Text3", (50, 636, 250, 652), V=answers.get("name", "")),
            field("Text4", (300, 636, 500, 652), V=answers.get("email", "")),
            box("Kryss1", (200, 598, 212, 610), ticked="publish" in answers),
            box("Kryss2", (280, 598, 292, 610), ticked=False),
        ),
    )


def test_pdf_fields_without_words_are_called_what_stands_beside_them():
    form = inspect("8.pdf", fields_without_words({})).template
    assert [(one.key, one.label, one.kind, one.required) for one in form.fields] == [
        ("title", "Förslagets rubrik", Kind.TEXT, True),
        ("typ_av_ide", "Typ av idé", Kind.CHOICE, False),
        ("initiator_name", "Ditt namn", Kind.TEXT, False),
        ("email", "E-post", Kind.EMAIL, False),
        ("far_vi_publicera", "Får vi publicera?", Kind.YES_NO, False),
    ]
    answers = {"title": "Grön rehab", "kind": "Miljö", "name": "Bo Ek", "email": "bo@hylte.example", "publish": "ja"}
    (read,) = parse("8.pdf", fields_without_words(answers), [form])
    assert (dict(read.values), read.problems) == (
        {
            "title": "Grön rehab",
            "typ_av_ide": "Miljö",
            "initiator_name": "Bo Ek",
            "email": "bo@hylte.example",
            "far_vi_publicera": True,
        },
        (),
    )


def test_pdf_field_without_any_words_is_doubted():
    page = text(50, 790, "Idéblankett", 18) + text(50, 740, "Rubrik *")
    made = pdf(page, fields=(field("Text1", (200, 736, 500, 752)), field("Text2", (200, 300, 500, 316))))
    assert "Text2: named only “Text2” in the file" in inspect("8.pdf", made).doubts


def two_on_a_line(day: str, name: str) -> bytes:
    rest = p(r("Rubrik: Grön rehab" if name else "Rubrik: ________"))
    return file(head("Förslagslåda", "Rubrik") + rest + p(r(f"Datum: {day}    Underskrift: {name or '_' * 20}")))


def test_questions_parted_by_blanks_on_a_line_are_two():
    form = inspect("2.docx", two_on_a_line("__________", "")).template
    assert isinstance(parse("2.docx", two_on_a_line("__________", ""), [form]), NotAForm)
    (read,) = parse("2.docx", two_on_a_line("2026-11-20", "Bo Ek"), [form])
    assert dict(read.values) == {"title": "Grön rehab", "datum": date(2026, 11, 20), "underskrift": "Bo Ek"}


def test_form_is_not_called_what_its_organisation_is():
    rows = table(pair("Rubrik *", "<w:p/>"), pair("Område", legacy_list(("Välj", "Omsorg", "Skola"), "Välj")))
    proposal = inspect("4.docx", file(p(bold("HYLTE KOMMUN")) + p(r("Anmälan av idé")) + rows))
    assert proposal.template.title == "Anmälan av idé"
    area = proposal.template.fields[1]
    assert (area.choices, area.help) == (("Omsorg", "Skola"), "Välj")
    assert proposal.doubts == ()


def told(*blocks: str) -> tuple[str, ...]:
    rows = (pair("Rubrik *", "<w:p/>"), pair("Syfte", "<w:p/>"))
    return inspect("f.docx", file(head("Förslag", "Rubrik") + table(*rows) + "".join(blocks))).doubts


@pytest.mark.parametrize(
    ("block", "doubt"),
    [
        (
            p(r("Skicka den till oss.")),
            "line 2: “Skicka den till oss.” is neither question, help, heading nor choice in the proposal",
        ),
        (
            table(wide(p(r("Budget *"))), pair("Kostnad", "<w:p/>")),
            "table 2, row 1: “Budget *” is marked with *, but is no required question of the proposal",
        ),
        (
            table(tr(tc(lines("Chef")), tc("<w:p/>"), tc(lines("Inlämnad av"))), pair("Kostnad", "<w:p/>")),
            "Chef: “Inlämnad av” beside it was taken as help; it may be a question of its own",
        ),
    ],
    ids=["text-left-over", "star-on-a-heading", "help-like-a-label"],
)
def test_text_that_became_no_question_is_told(block, doubt):
    assert doubt in told(block)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# mailbot\n\nName: ____\n", "is plain text; the file must be a blank form in Word, Excel or PDF"),
        (b"", "the file is empty"),
        (b"%PDF-1.7\nbroken", DAMAGED),
    ],
    ids=["readme", "empty", "damaged"],
)
def test_file_that_is_no_form_is_refused_in_english(data, said):
    with pytest.raises(ConfigError) as refusal:
        inspect("README.md", data)
    assert str(refusal.value) == f"README.md: {said}"
