from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mailbot.forms.write import excel, word
from parsers.document.read import read_document
from parsers.parse import parse, parse_text
from parsers.result import Code, FieldProblem, NotAForm, ParsedForm, Unreadable
from parsers.template import FormTemplate
from tests.support.form_file import pairs
from tests.support.forms import ANSWERS, SHIPPED, SMALL, SMALL_ANSWERS
from tests.support.office_files import W, docx, p, package, r, sdt, table, tc, tr, xlsx

NONE_BESIDE = (
    "vi ser inga svar vid frågorna, bara annan text – skriv svaren där, eller fyll i mallen, och skicka filen igen"
)
EMPTY = "formuläret är tomt – fyll i det och skicka det igen"
OTHER_VERSION = "det är en annan version av mallen{} än den som används nu – fyll i mallen och skicka den"
NOT_OURS = "det är inte den gemensamma mallen – fyll i mallen och skicka den"
BLANK = word.write(SMALL)
FILLED = word.write(SMALL, SMALL_ANSWERS)
FILLED_BOOK = excel.write(SMALL, SMALL_ANSWERS)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = (parts_of(FILLED), parts_of(FILLED_BOOK))


def values(data: bytes, template: FormTemplate = SMALL) -> dict[str, object]:
    forms = parse("x", data, [template])
    assert isinstance(forms, tuple)
    return {key: value for key, value in forms[0].values.items() if value is not None}


def test_filled_form_gives_every_value_and_its_place():
    small = FormTemplate("m-1", "M", SMALL.fields[:2])
    data = docx(table(("Rubrik", "Morgonrunda"), ("Bakgrund", "Sent besked")))
    found = {"title": "Morgonrunda", "background": "Sent besked"}
    places = {"title": "tabell 1, rad 1", "background": "tabell 1, rad 2"}
    assert parse("x.docx", data, [small]) == (ParsedForm("m-1", "docx", found, (), places),)


def test_missing_and_invalid_fields_are_problems():
    body = table(
        ("Rubrik", ""), ("Bakgrund", "Hur är det i dag?"), ("E-post", "karin(at)halmstad"), ("Startdatum", "snart")
    )
    (form,) = parse("x.docx", docx(body + p(r("Förankrat hos chef: ja"))), [SMALL])
    assert form.problems == (
        FieldProblem("title", Code.MISSING, "Du har inte fyllt i Rubrik."),
        FieldProblem("background", Code.MISSING, "Du har inte fyllt i Bakgrund."),
        FieldProblem(
            "email",
            Code.INVALID,
            (
                "E-post: ”karin(at)halmstad” är inte en fullständig e-postadress. "
                "Skriv en, till exempel namn@example.se."
            ),
        ),
        FieldProblem("start", Code.INVALID, "Startdatum: ”snart” är inte ett datum. Skriv till exempel 2026-12-10."),
    )
    assert not form.complete


RIGHT = {"title": "Morgonrunda", "background": "Sent besked", "email": "a@example.se"}


