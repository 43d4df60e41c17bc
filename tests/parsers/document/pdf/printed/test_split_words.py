"""Words that a text layer splits are put together where only that can be meant, and asked about where not."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Table
from parsers.document.pdf.printed.split_words import put_together
from parsers.document.read import read_document
from tests.support.pdf_files import pdf, text


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("Det fi nns en väg.", "Det finns en väg."),
        ("Vi fl yttar.", "Vi flyttar."),
        ("Det fi nns en eff ekt.", "Det finns en eff\ufffdekt."),
        ("Hennes profi l är klar.", "Hennes profil är klar."),
        ("k o r t a r e tid", "k\ufffdo\ufffdr\ufffdt\ufffda\ufffdr\ufffde tid"),
        ("En träff på en biograf i stan.", "En träff på en biograf i stan."),
        ("Geografi och fotografi av Wi-Fi i dag.", "Geografi och fotografi av Wi-Fi i dag."),
        ("Ett val av A B C.", "Ett val av A B C."),
    ],
)
def test_words_are_put_together_where_nothing_else_is_meant(printed, whole):
    assert put_together((), (printed,)) == ((), (whole,))
    (table,), _ = put_together((Table("sida 1", (("Syfte", printed),)),), ())
    assert table.rows == (("Syfte", whole),)


@pytest.mark.parametrize("spread", [1.5, 2.5, 4.0, 6.0])
@pytest.mark.parametrize("words", ["kortare tid", "nej", "Rubrik: en runda varje dag"])
def test_letters_that_are_set_apart_are_words(words, spread):
    printed = text(60, 740, "Vi ringer runt i dag.") + b"%g Tc " % spread + text(60, 700, words) + b"0 Tc "
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert read.lines[-1] == words


def test_letters_that_are_set_apart_one_by_one_are_words():
    widths = {"r": 0.333, "t": 0.278, " ": 0.278, "i": 0.222}
    at, printed = 60.0, b""
    for letter in "kortare tid":
        printed += text(at, 700, letter) if letter != " " else b""
        at += 11 * widths.get(letter, 0.556) + 2.5
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert read.lines == ("kortare tid",)
