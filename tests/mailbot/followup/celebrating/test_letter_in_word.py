from __future__ import annotations

from io import BytesIO

from docx import Document

import parsers
from mailbot.followup.celebrating import letter_in_word, returned_letter
from mailbot.followup.celebrating.words import words
from tests.support.achieved import LETTER


def paragraphs() -> list[tuple[str, str]]:
    document = Document(BytesIO(letter_in_word.write(LETTER, words())))
    return [(one.style.name, one.text) for one in document.paragraphs]


def test_letter_has_its_steps_and_initiatives_as_headings_in_order():
    assert [one for one in paragraphs() if one[0].startswith(("Title", "Subtitle", "Heading"))] == [
        ("Title", "Så går det i Omtanke Halland"),
        ("Subtitle", "januari–mars 2027"),
        ("Heading 1", "De här sprids"),
        ("Heading 2", "En väg in för unga"),
        ("Heading 1", "De här är klara och utvärderade"),
        ("Heading 2", "Gemensam fallprevention"),
        ("Heading 3", "Det här gjorde de"),
        ("Heading 1", "De här har fått ja"),
        ("Heading 1", "Har du en egen idé?"),
    ]


def test_own_words_are_quoted_and_those_who_said_no_only_counted():
    said = paragraphs()
    assert [text for style, text in said if style == "Quote"] == ["Vi gjorde hembesök.", "Vi ringde upp efteråt."]
    assert [text for _, text in said if "Dessutom" in text] == [
        "Dessutom finns det ett initiativ till här, som vi inte berättar mer om.",
        "Dessutom finns det 2 initiativ till här, som vi inte berättar mer om.",
    ]
    assert [text for _, text in said if "0015" in text or "0016" in text] == []


def test_letter_is_known_again_by_its_mark():
    data = letter_in_word.write(LETTER, words())
    letter = returned_letter.letter_in("brev.docx", data, parsers.read_document("brev.docx", data))
    assert letter is not None
    assert (letter.token, letter.vetted) == (LETTER.token, parsers.Vetted(data))
