"""Questions that may have been answered where the file doesn't show it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document.emphasis import BOLD, UNDERLINED, Emphasised
from parsers.document.model import Document, InCell, Table
from parsers.recognise import recognise
from parsers.result import Code, NotAForm, ParsedForm
from parsers.template import Kind
from tests.support.forms import SHIPPED, SMALL

ANSWERS = {field.key: f"Svar {field.key}" for field in SHIPPED.fields if not field.choices} | {
    "email": "a@b.example",
    "phone": "070-174 06 05",
    "organisation": "Region Halland",
}
PAGES = (slice(0, 8), slice(8, 16), slice(16, 22))


def boxes(key: str, *ticked: str) -> str:
    return "\n".join(f"{'☒' if choice in ticked else '☐'} {choice}" for choice in SHIPPED.field(key).choices)


def form(fields, kind: str = "pdf", ticked: tuple[str, ...] = ("Trygg",)) -> Document:
    rows = tuple(
        (field.label, ANSWERS.get(field.key) or boxes(field.key, *(ticked if field.key == "success_factors" else ())))
        for field in fields
    )
    return Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,))


def asked(document: Document) -> dict[str, Code]:
    (read,) = recognise(document, [SHIPPED])
    assert isinstance(read, ParsedForm)
    return {problem.field: problem.code for problem in read.problems}


@pytest.mark.parametrize("lacking", PAGES)
def test_questions_on_a_page_that_lacks_are_all_asked_about(lacking):
    there = [field for field in SHIPPED.fields if field not in SHIPPED.fields[lacking]]
    assert asked(form(there)) == {field.key: Code.MISSING for field in SHIPPED.fields[lacking]}


def test_one_page_alone_is_read():
    assert asked(form(SHIPPED.fields[:8])) == {field.key: Code.MISSING for field in SHIPPED.fields[8:]}


def test_a_file_that_is_no_print_lacks_no_pages():
    there = [field for field in SHIPPED.fields if field.key not in ("risks", "resources")]
    assert asked(form(there, kind="docx")) == {}
    assert isinstance(recognise(form(SHIPPED.fields[:8], kind="docx"), [SHIPPED]), NotAForm)


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_empty_boxes_are_asked_about_where_those_that_need_an_answer_are_empty(kind):
    found = asked(form(SHIPPED.fields, kind=kind, ticked=()))
    assert found == dict.fromkeys(("success_factors", "partners", "goals", "indicators"), Code.MISSING)


@pytest.mark.parametrize(
    ("factors", "manager", "expected"),
    [
        ("☐ Enkel\n☐ Trygg", "☐ Ja\n☐ Nej", {"factors", "manager"}),
        ("☐ Enkel\n☐ Trygg", "☐ Ja ☐ Nej", {"factors", "manager"}),
        ("☐ Enkel\n☒ Trygg", "☐ Ja\n☐ Nej", set()),
    ],
)
def test_empty_boxes_for_yes_and_no_are_asked_about_where_those_that_need_an_answer_are_empty(
    factors, manager, expected
):
    fields = tuple(replace(field, required=field.required or field.key == "factors") for field in SMALL.fields)
    rows = (("Rubrik", "Runda"), ("Bakgrund", "Dyrt."), ("Framgångsfaktorer", factors), ("Förankrat hos chef", manager))
    document = Document.of_parts("xlsx", tables=(Table("tabell 1", rows),))
    (read,) = recognise(document, [replace(SMALL, id="liten-3", fields=fields)])
    assert {problem.field for problem in read.problems} == expected


@pytest.mark.parametrize("look", [BOLD, "bakgrund:ffff00", UNDERLINED])
def test_boxes_that_all_look_alike_are_asked_about_where_others_were_told_by_their_looks(look):
    """Nobody ticked a box; some factors are bold, and so is every goal."""
    stressed = {"success_factors": ("Trygg",), "goals": SHIPPED.field("goals").choices}
    places = {
        InCell(0, row, 1): tuple(Emphasised(choice, look) for choice in stressed[field.key])
        for row, field in enumerate(SHIPPED.fields)
        if field.key in stressed
    }
    blank = form(SHIPPED.fields, kind="docx", ticked=())
    assert "goals" in asked(replace(blank, emphasised=places))


@pytest.mark.parametrize("words", ["{label}\n{help}Våren.", "slut.{label}\n{help} Våren.", "{help}\nVåren."])
@pytest.mark.parametrize("key", ["timeplan", "risks"])
def test_question_that_stands_in_the_answer_above_it_is_asked_about_with_that_answer(words, key):
    field = SHIPPED.field(key)
    answer = f"En halv tjänst. Pengar.{words.format(label=field.label, help=field.help)}"
    rows = tuple(
        (other.label, answer if other.key == "resources" else ANSWERS.get(other.key) or boxes(other.key, "Trygg"))
        for other in SHIPPED.fields
        if other.key != key
    )
    found = asked(Document.of_parts("docx", tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,)))
    assert found == {"resources": Code.AMBIGUOUS, key: Code.MISSING}


@pytest.mark.parametrize("strange", ["☐ Varbergs kommun", "Varbergs kommun", "☒ Laholms kommun"])
def test_question_without_an_answer_whose_choices_stand_in_anothers_is_asked_about(strange):
    own = {"partners": "", "goals": f"{strange}\n{boxes('goals')}"}
    rows = tuple(
        (field.label, own.get(field.key, ANSWERS.get(field.key) or boxes(field.key, "Trygg")))
        for field in SHIPPED.fields
    )
    assert "partners" in asked(Document.of_parts("docx", tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,)))


def test_empty_boxes_beside_ticked_ones_are_no_answer():
    assert asked(form(SHIPPED.fields)) == {}


@pytest.mark.parametrize(("kind", "width", "is_refused"), [("pdf", 10, True), ("pdf", 9, True), ("xlsx", 10, False)])
def test_print_whose_questions_are_cut_off_is_refused(kind, width, is_refused):
    shown = {field.label: field.label[:width] for field in SHIPPED.fields}
    rows = tuple((shown[label], answer) for label, answer in form(SHIPPED.fields, kind).tables[0].rows)
    read = recognise(Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,)), [SHIPPED])
    reason = "text är avklippt vid cellernas kanter i utskriften – skicka Excel-filen i stället för en utskrift av den"
    assert (read == NotAForm(kind, reason)) is is_refused


@pytest.mark.parametrize(
    ("kind", "at", "is_refused"), [("pdf", 0, True), ("pdf", -1, True), ("pdf", 1, False), ("docx", 0, False)]
)
@pytest.mark.parametrize("box", ["☐", "☒"])
def test_print_that_shows_one_line_of_each_list_is_refused(kind, at, is_refused, box):
    own = {field.key: f"{box} {field.choices[at]}" for field in SHIPPED.fields if field.kind is Kind.MULTI_CHOICE}
    rows = tuple((field.label, own.get(field.key, ANSWERS.get(field.key, ""))) for field in SHIPPED.fields)
    read = recognise(Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,)), [SHIPPED])
    assert isinstance(read, NotAForm) is is_refused


def test_print_whose_lines_have_no_room_is_refused():
    crowded = replace(form(SHIPPED.fields, "pdf"), is_crowded=True)
    reason = "text är avklippt vid cellernas kanter i utskriften – skicka Excel-filen i stället för en utskrift av den"
    assert recognise(crowded, [SHIPPED]) == NotAForm("pdf", reason)


@pytest.mark.parametrize(
    ("goes_on", "expected"),
    [("tre månader.", {"evaluation", "indicators"}), ("Tre månader.", {"indicators"}), ("☒ Förtroende", set())],
)
def test_answer_of_a_print_that_goes_on_beside_anothers_choices_is_asked_about(goes_on, expected):
    rest = form([field for field in SHIPPED.fields if field.key not in ("indicators", "evaluation")])
    rows = [("Indikatorer", "Uppföljning"), ("☒ Delaktighet", "Sömndagbok före kursen och efter")]
    rows += [("☐ Kontinuitet", goes_on), ("☐ Vårdens samordning", "")]
    document = replace(rest, blocks=(*rest.blocks, Table("sida 2", tuple(rows))))
    assert asked(document).keys() & {"evaluation", "indicators"} == expected


def test_print_with_questions_and_answers_on_different_pages_is_refused():
    questions = tuple((field.label, "") for field in SHIPPED.fields[:-1])
    answers = "\n".join(ANSWERS.values())
    rows = (*questions, (SHIPPED.fields[-1].label, answers))
    read = recognise(Document.of_parts("pdf", tables=(Table("sida 1", rows),), lines=(SHIPPED.title,)), [SHIPPED])
    reason = (
        "frågorna står på en sida i utskriften och svaren på en annan – skicka Excel-filen i stället för en utskrift"
    )
    assert read == NotAForm("pdf", reason)


@pytest.mark.parametrize(("kind", "expected"), [("pdf", {"risks": Code.AMBIGUOUS}), ("docx", {})])
def test_answer_of_a_print_that_says_others_again_is_asked_about(kind, expected):
    told = form(SHIPPED.fields, kind)
    again = "\n".join(("Svar risks", ANSWERS["background"], ANSWERS["description"]))
    rows = (*told.tables[0].rows[:-1], (SHIPPED.fields[-1].label, again))
    assert asked(Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,))) == expected


@pytest.mark.parametrize(
    ("answers", "is_refused"), [(list(ANSWERS.values()), True), (["Svar 1."] * 9, False), (["Svar."], False)]
)
@pytest.mark.parametrize("kind", ["docx", "text", "odt"])
def test_text_whose_answers_stand_together_below_all_questions_is_refused(kind, answers, is_refused):
    lines = (SHIPPED.title, *(field.label for field in SHIPPED.fields), *answers)
    read = recognise(Document.of_parts(kind, lines=lines), [SHIPPED])
    assert isinstance(read, NotAForm) is is_refused
    assert not is_refused or read.reason.startswith("vi känner igen frågorna")


@pytest.mark.parametrize("key", ["partners", "goals", "indicators"])
@pytest.mark.parametrize("beside", ["Ett svar.\n{}", "{}\n\nEtt svar."])
def test_choices_of_a_question_without_an_answer_in_the_words_of_another_are_asked_about(key, beside):
    own = {key: "", "evaluation": beside.format("\n\n".join(SHIPPED.field(key).choices[:2]))}
    rows = tuple(
        (field.label, own.get(field.key, ANSWERS.get(field.key) or boxes(field.key, field.choices[0])))
        for field in SHIPPED.fields
    )
    read = Document.of_parts("pdf", tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,))
    assert asked(read) == {"evaluation": Code.AMBIGUOUS, key: Code.MISSING}


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_answer_with_the_help_of_another_question_is_asked_about(kind):
    told = SHIPPED.field("risks").help
    fields = {"background": f"Två bilar kör.\n{told}", "purpose": f"En bil.\n{SHIPPED.field('purpose').help}"}
    document = form(SHIPPED.fields, kind)
    rows = tuple(
        (label, fields.get(field.key, text))
        for field, (label, text) in zip(SHIPPED.fields, document.tables[0].rows, strict=True)
    )
    assert asked(Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,))) == {
        "background": Code.AMBIGUOUS
    }


@pytest.mark.parametrize("kind", ["pdf", "docx", "text"])
@pytest.mark.parametrize("run_on", ["070-174 06 05{}: a@b.example", "070-174 06 05 {}: a@b.example"])
@pytest.mark.parametrize("written", [str, str.upper])
def test_answer_with_another_question_that_is_asked_nowhere_else_is_asked_about(kind, run_on, written):
    label = written(SHIPPED.field("risks").label)
    rows = tuple(
        (field.label, run_on.format(label) if field.key == "background" else text)
        for field, (_, text) in zip(SHIPPED.fields, form(SHIPPED.fields).tables[0].rows, strict=True)
        if field.key != "risks"
    )
    assert asked(Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,))) == {
        "background": Code.AMBIGUOUS,
        "risks": Code.MISSING,
    }


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("mark", ["", "- ", "• ", "  "])
def test_line_of_an_answer_that_begins_as_a_question_does_is_its_own(kind, mark):
    rows = tuple(
        (field.label, f"Ett nummer.\n{mark}Risker: inga." if field.key == "background" else text)
        for field, (_, text) in zip(SHIPPED.fields, form(SHIPPED.fields).tables[0].rows, strict=True)
        if field.key != "risks"
    )
    read = asked(Document.of_parts(kind, tables=(Table("tabell 1", rows),), lines=(SHIPPED.title,)))
    assert "background" not in read