@pytest.mark.parametrize(
    "data",
    [
        docx(table(("Rubrik:", "Morgonrunda"), ("BAKGRUND *", "Sent besked"), ("E-\u00adpost", "a@example.se"))),
        docx(table(("1. Rubrik", "Morgonrunda", "Hjälp"), ("2. Bakgrund", "Sent besked"), ("E-post", "a@example.se"))),
        docx(table(("Rubrik", "Bakgrund", "E-post"), ("Morgonrunda", "Sent besked", "a@example.se"))),
        docx(table(("Rubrik", "Morgonrunda", "E-post", "a@example.se"), ("Bakgrund", "Sent besked", "", ""))),
        docx(table(("Rubrik",), ("Morgonrunda",), ("Bakgrund",), ("Sent besked",), ("E-post",), ("a@example.se",))),
        docx(table(("Rubrik", ""), ("Morgonrunda", ""), ("Bakgrund", "Hur är det i dag?"), ("Sent besked", ""),
                   ("E-post", ""), ("a@example.se", ""))),
        docx(table(("Rubrik",), ("Morgonrunda",), ("Bakgrund",), ("Hur är det i dag?",), ("Sent besked",),
                   ("E-post",), ("a@example.se",))),
        docx(table(("Rubrik – vad?", "Morgonrunda"), ("Bakgrund: hur är det?", "Sent besked"),
                   ("E-post", "a@example.se"))),
        docx(
            f"<w:tbl>{tr(tc(p(r('Rubrik')), p(r('Morgonrunda'))))}{tr(tc(p(r('E-post: a@example.se'))))}"
            f"{tr(tc(p(r('Bakgrund')), p(r('Hur är det i dag?')), p(r('Sent besked'))))}</w:tbl>"
        ),
        docx(p(r("Rubrik: Morgonrunda")) + p(r("Bakgrund:")) + p(r("Sent besked")) + p(r("E-post\ta@example.se"))),
        docx("".join(map(p, map(r, ("Rubrik", "Morgonrunda", "Bakgrund", "Sent besked", "E-post: a@example.se"))))),
        docx(
            p(r("Kalla det: "), sdt(r("Morgonrunda"), tag="title"))
            + sdt(p(r("Sent besked")), tag="background")
            + p(sdt(r("a@example.se"), properties='<w:alias w:val="E-post"/>'))
        ),
        docx(table(("Titel", "Morgonrunda"), ("Bakgurnd", "Sent besked"), ("E-post (frivilligt)", "a@example.se"))),
        xlsx(
            '<row><c r="A1" t="str"><v>Rubrik</v></c><c r="B1" t="str"><v>Morgonrunda</v></c></row>'
            '<row><c r="A3" t="str"><v>Bakgrund</v></c><c r="B3" t="str"><v>Sent besked</v></c></row>'
            '<row><c r="A4" t="str"><v>E-post</v></c><c r="B4" t="str"><v>a@example.se</v></c></row>'
        ),
        xlsx(
            '<row><c r="B1" t="str"><v>Rubrik</v></c></row><row><c r="B2" t="str"><v>Morgonrunda</v></c></row>'
            '<row><c r="B4" t="str"><v>Bakgrund</v></c></row><row><c r="B5" t="str"><v>Sent besked</v></c></row>'
            '<row><c r="B7" t="str"><v>E-post</v></c></row><row><c r="B8" t="str"><v>a@example.se</v></c></row>'
        ),
        "Hej!\n\nRubrik: Morgonrunda\nBakgrund:\nSent besked\nE-post: a@example.se\nHälsningar".encode(),
    ],
    ids=[
        "labels decorated", "numbered, help column", "labels above", "two pairs a row", "one column",
        "one column of two", "help below", "question in the label", "one cell",
        "paragraphs", "headings", "tags and titles", "alias and slip", "sheet beside", "sheet above", "text",
    ],
)  # fmt: skip
def test_labels_and_answers_find_each_other(data):
    assert values(data) == RIGHT


def test_answer_in_the_words_of_a_label_is_an_answer():
    body = table(("Rubrik", "Bakgrund"), ("Bakgrund", "Sent besked"), ("E-post", "a@example.se"))
    assert values(docx(body)) == {"title": "Bakgrund", "background": "Sent besked", "email": "a@example.se"}


def test_text_written_past_the_control_counts():
    control = sdt(r("Morgon"), tag="title")
    row = tr(tc(p(r("Rubrik"))), tc(p(control, r("runda i samverkan"))))
    body = f"<w:tbl>{row}{tr(tc(p(r('Bakgrund'))), tc(p(r('Sent besked'))))}{tr(tc(p(r('E-post'))), tc(p()))}</w:tbl>"
    assert values(docx(body)) == {"title": "Morgonrunda i samverkan", "background": "Sent besked"}


