"""Lines of a print put together again: web addresses and numbers that a line's end has cut."""

from __future__ import annotations

import pytest

from parsers.document.pdf.page import Piece
from parsers.document.pdf.printed.paragraphs import joined, paragraphs


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Se https://x.example/hälso-", "och-sjukvård/a.html nu", "Se https://x.example/hälso-och-sjukvård/a.html nu"),
        ("(www.x.example/om-", "oss)", "(www.x.example/om-oss)"),
        ("https://x.example/", "om-oss/start.html", "https://x.example/om-oss/start.html"),
        ("https://x.example/?id=", "a=b", "https://x.example/?id=a=b"),
        ("lena.ros@vard.exa", "mple", "lena.ros@vard.exa\ufffdmple"),
        ("Mejla lena@vard.example", "eller ring", "Mejla lena@vard.example eller ring"),
        ("lena@vard.example,", "mobil", "lena@vard.example, mobil"),
        ("lena@vard.example", "Lena", "lena@vard.example Lena"),
        ("https://x.example/", "för mer", "https://x.example/\ufffdför mer"),
        ("https://x.example/upp", "följning.html", "https://x.example/upp\ufffdföljning.html"),
        ("https://x.example/start", "för mer", "https://x.example/start för mer"),
        ("hälso-", "och sjukvård", "hälso- och sjukvård"),
        ("e-", "post", "e-post"),
        ("på skalan 0–", "10 i maj", "på skalan 0–10 i maj"),
        ("vecka 4 –", "12 patienter", "vecka 4 – 12 patienter"),
        ("Halmstad–", "Laholm", "Halmstad– Laholm"),
        ("i augusti", ". Fem av dem", "i augusti. Fem av dem"),
        ("i augusti", ".docx", "i augusti .docx"),
    ],
)
def test_what_a_line_cuts_is_whole_or_asked_about(above, below, expected):
    assert joined(above, below) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("☒", "Återinskrivningar"), ["☒ Återinskrivningar"]),
        (("☐", "Vårdens", "☐ Trygg"), ["☐ Vårdens", "☐ Trygg"]),
        (("☐ Återinskrivninga", "r"), ["☐ Återinskrivninga\ufffdr"]),
        (("☐", "☒ Trygg"), ["☐", "☒ Trygg"]),
    ],
    ids=["word below", "next box", "cut word", "nothing below"],
)
def test_box_goes_with_the_words_that_had_no_room_beside_it(lines, expected):
    pieces = [Piece(20, 20 + 5 * len(line), 700 - 12 * at, 10, line) for at, line in enumerate(lines)]
    assert paragraphs(pieces, 20 + 5 * max(map(len, lines)), is_in_cell=True) == expected


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("vårdcentralen", "skriver ut"), "vårdcentralen\ufffdskriver ut"),
        (("Läkemedelsgenomgång", "i hemmet"), "Läkemedelsgenomgång\ufffdi hemmet"),
        (("hälso-sjukvården", "skriver"), "hälso-sjukvården\ufffdskriver"),
        (("Ungdomsmottagningen", "Varberg"), "Ungdomsmottagningen Varberg"),
        (("Initiativtagarens ", "namn"), "Initiativtagarens namn"),
        (("lena.ros@vard-och-om", "sorg.example"), "lena.ros@vard-och-omsorg.example"),
        (("0430-150", "00"), "0430-15000"),
        (("på skalan 0–", "10."), "på skalan 0–10."),
        (("Ivan Ödman-", "Krüger"), "Ivan Ödman-Krüger"),
    ],
)
def test_word_that_fills_its_line_may_end_there_or_go_on(lines, text):
    pieces = [Piece(20, 20 + 5 * len(line.rstrip()), 700 - 12 * at, 10, line) for at, line in enumerate(lines)]
    assert paragraphs(pieces, 24 + 5 * max(map(len, lines)), is_in_cell=True) == [text]


@pytest.mark.parametrize(
    ("line", "below", "right", "is_one"),
    [
        ((("Typ", 20), ("☐ Fall ☐ Läkemedel ☐", 60)), "Bemötande", 170, True),
        ((("☐ Anhörig", 20), ("☒ MAS", 80), ("☐", 120)), "Enhetschef", 130, True),
        ((("Typ", 20), ("☐ Fall ☐ Läkemedel ☐", 60)), "Bemötande", 500, False),
        ((("Fall ☐", 20), ("Läkemedel ☐", 100)), "Kommentar", 160, False),
    ],
    ids=["no room for its words", "a box alone", "room enough", "boxes after their words"],
)
def test_line_that_ends_in_a_box_goes_on_where_its_words_had_no_room(line, below, right, is_one):
    pieces = [Piece(x, x + 5 * len(text), 700, 10, text) for text, x in line]
    found = paragraphs([*pieces, Piece(20, 20 + 5 * len(below), 688, 10, below)], right)
    assert (len(found) == 1) is is_one
