"""Letters stand where their widths say, whatever way a program placed them."""

from __future__ import annotations

import io
from itertools import accumulate

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import DecodedStreamObject, NameObject

from parsers.document.model import Document
from parsers.document.read import read_document
from tests.support.pdf_files import pdf, text

WIDTHS = {"l": 0.222, "i": 0.222, "t": 0.278, "r": 0.333, "s": 0.5, "k": 0.5, "j": 0.222, "f": 0.278}


HELVETICA = {" ": 0.278, ".": 0.278, "B": 0.667, "K": 0.667, "M": 0.833, "G": 0.778, "c": 0.5}


def helvetica(words: str) -> float:
    """Return how wide words of these letters are in Helvetica, in sizes."""
    return sum((WIDTHS | HELVETICA).get(letter, 0.556) for letter in words)


def wide(words: str) -> float:
    """Return about how wide words are in Helvetica at the builders' size."""
    return 11 * sum(WIDTHS.get(letter, 0.556) for letter in words)


def by_words(x: float, y: float, words: str) -> bytes:
    each = words.split()
    starts = accumulate((wide(word) + 3.2 for word in each[:-1]), initial=x)
    return b"".join(text(start, y, word) for start, word in zip(starts, each, strict=True))


def by_letters(x: float, y: float, words: str) -> bytes:
    starts = accumulate((3.2 if letter == " " else wide(letter) for letter in words[:-1]), initial=x)
    return b"".join(text(start, y, letter) for start, letter in zip(starts, words, strict=True) if letter != " ")


def lines_of(data: bytes) -> tuple[str, ...]:
    read = read_document("x.pdf", data)
    assert isinstance(read, Document)
    return read.lines


@pytest.mark.parametrize("place", [text, by_words, by_letters])
def test_words_are_parted_however_they_are_placed(place):
    assert lines_of(pdf(place(60, 700, "en runda i slutet av dagen"))) == ("en runda i slutet av dagen",)


@pytest.mark.parametrize("gap", [12, 40, 150])
def test_text_past_a_gap_is_a_column(gap):
    printed = text(60, 700, "en fin titel") + text(60 + wide("en fin titel") + gap, 700, "en runda i dag")
    assert lines_of(pdf(printed)) == ("en fin titel\ten runda i dag",)


@pytest.mark.parametrize(
    ("before", "after", "gap", "expected"),
    [
        ("Kortare tid.", "Mer omsorg", 1.5, "Kortare tid. Mer omsorg"),
        ("Kortare tid", "Mer omsorg", 1.5, "Kortare tid Mer omsorg"),
        ("en fin", "Mer omsorg", 1.2, "en fin Mer omsorg"),
        ("har Bank", "ID i dag", 0, "har BankID i dag"),
        ("har Bank", "ID i dag", -0.2, "har BankID i dag"),
        ("en fin", "are dag", 0.5, "en finare dag"),
        ("en fin", "are dag", 1.5, "en finare dag"),
    ],
)
def test_tab_that_comes_close_to_its_stop_parts_a_word_from_a_capital_letter(before, after, gap, expected):
    printed = text(60, 700, before) + text(60 + 11 * helvetica(before) + gap, 700, after)
    assert "".join(lines_of(pdf(printed))).replace("\t", " ") == expected


def test_tab_that_is_narrow_is_a_column_where_others_go_on_there():
    rows = ((700, "Mål"), (680, "Roll"), (660, "Syftet"), (640, "Syftet med det"))
    printed = b"".join(text(60, y, label) + text(150, y, f"svar {y}") for y, label in rows)
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert [table.rows for table in read.tables] == [tuple((label, f"svar {y}") for y, label in rows)]


def test_answer_in_another_style_begins_its_column_however_close_the_label_comes():
    rows = ((700, "Mål"), (680, "Roll i det"), (660, "Syftet"), (640, "Syftet med det som"))
    printed = b"".join(by_letters(60, y, label) + text(163, y, f"svar {y}", size=12) for y, label in rows)
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert [table.rows for table in read.tables] == [tuple((label, f"svar {y}") for y, label in rows)]