def test_text_beside_an_untouched_control_counts():
    prompt = r("Klicka").replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>', 1)
    control = sdt(prompt, tag="title", properties="<w:showingPlcHdr/>")
    row = tr(tc(p(r("Rubrik"))), tc(p(control), p(r("Morgonrunda"))))
    body = f"<w:tbl>{row}{tr(tc(p(r('Bakgrund'))), tc(p(r('Sent besked'))))}{tr(tc(p(r('E-post'))), tc(p()))}</w:tbl>"
    assert values(docx(body)) == {"title": "Morgonrunda", "background": "Sent besked"}


def test_choices_ticked_in_rows_are_read():
    rows = (("Framgångsfaktorer", ""), ("Enkel", "x"), ("Trygg", ""), ("Rubrik", "Ett"), ("Bakgrund", "Två"))
    assert values(docx(table(*rows)))["factors"] == ("Enkel",)


def test_section_heading_is_no_answer():
    data = docx(table(("Rubrik",), ("Ett",), ("Bakgrund",), ("Två",), ("E-post",), ("Om dig",)))
    assert "email" not in values(data)


@pytest.mark.parametrize("left", ["Hur är det i dag?", "Skriv här", "Klicka eller tryck här för att ange text.", "–"])
def test_prompt_left_in_place_is_no_answer(left):
    rows = (("Rubrik", "Ett"), ("Bakgrund", left), ("E-post", ""))
    assert values(docx(table(*rows))) == {"title": "Ett"}


def test_prompt_left_above_the_answer_is_dropped():
    row = tr(tc(p(r("Bakgrund"))), tc(p(r("Skriv här")), p(r("Sent besked"))))
    body = f"<w:tbl>{row}{tr(tc(p(r('Rubrik'))), tc(p(r('Ett'))))}{tr(tc(p(r('E-post'))), tc(p()))}</w:tbl>"
    assert values(docx(body)) == {"title": "Ett", "background": "Sent besked"}


def test_lone_tick_is_an_answer():
    rows = (("Rubrik", "Ett"), ("Bakgrund", "Två"), ("Förankrat hos chef", "☒"))
    assert values(docx(table(*rows)))["manager"] is True


def test_contact_line_in_the_text_does_not_fill_an_empty_field():
    body = p(r("E-post: omtankehalland@regionhalland.example"))
    rows = table(("Rubrik", "Ett"), ("Bakgrund", "Två"), ("E-post", ""))
    assert values(docx(body + rows)) == {"title": "Ett", "background": "Två"}


@pytest.mark.parametrize("data", [BLANK, excel.write(SMALL), word.write(SHIPPED), excel.write(SHIPPED)])
def test_untouched_form_is_empty(data):
    result = parse("x", data, [SMALL, SHIPPED])
    assert isinstance(result, NotAForm)
    assert result.reason == EMPTY


@pytest.mark.parametrize("data", [word.write(SHIPPED), excel.write(SHIPPED)])
def test_untouched_form_of_another_kind_has_no_answers(data):
    assert parse("x", data, [SMALL]) == NotAForm(read_document("x", data).format, NONE_BESIDE)


CV = table(
    ("Namn", "Karin Åström"),
    ("Telefon", "070-123 45 67"),
    ("E-post", "karin@example.se"),
    ("Roll", "Sjuksköterska"),
    ("Bakgrund", "Tio år i hemsjukvården"),
    ("Arbetsplats", "Vårdcentralen Nyhem"),
)
MINUTES = p(r("Protokoll")) + table(
    ("Närvarande", "Karin, Per"), ("Bakgrund", "Se förra mötet"), ("Beslut", "Bifall"), ("Tidplan", "Våren")
)
PROJECT = table(
    ("Titel", "Ny matsal"),
    ("Organisation", "Region Halland"),
    ("Projektledare", "Per Öberg"),
    ("Bakgrund", "Trångt"),
    ("Syfte", "Mer plats"),
    ("Mål", "Klart 2027"),
    ("Målgrupp", "Alla"),
    ("Förväntad effekt", "Nöjdare gäster"),
    ("Tidplan", "2027"),
    ("Resurser", "2 mnkr"),
    ("Risker", "Dyrare"),
    ("Utvärdering", "Enkät"),
)


