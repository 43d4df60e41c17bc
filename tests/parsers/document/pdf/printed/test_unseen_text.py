"""Text that nobody sees on a page is no answer, and is told; what is seen over a picture or a ground is read."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from parsers.document.model import Document, Note
from parsers.document.read import read_document
from parsers.parse import parse
from parsers.result import Code
from tests.support.forms import SMALL
from tests.support.pdf_files import pdf, text

LABEL = text(50, 700, "Rubrik:")
ANSWER = text(200, 700, "Gemensam runda")
SMALL_FORM = b"".join(
    text(50, 740 - 40 * number, line)
    for number, line in enumerate(("Rubrik: Runda", "Bakgrund: Det tar tid.", "Startdatum: 2027-01-11"))
)


def read(data: bytes) -> Document:
    document = read_document("x.pdf", data)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    "drawn",
    [
        b"1 g " + ANSWER + b"0 g ",
        b"0.98 0.99 0.99 rg " + ANSWER + b"0 g ",
        b"3 Tr " + ANSWER + b"0 Tr ",
        ANSWER + b"1 g 195 695 150 16 re f 0 g ",
        ANSWER + b"195 695 150 16 re f ",
        b"q 10 10 5 5 re W n " + ANSWER + b"Q ",
        text(200, 700, "Gemensam runda", 0.5),
        text(700, 700, "Gemensam runda"),
        text(-150, 700, "Gemensam runda"),
    ],
    ids=["white", "nearly", "mode 3", "whitened", "blackened", "clipped", "tiny", "right of it", "left of it"],
)
def test_text_that_nobody_sees_is_told_by_its_label(drawn):
    document = read(pdf(LABEL + drawn))
    assert "Gemensam" not in "".join(document.lines)
    assert [(note.text, note.is_said) for note in document.notes] == [("Gemensam runda", True)]


def test_text_on_a_layer_that_is_off_is_not_seen():
    writer = PdfWriter(io.BytesIO(pdf(LABEL + b"/OC /Dolt BDC " + ANSWER + b"EMC ")))
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Dolt")})
    )
    shown = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    layers = {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): shown}
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(layers)
    properties = DictionaryObject({NameObject("/Dolt"): layer})
    writer.pages[0]["/Resources"][NameObject("/Properties")] = properties
    file = io.BytesIO()
    writer.write(file)
    assert read(file.getvalue()).notes == (Note("Gemensam runda", row_label="Rubrik:", is_said=True),)


@pytest.mark.parametrize(
    "drawn",
    [
        b"0.2 g 195 695 150 16 re f 1 g " + ANSWER + b"0 g ",
        b"0.7 g " + ANSWER + b"0 g ",
        b"1 Tr " + ANSWER + b"0 Tr ",
        b"0.9 g 0 0 595 842 re f 0 g " + LABEL + ANSWER,
    ],
    ids=["white on dark", "pale", "outlined", "on a coloured page"],
)
def test_text_that_is_seen_is_read_whatever_its_colour(drawn):
    assert read(pdf(LABEL + drawn)).lines[-1].endswith("Gemensam runda")


WHITENED = b"1 g 195 695 150 16 re f 0 g "


@pytest.mark.parametrize(
    "typed", [text(200, 700, "Sen runda"), text(202, 702, "Morgonrunda i Getinge"), text(200, 700, "Ja")]
)
def test_text_that_is_typed_over_what_was_whitened_is_alone_seen(typed):
    document = read(pdf(LABEL + ANSWER + WHITENED + typed))
    assert "Gemensam" not in "".join(document.lines)
    assert [note.text for note in document.notes] == ["Gemensam runda"]


@pytest.mark.parametrize(
    "drawn",
    [
        WHITENED + ANSWER,
        ANSWER + b"q 0 0 9 9 re W n " + WHITENED + b"Q ",
        ANSWER + b"q /Half gs " + WHITENED + b"Q ",
        ANSWER + b"q /Ink gs 1 1 0 rg 195 695 150 16 re f Q ",
    ],
    ids=["before", "cut off", "let through", "marked"],
)
def test_text_that_is_filled_over_and_still_seen_is_read(drawn):
    writer = PdfWriter(io.BytesIO(pdf(LABEL + drawn)))
    half, ink = DictionaryObject(), DictionaryObject()
    half[NameObject("/ca")], ink[NameObject("/BM")] = FloatObject(0.5), NameObject("/Multiply")
    states = DictionaryObject({NameObject("/Half"): half, NameObject("/Ink"): ink})
    writer.pages[0]["/Resources"][NameObject("/ExtGState")] = states
    file = io.BytesIO()
    writer.write(file)
    assert "Gemensam runda" in read(file.getvalue()).lines[-1]


def test_word_that_is_covered_leaves_a_sign_in_its_answer():
    covered = text(200, 700, "Ring Gunvor Ek i dag") + b"1 g 226 695 37 16 re f 0 g "
    document = read(pdf(LABEL + covered))
    assert document.lines == ("Rubrik:\tRing \ufffd Ek i dag",)
    assert [note.text for note in document.notes] == ["Gunvor"]


@pytest.mark.parametrize("line", ["____________________", "_ _ _ _ _ _ _ _", "....................", "---------------"])
@pytest.mark.parametrize("label", ["Rubrik:", "Namnet på förslaget:", "När:"])
def test_line_to_write_on_is_seen_though_it_lies_below_where_letters_stand(label, line):
    for drawn in (text(50, 700, f"{label} {line}"), text(50, 700, label) + text(200, 700, line)):
        document = read(pdf(drawn))
        assert [(" ".join(written.split()), document.notes) for written in document.lines] == [(f"{label} {line}", ())]


def test_page_cut_smaller_than_its_text_leaves_out_what_is_outside():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LABEL + ANSWER + text(50, 60, "Nedanför")))))
    writer.pages[0].cropbox.lower_left = (0, 100)
    file = io.BytesIO()
    writer.write(file)
    assert read(file.getvalue()).lines == ("Rubrik:\tGemensam runda",)


def test_answer_that_nobody_sees_is_asked_about():
    (form,) = parse(
        "x.pdf", pdf(SMALL_FORM + text(50, 600, "E-post:") + b"3 Tr " + text(200, 600, "a@b.example")), [SMALL]
    )
    assert form.values["email"] is None
    assert ("email", Code.AMBIGUOUS) in [(problem.field, problem.code) for problem in form.problems]


def test_stamp_that_runs_aslant_is_no_part_of_an_answer_and_is_told():
    stamp = b"BT /F1 20 Tf 0.7 0.7 -0.7 0.7 190 690 Tm (INKOM 3 MAJ) Tj ET\n"
    document = read(pdf(LABEL + ANSWER + stamp))
    assert document.lines == ("Rubrik:\tGemensam runda",)
    assert [note.text for note in document.notes] == ["INKOM 3 MAJ"]


def test_watermark_is_no_text():
    document = read(pdf(b"0.8 g BT /F1 80 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (UTKAST) Tj ET 0 g\n" + LABEL + ANSWER))
    assert (document.lines, document.notes) == (("Rubrik:\tGemensam runda",), ())
