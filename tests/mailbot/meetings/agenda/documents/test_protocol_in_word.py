"""The minutes as a Word document: what they say, and that a screen reader finds its way."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from mailbot.meetings.agenda.documents import protocol_in_word
from mailbot.meetings.agenda.documents.words import words
from tests.support.protocol_text import FALLS, PROTOCOL


def read(data: bytes):
    return docx.Document(BytesIO(data))


def outline(document) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in document.paragraphs if one.style.name != "Normal"]


def test_minutes_have_their_items_as_headings_in_order():
    assert outline(read(protocol_in_word.write(PROTOCOL, words()))) == [
        ("Title", "Protokoll, RUG torsdag 10 december 2026"),
        ("Heading 1", "§ 1 Mötets öppnande"),
        ("Heading 1", "§ 5 Fallprevention"),
        ("Heading 2", "Beslut"),
        ("Heading 2", "Motivering"),
        ("Heading 1", "§ 6 Sårvård"),
        ("Heading 1", "§ 7 Mötets avslutande"),
        ("Heading 1", "Underskrifter"),
    ]


def test_minutes_say_decision_reasons_responsible_and_who_signs():
    text = "\n".join(one.text for one in read(protocol_in_word.write(PROTOCOL, words())).paragraphs)
    for said in (
        "Justerare: Eva Nordin, Jonas Ståhl",
        "Ärende: OH-2026-0001, Varbergs kommun",
        "RUG beslutar om avslag.",
        "Görs redan.",
        "Ansvarig: Eva Nordin",
        "Ärendet utgick.",
        "Anna Ek, sekreterare",
        "Jonas Ståhl, justerare",
    ):
        assert said in text


def test_extract_has_its_own_item_alone():
    document = read(protocol_in_word.extract(PROTOCOL, FALLS, words()))
    headings = [text for style, text in outline(document) if style == "Heading 1"]
    assert headings == ["§ 5 Fallprevention", "Underskrifter"]
    assert document.paragraphs[0].text == "Utdrag ur protokollet torsdag 10 december 2026: OH-2026-0001"


@pytest.mark.parametrize(
    "made", [protocol_in_word.write(PROTOCOL, words()), protocol_in_word.extract(PROTOCOL, FALLS, words())]
)
def test_document_has_title_and_language(made):
    document = read(made)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert (bool(document.core_properties.title), document.core_properties.language) == (True, "sv-SE")
    assert languages == {"sv-SE"}