@pytest.mark.parametrize("body", [CV, PROJECT, "", p(r("Hej, jag undrar över bakgrund och syfte."))])
def test_other_documents_are_never_the_form(body):
    assert parse("x.docx", docx(body), [SHIPPED]) == NotAForm("docx", NOT_OURS)


def test_other_document_is_named_by_its_title():
    assert parse("x.docx", docx(MINUTES), [SHIPPED]) == NotAForm("docx", NOT_OURS.replace(" –", " utan ”Protokoll” –"))


def test_other_version_of_the_form_is_named():
    last_years = replace(SMALL, id="liten-0")
    result = parse("x.docx", word.write(last_years, SMALL_ANSWERS), [SMALL, SHIPPED])
    assert result == NotAForm("docx", OTHER_VERSION.format(" (liten-0)"))
    (form,) = parse("x.docx", word.write(last_years, SMALL_ANSWERS), [SMALL, last_years])
    assert (form.template, dict(form.values)) == ("liten-0", dict(SMALL_ANSWERS))


def test_form_with_the_same_title_and_other_questions_is_another_version():
    body = p(r("Liten mall")) + table(("Fråga 1", "Svar"), ("Fråga 2", "Svar"))
    assert parse("x.docx", docx(body), [SMALL]) == NotAForm("docx", OTHER_VERSION.format(""))


@pytest.mark.parametrize("between", [" >> ", " (svar: "])
def test_questions_that_cannot_be_told_from_their_answers_are_recognised(between):
    lines = "\n".join(f"Q: {label}{between}{answer}" for label, answer in pairs())
    reason = (
        "vi känner igen frågorna, men ser inte vilket svar som hör till vilken fråga – "
        "fyll i mallen i Word eller Excel och skicka den"
    )
    assert parse("x.txt", f"{SHIPPED.title}\n\n{lines}".encode(), [SHIPPED]) == NotAForm("text", reason)


@pytest.mark.parametrize("fields", ["required", "all"])
def test_questions_whose_table_a_program_lost_are_recognised_by_those_that_need_an_answer(fields):
    """LibreOffice runs the cells of some tables in a .doc together."""
    asked = [field for field in SHIPPED.fields if field.required or fields == "all"]
    cells = "".join(f"{field.label}Svar{'' if field.choices else '.'}" for field in asked)
    read = parse("x.docx", docx(p(r(SHIPPED.title)) + p(r(cells))), [SHIPPED])
    assert isinstance(read, NotAForm)
    assert read.reason.startswith("vi känner igen frågorna")


ONE = (("Rubrik", "Ett"), ("Bakgrund", "Så"), ("E-post", "a@example.se"))
TWO = (("Rubrik", "Två"), ("Bakgrund", "Nej"), ("E-post", "b@example.se"))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (table(*ONE) + table(*TWO), "tabell 2, rad 1"),
        (table(*ONE, *TWO), "tabell 1, rad 4"),
        (table(*((f"{label}: {answer}",) for label, answer in (*ONE, *TWO))), "tabell 1, rad 4"),
        ("".join(p(r(f"{label}: {answer}")) for label, answer in (*ONE, *TWO)), "textrad 4"),
    ],
    ids=["tables", "rows", "cells", "lines"],
)
def test_two_forms_in_one_document_are_two(body, place):
    first, second = parse("x.docx", docx(body), [SMALL])
    assert [form.values["title"] for form in (first, second)] == ["Ett", "Två"]
    assert [form.values["background"] for form in (first, second)] == ["Så", "Nej"]
    assert second.places["title"] == place


def test_question_repeated_in_an_answer_is_no_second_form():
    body = "".join(map(p, map(r, ("Rubrik: Ett", "Bakgrund: Så", "Rubrik: fel ord", "E-post: a@example.se"))))
    assert values(docx(body)) == {"title": "Ett", "background": "Så", "email": "a@example.se"}


