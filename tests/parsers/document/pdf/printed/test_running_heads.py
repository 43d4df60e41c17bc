"""Heads and feet that a program repeats on pages are no part of answers; what somebody wrote alike is."""

from __future__ import annotations

import pytest

from parsers.document.model import Document
from parsers.document.read import read_document
from parsers.parse import parse
from tests.support.forms import SMALL
from tests.support.pdf_files import pdf, text

BODY = text(50, 700, "Risker") + text(50, 685, "Att ingen hinner.")
NEXT = text(50, 700, "Tidplan") + text(50, 685, "I maj.")


def read(*pages: bytes) -> Document:
    document = read_document("x.pdf", pdf(*pages))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("feet", "y"),
    [
        (("file:///forslag.html 1/2", "file:///forslag.html 2/2"), 20),
        (("2026-12-01 08:15 Utskrift", "2026-12-01 08:15 Utskrift"), 820),
        (("Sida 1 (2)", "Sida 2 (2)"), 40),
        (("- 1 -", "- 2 -"), 40),
        (("Varbergs kommun", "Varbergs kommun"), 60),
    ],
)
def test_line_at_the_edge_of_every_page_is_in_the_margins(feet, y):
    document = read(BODY + text(50, y, feet[0]), NEXT + text(50, y, feet[1]))
    assert [line for line in document.lines if line] == ["Risker", "Att ingen hinner.", "Tidplan", "I maj."]
    assert document.margins == tuple(dict.fromkeys(feet))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Nej", "Nej"), ("Runda 3", "Runda 7"), ("Ring Eva", "Ring Bo")],
)
def test_what_may_be_an_answer_stays(first, second):
    assert read(BODY + text(50, 60, first), NEXT + text(50, 60, second)).margins == ()


def test_forms_of_a_page_each_that_say_the_same_keep_it():
    page = b"".join(
        text(50, 810 - 40 * number, line)
        for number, line in enumerate(("Rubrik: Runda", "Bakgrund: Tar tid.", "E-post: a@b.example", "Startdatum: {}"))
    )
    forms = parse("x.pdf", pdf(page.replace(b"{}", b"2027-01-11"), page.replace(b"{}", b"2027-02-22")), [SMALL])
    assert isinstance(forms, tuple)
    assert [form.values["title"] for form in forms] == ["Runda"] * len(forms)


def test_line_apart_at_the_foot_of_the_only_page_is_told_and_ends_no_answer():
    document = read(BODY + text(50, 40, "Storgatan 4, 432 80 Varberg", 7))
    assert [line for line in document.lines if line] == ["Risker", "Att ingen hinner."]
    assert [(note.text, note.is_said) for note in document.notes] == [("Storgatan 4, 432 80 Varberg", True)]


def test_number_of_the_only_page_is_in_the_margins():
    assert read(BODY + text(250, 40, "1 (1)")).margins == ("1 (1)",)
