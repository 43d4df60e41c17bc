"""Notes on a page are told by the label that they stand at, and lines that strike words out strike them."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from parsers.document.model import Document, Note
from parsers.document.read import read_document
from parsers.parse import parse
from parsers.result import NotAForm
from tests.support.forms import SMALL
from tests.support.pdf_files import pdf, text


def note(kind: str, rectangle: tuple[float, ...], contents: str = "", **corners: tuple[float, ...]) -> DictionaryObject:
    made = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, rectangle)),
            NameObject("/Contents"): TextStringObject(contents),
        }
    )
    for key, points in corners.items():
        made[NameObject(f"/{key}")] = ArrayObject(map(FloatObject, points))
    return made


def read(*notes: DictionaryObject, drawn: bytes) -> Document:
    document = read_document("x.pdf", pdf(drawn, fields=notes))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("kind", ["Text", "Stamp", "Square", "Highlight", "Ink", "Caret"])
def test_note_is_told_by_the_label_that_it_stands_at(kind):
    document = read(note(kind, (200, 696, 220, 714), "Morgonrunda"), drawn=text(50, 700, "Rubrik"))
    assert document.lines == ("Rubrik",)
    assert document.notes == (Note("Morgonrunda", row_label="Rubrik"),)


def test_note_below_a_label_is_told_by_that():
    document = read(note("Text", (60, 676, 80, 694), "Morgonrunda"), drawn=text(50, 700, "Rubrik"))
    assert document.notes == (Note("Morgonrunda", row_label="Rubrik"),)


def test_words_that_a_note_strikes_out_are_left_out():
    corners = (200, 709, 232, 709, 200, 698, 232, 698)
    struck = note("StrikeOut", (200, 698, 232, 709), QuadPoints=corners)
    assert read(struck, drawn=text(200, 700, "Enkel") + text(200, 680, "Trygg")).lines == ("Trygg",)


def ink(*points: float) -> DictionaryObject:
    made = note("Ink", (0, 0, 595, 842))
    made[NameObject("/InkList")] = ArrayObject([ArrayObject(map(FloatObject, points))])
    return made


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (note("Line", (190, 690, 270, 720), L=(198, 704, 262, 704)), ()),
        (ink(198, 703.5, 230, 704.5, 262, 703.8), ()),
        (note("Line", (190, 690, 270, 720), L=(198, 698, 262, 712)), ("Gemensamma\ufffd",)),
        (ink(198, 698, 230, 712, 262, 697), ("Gemensamma\ufffd",)),
        (ink(198, 698, 262, 699), ("Gemensamma",)),
    ],
)
def test_pen_strikes_words_out_and_leaves_what_it_slants_through_in_doubt(drawn, expected):
    assert read(drawn, drawn=text(200, 700, "Gemensamma") + text(50, 640, "Trygg")).lines[:-2] == expected


def test_form_with_answers_in_notes_alone_is_not_called_empty():
    labels = ("Rubrik", "Bakgrund", "E-post", "Startdatum", "Framgångsfaktorer")
    drawn = b"".join(text(50, 740 - 40 * number, label) for number, label in enumerate(labels))
    notes = note("Text", (200, 736, 220, 754), "Morgonrunda"), note("Text", (200, 696, 220, 714), "Det tar tid.")
    read = parse("x.pdf", pdf(drawn, fields=notes), [SMALL])
    assert isinstance(read, NotAForm)
    assert "text i anteckningar" in read.reason
