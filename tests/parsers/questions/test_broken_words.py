"""Words that a narrow column of a print broke without a hyphen: whole where other words tell, else asked about."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Paragraph, Table
from parsers.questions.broken_words import with_whole_words
from tests.support.forms import SHIPPED


def read(cell: str, *, kind: str = "pdf") -> str | None:
    rows = (("Rubrik", "Vårdcentralen i Oskarström"), (cell, "Den som skriver"))
    document = Document(kind, (Table("sida 1", rows), Paragraph("Hemsjukvård, elev-hälsa och ro.")))
    return with_whole_words(document, SHIPPED).tables[0].rows[1][0]


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("☒ Personcentrer\ufffdad", "☒ Personcentrerad"),
        ("Initia\ufffdtivtag\ufffdarens namn *", "Initiativtagarens namn *"),
        ("vårdcen\ufffdtralen", "vårdcentralen"),
        ("vårdcentralen\ufffdskriver", "vårdcentralen\ufffdskriver"),
        ("elev-\ufffdhälsa", "elev-\ufffdhälsa"),
        ("Falkenbergs\ufffdkommun", "Falkenbergs kommun"),
        ("arbetsterapeu\ufffdt", "arbetsterapeu\ufffdt"),
        ("Vårdens\ufffdsamordning", "Vårdens samordning"),
        ("och\ufffdro", "och\ufffdro"),
        ("hem\ufffdsjukvård", "hemsjukvård"),
        ("anna@vard.och\ufffdro", "anna@vard.och\ufffdro"),
        ("kommun\ufffd", "kommun\ufffd"),
    ],
)
def test_broken_word_is_what_the_other_words_are(cell, whole):
    assert read(cell) == whole


def test_other_formats_break_no_words():
    assert read("vårdcen\ufffdtralen", kind="docx") == "vårdcen\ufffdtralen"


def test_word_that_may_be_either_is_left():
    rows = (("Någon går och någon", "vind kraft vindkraft"), ("vind\ufffdkraft", ""))
    read_again = with_whole_words(Document("pdf", (Table("sida 1", rows),)), SHIPPED)
    assert read_again.tables[0].rows == rows