def test_sign_of_another_font_stands_in_the_gap_that_was_left_for_it():
    printed = b"BT /F1 11 Tf 60 700 Td [(0346) -400 (88 60 00)] TJ ET\n" + text(60 + wide("0346"), 700, "-", size=12)
    assert lines_of(pdf(printed)) == ("0346-88 60 00",)


@pytest.mark.parametrize(("across", "along", "size"), [(0.5, 0.3, 11), (2, 3.6, 11), (-2, -3.6, 9), (3, 3.6, 10)])
def test_text_put_over_a_prompt_is_a_line_of_its_own(across, along, size):
    printed = text(60, 700, "Skriv här") + text(60 + across, 700 + along, "kortare väntetid", size)
    assert lines_of(pdf(printed)) == ("Skriv här", "kortare väntetid")


def test_text_printed_twice_to_look_bold_is_there_once():
    assert lines_of(pdf(text(60, 700, "Rubrik") + text(60.3, 700, "Rubrik"))) == ("Rubrik",)


def mapped(content: bytes, code: str, written: str) -> bytes:
    """Return a file whose font says that the glyph of a code is written as something else (§9.10.3)."""
    writer = PdfWriter(io.BytesIO(pdf(content)))
    stream = DecodedStreamObject()
    stream.set_data(
        b"1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfchar <%02X> <%s> endbfchar"
        % (ord(code), written.encode("utf-16-be").hex().encode())
    )
    font = writer.pages[0]["/Resources"]["/Font"]["/F1"]
    font[NameObject("/ToUnicode")] = writer._add_object(stream)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("printed", "code", "written", "expected"),
    [
        ("Eva#Lotta Ek", "#", "\xad", "Eva-Lotta Ek"),
        ("0300#56 50 00", "#", "\xad", "0300-56 50 00"),
        ("EQ#5D och e#post", "#", "\xad", "EQ-5D och e-post"),
        ("hemgång", "m", "m\xad", "hemgång"),
    ],
)
def test_soft_hyphen_within_a_line_is_written_where_a_glyph_shows_it(printed, code, written, expected):
    assert lines_of(mapped(text(60, 700, printed), code, written)) == (expected,)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\ue004", "\ufffd"),
        ("\U000f0041", "\ufffd"),
        ("\x01", "\ufffd"),
        ("\x85", "\ufffd"),
        ("\u200b", "\ufffd"),
        ("ä\u200b", "ä"),
        ("\U0001f600", "\U0001f600"),
    ],
)
def test_glyph_that_shows_a_letter_is_there_whatever_its_font_says_that_it_is(written, shown):
    data = mapped(text(60, 700, "Sn#ckor p# #ldreboenden"), "#", written)
    assert lines_of(data) == (f"Sn{shown}ckor p{shown} {shown}ldreboenden",)


def test_blank_that_is_written_as_a_sign_of_control_is_a_blank():
    assert lines_of(mapped(text(60, 700, "Fler fall i boenden"), " ", "\x01")) == ("Fler fall i boenden",)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_page_is_read_upright_however_it_is_shown(turn):
    writer = PdfWriter(io.BytesIO(pdf(text(60, 700, "Rubrik: Runda") + text(60, 680, "Syfte: Lugn"))))
    writer.pages[0].rotate(turn)
    file = io.BytesIO()
    writer.write(file)
    assert lines_of(file.getvalue()) == ("Rubrik: Runda", "Syfte: Lugn")


@pytest.mark.parametrize("scale", [0.6, 1.4])
def test_text_in_a_form_xobject_stands_where_its_matrix_puts_it(scale):
    source = PdfReader(io.BytesIO(pdf(text(60, 500, "Rubrik") + text(200, 500, "Runda"))))
    writer = PdfWriter()
    page = writer.add_blank_page(842, 1191)
    page.merge_transformed_page(source.pages[0], Transformation().scale(scale).translate(20, 30))
    file = io.BytesIO()
    writer.write(file)
    assert lines_of(file.getvalue()) == ("Rubrik\tRunda",)