def test_blank_copy_is_no_second_form():
    blank = table(*((label, "") for label, _ in ONE))
    assert values(docx(table(*ONE) + blank)) == {"title": "Ett", "background": "Så", "email": "a@example.se"}


def test_layout_table_around_the_form_is_no_second_form():
    inner = table(("Rubrik", ""), ("Bakgrund", "Så"), ("E-post", "a@example.se"))
    body = f"<w:tbl>{tr(tc(inner + p()))}</w:tbl>"
    assert values(docx(body)) == {"background": "Så", "email": "a@example.se"}


@pytest.mark.parametrize("numbered", ["Fråga {}: {}", "{} {}", "1.{} {}", "{}) {}?", "({}) {} *"])
def test_labels_are_known_past_their_numbers(numbered):
    rows = [(numbered.format(number, label), answer) for number, (label, answer) in enumerate(ONE, 1)]
    assert values(docx(table(*rows))) == {"title": "Ett", "background": "Så", "email": "a@example.se"}
    lines = "".join(p(r(f"{label}: {answer}")) for label, answer in rows)
    assert values(docx(lines)) == {"title": "Ett", "background": "Så", "email": "a@example.se"}


def test_help_between_label_and_answer_is_no_answer():
    rows = (("Rubrik", "", "Ett"), ("Bakgrund", "Hur är det i dag?", "Så"), ("E-post", "a@example.se", "Din adress."))
    assert values(docx(table(*rows))) == {"background": "Så", "email": "a@example.se"}


def test_header_answers_only_what_is_not_asked_elsewhere():
    header = f"<w:hdr {W}>{p(r('E-post: region@example.se'))}{p(r('Förankrat hos chef: ja'))}</w:hdr>"
    data = docx(table(("Rubrik", "Ett"), ("Bakgrund", "Så"), ("E-post", "")), **{"word/header1.xml": header})
    assert values(data) == {"title": "Ett", "background": "Så", "manager": True}


def test_copies_made_by_word_keep_their_own_controls():
    other = {**SMALL_ANSWERS, "title": "Kvällsrunda", "factors": ("Enkel", "Trygg"), "manager": False}
    first, second = (parts_of(word.write(SMALL, answers))["word/document.xml"] for answers in (SMALL_ANSWERS, other))
    body = b"".join(etree.tostring(node) for xml in (first, second) for node in etree.fromstring(xml)[0][:-1])
    forms = parse("x.docx", docx(body.decode()), [SMALL])
    assert [dict(form.values) for form in forms] == [dict(SMALL_ANSWERS), other]


def test_unreadable_file_is_handed_on():
    assert parse("bild.docx", b"\x89PNG\r\n\x1a\n", [SHIPPED]) == Unreadable(
        "image", "filen är en bild – skicka formuläret som Word- eller Excelfil", maybe_form=False
    )


def test_the_template_that_a_file_names_is_used():
    (form,) = parse("x.docx", FILLED, [SHIPPED, SMALL])
    assert (form.template, dict(form.values)) == ("liten-1", dict(SMALL_ANSWERS))


def test_form_in_a_mails_text_is_read():
    lines = [
        f"{field.label}: {ANSWERS[field.key]}"
        for field in SHIPPED.fields
        if field.kind == "text" and ANSWERS[field.key]
    ]
    more = (
        "Bakgrund\nDet är så i dag.\n\nOch så.\nBeskrivning:\nSå här.\nSyfte: Bättre\nFramgångsfaktorer: enkel, trygg\n"
    )
    (form,) = parse_text("\n".join(["Hej!", *lines, more, "Förväntad effekt: Lugn"]), [SHIPPED])
    assert form.problems == (FieldProblem("organisation", Code.MISSING, "Du har inte valt något under Organisation."),)
    assert form.values["background"] == "Det är så i dag.\n\nOch så."
    assert form.values["success_factors"] == ("Enkel", "Trygg")


