"""A returned agenda reads back as it was filled in, whatever program saved it, and nothing is guessed."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.meetings.agenda.documents import excel, word
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions import returned_agenda
from mailbot.meetings.decisions.returned_agenda import NotAnAgenda, Returned, Row
from mailbot.store.values import DecisionOutcome
from tests.golden.make.agendas import WRITTEN
from tests.support.agenda_text import a_view, an_item
from tests.support.meetings import TOKEN
from tests.support.paths import AGENDAS

WORD = word.write(a_view(), words())
EXCEL = excel.write(a_view(), words())


def a_row(number, outcome=None, reasons="", responsible="", unclear=None):
    written = outcome is not None or bool(reasons)
    return Row(f"OH-2026-{number:04}", outcome, reasons, responsible, unclear, written)


def undecided(number):
    return a_row(number, unclear=f"OH-2026-{number:04} saknar beslut och ligger kvar.")


FILLED = (
    a_row(1, DecisionOutcome.APPROVED, "Väl förankrat. Börja i Varberg.", "Anna Ek"),
    a_row(2, DecisionOutcome.REJECTED, "Det finns redan en sådan väg in."),
    a_row(3, DecisionOutcome.REFERRED_BACK, "Beskriv kostnaden."),
    undecided(4),
)


def on_one_line(result):
    rows = tuple(
        Row(r.reference, r.outcome, " ".join(r.reasons.split()), r.responsible, r.unclear, r.written)
        for r in result.rows
    )
    return Returned(result.token, rows)


def first_row(data, name="Dagordning.docx"):
    return returned_agenda.read(name, data).rows[0]


@pytest.mark.parametrize("name", sorted(file.name for file in AGENDAS.iterdir()))
def test_file_saved_by_libreoffice_reads_as_it_was_filled_in(name):
    data = (AGENDAS / name).read_bytes()
    assert on_one_line(returned_agenda.read(name, data)) == Returned(TOKEN, FILLED)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", fill_in_agenda.in_word(WORD, WRITTEN)), ("a.xlsx", fill_in_agenda.in_excel(EXCEL, WRITTEN))],
)
def test_filled_agenda_reads_as_it_was_filled_in(name, data):
    assert on_one_line(returned_agenda.read(name, data)) == Returned(TOKEN, FILLED)


@pytest.mark.parametrize(("name", "data"), [("a.docx", WORD), ("a.xlsx", EXCEL)])
def test_untouched_agenda_has_no_decision(name, data):
    assert returned_agenda.read(name, data) == Returned(TOKEN, tuple(undecided(number) for number in (1, 2, 3, 4)))


def test_tags_alone_are_enough_where_the_labels_are_gone():
    filled = fill_in_agenda.in_word(WORD, WRITTEN)
    renamed = replaced(filled, b">Motivering<", b">Skal<", b">\xc3\x84rende<", b">Nr<")
    assert on_one_line(returned_agenda.read("a.docx", renamed)) == Returned(TOKEN, FILLED)


def test_labels_alone_are_enough_where_the_tags_are_gone():
    filled = fill_in_agenda.in_word(WORD, WRITTEN)
    assert on_one_line(returned_agenda.read("a.docx", replaced(filled, b"w:tag ", b"w:xyz "))) == Returned(
        TOKEN, FILLED
    )


def test_placeholder_is_no_answer_where_a_program_made_it_text():
    filled = replaced(
        fill_in_agenda.in_word(WORD, WRITTEN),
        b"<w:showingPlcHdr/>",
        b"",
        b">Anna Ek<",
        b">Skriv vem som ansvarar Anna Ek<",
    )
    assert on_one_line(returned_agenda.read("a.docx", filled)) == Returned(TOKEN, FILLED)


def test_lines_of_a_reason_stay_lines():
    body = zipfile.ZipFile(io.BytesIO(WORD)).read("word/document.xml")
    shown = b">Skriv motiveringen h\xc3\xa4r<"
    assert body.count(shown) == 4
    filled = replaced(WORD, shown, b">Bra.</w:t><w:br/><w:t>Enkelt.<", b"<w:showingPlcHdr/>", b"")
    assert first_row(filled).reasons == "Bra.\nEnkelt."


def test_mark_in_the_text_is_enough():
    document = Document(io.BytesIO(WORD))
    document.core_properties.keywords = ""
    for paragraph in document.sections[0].footer.paragraphs:
        paragraph.clear()
    assert returned_agenda.read("a.docx", saved(document)).token == TOKEN


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("bifall", DecisionOutcome.APPROVED),
        ("BIFALLES.", DecisionOutcome.APPROVED),
        ("godkänns", DecisionOutcome.APPROVED),
        ("Avslås", DecisionOutcome.REJECTED),
        ("bordlaggs", DecisionOutcome.DEFERRED),
        ("Återremitteras", DecisionOutcome.REFERRED_BACK),
        ("aterremiss", DecisionOutcome.REFERRED_BACK),
    ],
)
def test_outcome_is_known_however_it_is_written(written, outcome):
    data = fill_in_agenda.in_excel(EXCEL, {"OH-2026-0001": Written(written, "Skäl")})
    assert first_row(data) == a_row(1, outcome, "Skäl")


@pytest.mark.parametrize("written", ["Ja", "Bifall med ändring", "inte bifall", "bifall/avslag"])
def test_unknown_outcome_is_asked_about(written):
    data = fill_in_agenda.in_word(WORD, {"OH-2026-0001": Written(written, "Skäl")})
    unclear = (
        f"OH-2026-0001: «{written}» känns inte igen som beslut. Skriv Bifall, Avslag, Bordläggning eller Återremiss."
    )
    assert first_row(data) == Row("OH-2026-0001", None, "Skäl", "", unclear, written=True)


def test_decision_typed_beside_the_control_is_asked_about():
    document = Document(io.BytesIO(fill_in_agenda.in_word(WORD, {"OH-2026-0001": Written("Bifall", "")})))
    table = next(t for t in document.tables if t.cell(0, 1).text == "OH-2026-0001")
    table.cell(1, 1).paragraphs[0].add_run(" eller avslag")
    assert "känns inte igen" in first_row(saved(document)).unclear


def test_decisions_pasted_into_one_table_are_kept_apart():
    document = Document()
    document.add_paragraph(words().marked(TOKEN))
    table = document.add_table(rows=0, cols=2)
    for texts in (("Ärende", "OH-2026-0001"), ("Beslut", "Bifall"), ("Ärende:", "OH-2026-0002"), ("BESLUT", "Avslag")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    rows = (a_row(1, DecisionOutcome.APPROVED), a_row(2, DecisionOutcome.REJECTED))
    assert returned_agenda.read("a.docx", saved(document)) == Returned(TOKEN, rows)


def test_two_different_outcomes_are_asked_about():
    book = openpyxl.load_workbook(io.BytesIO(fill_in_agenda.in_excel(EXCEL, {"OH-2026-0001": Written("Bifall", "")})))
    sheet = book.active
    sheet.append([9, "OH-2026-0001", "", "", "", "Avslag"])
    assert first_row(saved(book)) == Row(
        "OH-2026-0001", None, "", "", "OH-2026-0001: två olika beslut är ifyllda.", written=True
    )


def test_two_different_reasons_are_asked_about():
    book = openpyxl.load_workbook(
        io.BytesIO(fill_in_agenda.in_excel(EXCEL, {"OH-2026-0001": Written("Bifall", "Bra")}))
    )
    book.active.append([9, "OH-2026-0001", "", "", "", "Bifall", "Dåligt"])
    assert first_row(saved(book)).unclear == "OH-2026-0001: två olika motiveringar eller ansvariga är ifyllda."


def test_file_with_marks_of_two_agendas_is_none():
    book = openpyxl.load_workbook(io.BytesIO(EXCEL))
    book.active.append([words().marked("aaaabbbbccccdddd")])
    assert returned_agenda.read("a.xlsx", saved(book)) == NotAnAgenda("filen har märkning från flera dagordningar")


def test_file_without_a_mark_is_none():
    document = Document()
    document.add_paragraph("Dagordning för OH-2026-0001")
    assert returned_agenda.read("a.docx", saved(document)) == NotAnAgenda("filen saknar märkning")


def test_broken_file_is_none_and_says_why():
    assert returned_agenda.read("a.docx", b"PK\x03\x04 broken") == NotAnAgenda(
        "filen är skadad – öppna den, spara den på nytt och skicka den igen"
    )


def test_answer_that_looks_like_a_formula_stays_text():
    data = fill_in_agenda.in_word(WORD, {"OH-2026-0001": Written("Bifall", "=1+1 och {{ mall }} & <b>")})
    assert first_row(data) == a_row(1, DecisionOutcome.APPROVED, "=1+1 och {{ mall }} & <b>")


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60).map(str.strip)


@settings(max_examples=10, deadline=None)
@given(outcome=st.sampled_from(DecisionOutcome), reasons=TEXTS, responsible=TEXTS)
def test_any_answer_comes_back_from_both_files(outcome, reasons, responsible):
    written = {"OH-2026-0001": Written(words().word(outcome), reasons, responsible)}
    view = a_view(an_item(1, "Gemensam fallprevention"))
    filled = fill_in_agenda.in_word(word.write(view, words()), written)
    expected = (outcome, reasons.split(), responsible.split(), None)
    row = first_row(filled)
    assert (row.outcome, row.reasons.split(), row.responsible.split(), row.unclear) == expected


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def replaced(data: bytes, *pairs: bytes) -> bytes:
    """Replace texts in the document's body: old, new, old, new …"""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                for before, after in zip(pairs[::2], pairs[1::2], strict=True):
                    assert before in body
                    body = body.replace(before, after)
            new.writestr(name, body)
    return target.getvalue()
