"""Blocks in reading order, the views of them, and the place of everything that is written."""

from __future__ import annotations

from dataclasses import replace

from parsers.document.model import Control, ControlKind, Document, InCell, InControl, InLine, Paragraph, Table
from parsers.questions.find_answers import find
from tests.support.forms import SMALL

TITLE = Control("title", "Rubrik", ControlKind.TEXT, "Runda")
EMPTY = Control("phone", "Telefon", ControlKind.TEXT, "")
ALONE = Control("email", "", ControlKind.TEXT, "a@b.example")
FIRST = Table("tabell 1", (("Rubrik", "Runda"), ("Telefon", "")), cells={(0, 1): Paragraph("Runda", (TITLE,))})
SECOND = Table("tabell 2", (("Bakgrund", "Sent\nbesked"),))
PAGE = Document(
    "docx",
    (Paragraph("Mall"), FIRST, Paragraph("", (EMPTY,)), Paragraph("Hej\ndå"), SECOND, ALONE),
)


def test_views_are_in_reading_order():
    assert PAGE.lines == ("Mall", "Hej\ndå")
    assert [table.name for table in PAGE.tables] == ["tabell 1", "tabell 2"]
    assert PAGE.controls == (TITLE, EMPTY, ALONE)


def test_every_text_has_its_place():
    assert dict(PAGE.placed()) == {
        InLine(1): "Mall",
        InLine(2): "Hej",
        InLine(3): "då",
        InCell(0, 0, 0): "Rubrik",
        InCell(0, 0, 1): "Runda",
        InCell(0, 1, 0): "Telefon",
        InCell(1, 0, 0): "Bakgrund",
        InCell(1, 0, 1): "Sent\nbesked",
        InControl("title"): "Runda",
        InControl("phone"): "",
        InControl("email"): "a@b.example",
    }


def test_rows_keep_their_places_where_others_are_left_out():
    part = replace(SECOND, number=1, rows=(("Rubrik", "Mål"), ("Två", "Lugn")), start=4, heads=1)
    assert [part.at(0, 1), part.at(1, 1)] == [InCell(1, 0, 1), InCell(1, 4, 1)]
    assert [part.place(0), part.place(1)] == ["tabell 2, rad 5", "tabell 2, rad 5"]
    kept = PAGE.with_tables([part])
    assert (kept.tables, kept.lines, kept.controls) == ((part,), PAGE.lines, (EMPTY, ALONE))


def used(*blocks: Paragraph | Table | Control) -> dict[str, tuple[object, ...]]:
    return {key: answer.used for key, answer in find(Document("docx", blocks), SMALL).items()}


def test_answer_names_the_cells_that_it_was_taken_from():
    rows = (
        ("Rubrik", "Runda", "Hjälp"),
        ("Bakgrund", "Ett."),
        (None, "Två."),
        ("Framgångsfaktorer", "Trygg", "x"),
        ("", "Enkel", ""),
    )
    assert used(SECOND, Table("tabell 2", rows)) == {
        "title": (InCell(1, 0, 0), InCell(1, 0, 1)),
        "background": (InCell(1, 1, 0), InCell(1, 1, 1), InCell(1, 2, 1)),
        "factors": tuple(InCell(1, *cell) for cell in ((3, 0), (3, 1), (3, 2), (4, 0), (4, 1), (4, 2))),
    }


def test_answer_names_the_lines_that_it_was_taken_from():
    lines = ("Mall", "Rubrik: Runda", "Bakgrund", "Sent besked.\nOch långt.", "E-post: a@b.example")
    assert used(*map(Paragraph, lines)) == {
        "title": (InLine(2),),
        "background": (InLine(3), InLine(4), InLine(5)),
        "email": (InLine(6),),
    }


def test_answer_in_a_control_names_it_and_its_cell():
    assert used(FIRST)["title"] == (InCell(0, 0, 0), InCell(0, 0, 1), InControl("title"))
    assert used(ALONE)["email"] == (InControl("email"),)