@pytest.mark.parametrize(
    "body",
    [
        "*Rubrik:* Morgonrunda\n*Bakgrund:*\n- Sent besked\n- Dubbelt arbete",
        "Rubrik        Morgonrunda\nBakgrund      - Sent besked\n              - Dubbelt arbete",
        "## Rubrik\nMorgonrunda\n\n## Bakgrund\n\n- Sent besked\n- Dubbelt arbete\n\nOm dig\nHälsningar Karin",
    ],
    ids=["bold labels", "columns", "headings"],
)
def test_text_in_a_mail_is_read_as_people_lay_it_out(body):
    (form,) = parse_text(body + "\nE-post: a@example.se", [SMALL])
    found = {key: value for key, value in form.values.items() if value is not None}
    right = {"title": "Morgonrunda", "background": "- Sent besked\n- Dubbelt arbete", "email": "a@example.se"}
    assert found == right


def test_mail_without_a_form_is_not_one():
    assert parse_text("Hej!\nHur gör man? Telefon: 035-1", [SHIPPED]) == NotAForm("text", NOT_OURS)


def test_workbook_with_a_form_on_each_sheet_is_as_many_forms():
    book = openpyxl.load_workbook(io.BytesIO(excel.write(SMALL, SMALL_ANSWERS)))
    second = book.copy_worksheet(book["Formulär"])
    second["B4"] = "Kvällsrunda"
    file = io.BytesIO()
    book.save(file)
    forms = parse("x.xlsx", file.getvalue(), [SMALL])
    assert [form.values for form in forms] == [SMALL_ANSWERS, {**SMALL_ANSWERS, "title": "Kvällsrunda"}]


def test_form_with_only_bad_answers_is_not_empty():
    body = table(("Rubrik", ""), ("Bakgrund", ""), ("E-post", "karin(at)halmstad"))
    (form,) = parse("x.docx", docx(body), [SMALL])
    assert [problem.code for problem in form.problems] == [Code.MISSING, Code.MISSING, Code.INVALID]


@given(st.sampled_from((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")), st.binary())
@settings(deadline=None)
def test_any_bytes_are_answered(start, rest):
    assert isinstance(parse("x.docx", start + rest, [SMALL]), NotAForm | Unreadable)


@given(st.sampled_from((FILLED, FILLED_BOOK)), st.data())
@settings(deadline=None)
def test_form_with_one_byte_changed_is_answered(form, data):
    at, byte = data.draw(st.integers(0, len(form) - 1)), data.draw(st.integers(0, 255))
    changed = form[:at] + bytes([byte]) + form[at + 1 :]
    assert isinstance(parse("x", changed, [SMALL]), tuple | NotAForm | Unreadable)


def drop(node):
    if node.getparent() is not None:
        node.getparent().remove(node)


def double(node):
    if node.getparent() is not None:
        node.addnext(copy.deepcopy(node))


def spoil(node):
    node.text = "-1"
    for key in node.attrib:
        node.set(key, "-1")


@given(st.sampled_from(PARTS), st.data())
@settings(deadline=None)
def test_form_with_one_xml_node_changed_is_answered(parts, data):
    name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
    root = etree.fromstring(parts[name])
    node = data.draw(st.sampled_from(list(root.iter())))
    change = data.draw(st.sampled_from((drop, double, spoil)))
    change(node)
    result = parse("x", package({**parts, name: etree.tostring(root)}), [SMALL])
    assert isinstance(result, tuple | NotAForm | Unreadable)


@pytest.mark.parametrize("count", [1, 5])
def test_empty_form_with_a_remark_is_empty_and_with_answers_elsewhere_is_not(count):
    rows = ((label, "") for label, _ in pairs())
    answers = "".join(p(r(f"{answer} Det här skrev vi.")) for _, answer in [*pairs()][: count * 4])
    read = parse(
        "x.docx", docx(p(r(SHIPPED.title)) + table(*rows) + (answers if count > 1 else p(r("Hej!")))), [SHIPPED]
    )
    assert isinstance(read, NotAForm)
    assert read.reason == (EMPTY if count == 1 else NONE_BESIDE)
