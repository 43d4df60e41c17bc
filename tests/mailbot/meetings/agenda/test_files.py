"""The agenda's files: accessible, harmless whatever the forms say, and made to be filled in."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.meetings.agenda.documents import excel, word
from mailbot.meetings.agenda.documents.agenda_text import Passage
from mailbot.meetings.agenda.documents.words import words
from parsers.document.read import read_document
from tests.support.agenda_text import a_view, an_item

OUTCOMES = ["Bifall", "Avslag", "Bordläggning", "Återremiss"]
HEADER = ["§", "Ärende", "Rubrik", "Organisation", "Förslag till beslut", "Beslut", "Motivering", "Ansvarig"]


def in_word(view):
    return Document(io.BytesIO(word.write(view, words())))


def sheet(view):
    return openpyxl.load_workbook(io.BytesIO(excel.write(view, words()))).active


def test_word_agenda_has_title_language_headings_and_header_rows():
    document = in_word(a_view())
    assert document.core_properties.title == "Dagordning RUG torsdag 10 december 2026"
    assert document.core_properties.language == "sv-SE"
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "Föredragningslista",
        "Initiativ per organisation",
        "§ 5 OH-2026-0001 Gemensam fallprevention",
        "§ 6 OH-2026-0002 En väg in för unga som mår dåligt",
        "§ 7 OH-2026-0003 Digital vårdplan",
        "§ 8 OH-2026-0004 Trygg hemgång",
    ]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert not list(document.element.body.iter(qn("w:gridSpan"), qn("w:vMerge")))


def test_word_agenda_follows_the_house_style():
    document = in_word(a_view(an_item(1, "Gemensam fallprevention")))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings == [
        "Förslag till beslut",
        "Om initiativet",
        "Sammanfattning",
        "Beslutsunderlag",
        "Expedieras till",
        "Beslut",
    ]


def test_word_controls_have_ids_of_their_own_and_the_outcomes_to_choose():
    body = in_word(a_view()).element.body
    ids = [element.get(qn("w:val")) for element in body.iter(qn("w:id"))]
    assert len(ids) == len(set(ids)) == 12
    for drop_down in body.iter(qn("w:dropDownList")):
        prompt, *choices = drop_down
        assert (prompt.get(qn("w:displayText")), prompt.get(qn("w:value"))) == ("Välj beslut", "")
        assert [item.get(qn("w:value")) for item in choices] == OUTCOMES
    assert all(control.getparent().tag == qn("w:p") for control in body.iter(qn("w:sdt")))


def test_word_item_taken_off_has_no_decision_to_fill_in():
    view = a_view(an_item(1, "Ett", removed=True), an_item(2, "Två"))
    document = in_word(view)
    assert "Ärendet utgår från dagordningen." in [p.text for p in document.paragraphs]
    tags = [tag.get(qn("w:val")) for tag in document.element.body.iter(qn("w:tag"))]
    assert {tag.partition(".")[0] for tag in tags} == {"OH-2026-0002"}


def test_word_later_revision_says_which_it_is():
    first, second = a_view(), replace(a_view(), revision=2)
    assert [row.cells[0].text for row in in_word(first).tables[0].rows] == [
        "Tid",
        "Plats",
        "Kallade",
        "Sekreterare",
        "Stoppdag",
        "Märkning",
    ]
    assert in_word(second).tables[0].rows[5].cells[1].text == "2, ersätter tidigare versioner"


def test_word_agenda_has_the_fixed_items_about_its_initiatives():
    table = in_word(a_view()).tables[1]
    assert [[cell.text for cell in row.cells[:2]] for row in table.rows] == [
        ["§", "Ärende"],
        ["1", "Mötets öppnande"],
        ["2", "Val av justerare"],
        ["3", "Godkännande av föredragningslistan"],
        ["4", "Föregående protokoll"],
        ["5", "OH-2026-0001 Gemensam fallprevention (bordlagt tidigare)"],
        ["6", "OH-2026-0002 En väg in för unga som mår dåligt"],
        ["7", "OH-2026-0003 Digital vårdplan"],
        ["8", "OH-2026-0004 Trygg hemgång"],
        ["9", "Övriga frågor"],
        ["10", "Nästa möte"],
        ["11", "Mötets avslutande"],
    ]


def test_word_agenda_counts_the_initiatives_of_each_organisation():
    region = replace(an_item(2, "Två"), within="Region Halland")
    off = an_item(4, "Fyra", removed=True)
    table = in_word(a_view(an_item(1, "Ett"), region, an_item(3, "Tre"), off)).tables[2]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Organisation", "Antal", "Paragrafer"],
        ["Varbergs kommun", "2", "§ 5, § 7"],
        ["Region Halland", "1", "§ 6"],
    ]


@pytest.mark.parametrize("mark", ["- ", "• ", "– ", "* ", "·\u00a0"])
def test_what_a_person_listed_is_a_real_list(mark):
    listed = Passage("Syfte", ("Vi vill:", f"{mark}minska fallen", f"{mark}öka tryggheten", "-5 fall", "10 - 5"))
    document = in_word(a_view(replace(an_item(1, "Ett"), summary=(listed,))))
    found = [(p.style.name, p.text) for p in document.paragraphs]
    place = found.index(("Heading 3", "Syfte"))
    assert found[place + 1 : place + 6] == [
        ("Normal", "Vi vill:"),
        ("List Bullet", "minska fallen"),
        ("List Bullet", "öka tryggheten"),
        ("Normal", "-5 fall"),
        ("Normal", "10 - 5"),
    ]


def test_word_agenda_without_initiatives_is_whole():
    view = replace(a_view(), items=(), called=(), meeting=replace(a_view().meeting, place=""))
    assert [p.text for p in in_word(view).paragraphs if p.style.name == "Heading 1"] == ["Föredragningslista"]


@settings(max_examples=20, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=200))
def test_any_text_stands_in_both_files_as_it_is(text):
    item = replace(
        an_item(1, text),
        request=Passage("Förslag till beslut", (text,)),
        summary=(Passage("Bakgrund", (text,)),),
        material=(text,),
    )
    document = read_document("a.docx", word.write(a_view(item), words()))
    assert f"§ 5 OH-2026-0001 {text}".split() in [line.split() for line in document.lines]
    assert sheet(a_view(item))["C6"].value == text


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "{{ 7 * 7 }}", "{% for %}", "<w:p/>", "&amp;"]
)
def test_text_is_never_code(text):
    view = a_view(an_item(1, text))
    cell = sheet(view)["C6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert f"§ 5 OH-2026-0001 {text}" in [p.text for p in in_word(view).paragraphs]


def test_excel_agenda_has_a_row_for_each_initiative_that_stands():
    made = sheet(a_view(an_item(1, "Ett", deferred=True), an_item(2, "Två", removed=True), an_item(3, "Tre")))
    rows = [[cell.value for cell in row] for row in made.iter_rows(min_row=5)]
    request = "RUG ställer sig bakom ett gemensamt arbetssätt i hela Halland."
    organisation = "Varbergs kommun, Hemtjänsten"
    assert rows == [
        HEADER,
        [5, "OH-2026-0001", "Ett (bordlagt tidigare)", organisation, request, None, None, None],
        [7, "OH-2026-0003", "Tre", organisation, request, None, None, None],
    ]


def test_excel_agenda_offers_the_outcomes_and_is_laid_out_for_print():
    made = sheet(a_view())
    [validation] = made.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("F6:F9", f'"{",".join(OUTCOMES)}"')
    assert (made.freeze_panes, made.print_title_rows) == ("C6", "$5:$5")
    assert made.merged_cells.ranges == set()
    assert made.parent.properties.title == "Dagordning RUG 2026-12-10"


def test_excel_agenda_without_initiatives_has_no_drop_down():
    assert sheet(replace(a_view(), items=())).data_validations.dataValidation == []
