"""Which lines of a document may be somebody's words."""

from __future__ import annotations

import pytest

from parsers.document.model import Control, ControlKind, Document, InCell, InLine, Paragraph, Table
from parsers.questions.find_answers import find
from parsers.written_lines import written_lines
from tests.support.forms import SMALL

FORM = Table("tabell 1", (("Rubrik", "Runda"), ("Bakgrund", "Sent\nbesked")))


def lines(*blocks: Paragraph | Table | Control, is_whole: bool = True) -> list[str]:
    document = Document("docx", blocks)
    return [line.text for line in written_lines(document, SMALL, find(document, SMALL), is_whole=is_whole)]


def test_lines_know_whose_answer_was_taken_from_there():
    document = Document("docx", (Paragraph("Hej Sida 2 av 3"), FORM))
    found = written_lines(document, SMALL, find(document, SMALL), is_whole=True)
    assert [(line.place, line.words, line.owners) for line in found] == [
        (InLine(1), ("hej",), ()),
        (InCell(0, 0, 0), ("rubrik",), ("title",)),
        (InCell(0, 0, 1), ("runda",), ("title",)),
        (InCell(0, 1, 0), ("bakgrund",), ("background",)),
        (InCell(0, 1, 1), ("sent",), ("background",)),
        (InCell(0, 1, 1), ("besked",), ("background",)),
    ]


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (("29/200", "3 / 500", "0/2000", "0/2000", "Skicka", "Ring"), ["Ring"]),
        (("29/200", "120/150"), ["29/200", "120/150"]),
        (("1/3", "2/3", "3/3"), ["1/3", "2/3", "3/3"]),
        (("Max 200 tecken", "20 av 200 tecken"), []),
    ],
)
def test_letters_that_fields_count_and_their_button_are_nobodys_words(texts, left):
    document = Document("pdf", (FORM, *map(Paragraph, texts)))
    found = written_lines(document, SMALL, find(document, SMALL), is_whole=True)
    assert [line.text for line in found if line.words and not line.owners] == left


def test_office_part_and_signature_are_left_out_in_reading_order():
    office = Table("tabell 2", (("Diarienummer", "2027-15"),))
    assert lines(FORM, Paragraph("Mer"), Paragraph("Ifylls av sekreteraren"), office)[:1] == ["Mer"]
    assert "Anna" not in lines(FORM, Paragraph("Med vänlig hälsning"), Paragraph("Anna"))
    rows = Table("tabell 1", (*FORM.rows, ("Underskrift", "Anna"), ("", "2027-01-11")))
    assert lines(rows) == lines(FORM)


def test_text_around_the_form_in_a_mail_is_left_out():
    text = (Paragraph("Hej"), Paragraph("Rubrik: Runda"), Paragraph("Bakgrund: Sent"), Paragraph("E-post: a@b.example"))
    beside = Table("tabell 1", (("Annat", "här"),))
    assert lines(*text, beside, is_whole=False) == ["Rubrik: Runda", "Bakgrund: Sent", "E-post: a@b.example"]


def test_field_on_the_page_is_read_where_its_words_stand_nowhere_else():
    strange = Control("text17", "", ControlKind.TEXT, "Okänd")
    boxes = (
        Control("a", "Nej", ControlKind.CHECK_BOX, ""),
        Control("b", "Ja", ControlKind.CHECK_BOX, "", checked=True),
    )
    assert lines(FORM, strange, *boxes)[-2:] == ["Okänd", "☒ Ja"]
    assert "Okänd" not in lines(FORM, Paragraph("Okänd"), strange)[1:]


def test_sheet_that_lists_choices_is_left_out():
    form = Table("tabell 1", (*FORM.rows, ("Framgångsfaktorer", "☒ Trygg ☐ Enkel")))
    listed = Table("bladet Val", (("Enkel", "Ja"), ("Trygg",)))
    assert lines(form, listed) == lines(form)


@pytest.mark.parametrize(
    ("heads", "left"),
    [
        (((), ()), []),
        ((("Del A", None, None), ("Del B", None, None)), ["Del A", "Del B"]),
        ((("A", None, None), ("B", None, None)), ["A", "B"]),
        ((("7", "Mer", "x"), ("9", "Mer", "y")), ["7", "Mer", "x", "1", "2", "9", "Mer", "y", "3"]),
    ],
)
def test_numbers_of_rows_are_nobodys_words_though_headings_across_part_them(heads, left):
    answers = (("1", "Rubrik", "Runda"), ("2", "Bakgrund", "Sent"), ("3", "E-post", "a@b.example"))
    document = Document("docx", (Table("tabell 1", (heads[0], *answers[:2], heads[1], answers[2])),))
    found = written_lines(document, SMALL, find(document, SMALL), is_whole=True)
    assert [line.text for line in found if line.words and not line.owners] == left


ANSWERED = (
    ("Rubrik", "Gemensam runda"),
    ("Bakgrund", "Vi ringer runt.\nDet tar tid."),
    ("E-post", "a@b.example"),
    ("Startdatum", "2027-01-11"),
    ("Framgångsfaktorer", ""),
)


@pytest.mark.parametrize(
    ("head", "counts", "left"),
    [
        ("Teckenräknare", ("14", "28", "11", "10", "0"), []),
        ("", ("14", "28", "11", "10", ""), []),
        ("Teckenräknare", ("14", "28", "11", "10", "7"), ["7"]),
        ("Poäng", ("3", "2", "5", "4", "0"), ["Poäng", "3", "2", "5", "4", "0"]),
    ],
)
def test_column_that_counts_the_letters_of_answers_is_nobodys_words(head, counts, left):
    rows = (("", "", head), *((*asked, count) for asked, count in zip(ANSWERED, counts, strict=True)))
    document = Document("xlsx", (Table("bladet Formulär", rows),))
    found = written_lines(document, SMALL, find(document, SMALL), is_whole=True)
    assert sorted(line.text for line in found if line.words and line.place.column == 2) == sorted(left)
