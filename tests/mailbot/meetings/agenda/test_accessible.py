"""Every Word file that goes out: a screen reader finds headings, lists and tables, and knows the language."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from mailbot.followup.celebrating import letter_in_word
from mailbot.followup.celebrating.words import words as letter_words
from mailbot.forms.write import word as form_in_word
from mailbot.meetings.agenda.documents import protocol_in_word, word
from mailbot.meetings.agenda.documents.words import words
from tests.support.achieved import LETTER
from tests.support.agenda_text import a_view, an_item
from tests.support.forms import SHIPPED
from tests.support.protocol_text import FALLS, PROTOCOL

AGENDAS = {
    "agenda": a_view(),
    "agenda, later": replace(a_view(), revision=2),
    "agenda, one taken off": a_view(an_item(1, "Ett", removed=True), an_item(2, "Två", new_page=True)),
    "agenda without initiatives": replace(a_view(), items=(), called=()),
}
FILES = {
    **{name: word.write(view, words()) for name, view in AGENDAS.items()},
    "minutes": protocol_in_word.write(PROTOCOL, words()),
    "extract": protocol_in_word.extract(PROTOCOL, FALLS, words()),
    "letter about what was achieved": letter_in_word.write(LETTER, letter_words()),
    "form": form_in_word.write(SHIPPED, {}),
}
_LISTED = re.compile(r"[-–•*·]\s|\d+[.)]\s")


@pytest.fixture(params=FILES)
def document(request):
    return Document(io.BytesIO(FILES[request.param]))


def headings(document) -> list[int]:
    """The levels of the headings, in reading order."""
    found = (re.fullmatch(r"Heading (\d)", paragraph.style.name) for paragraph in document.paragraphs)
    return [int(one.group(1)) for one in found if one]


def test_it_says_its_title_and_language(document):
    properties = document.core_properties
    assert properties.title
    assert "{" not in properties.title
    assert properties.language == "sv-SE"
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}


def test_no_heading_skips_a_level_or_is_empty(document):
    levels = headings(document)
    assert levels
    assert levels[0] == 1
    assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []
    assert [one for one in document.paragraphs if one.style.name.startswith("Heading") and not one.text.strip()] == []


def test_no_paragraph_only_looks_like_a_heading_or_a_list(document):
    bold = [
        one.text
        for one in document.paragraphs
        if one.text.strip() and one.style.name == "Normal" and all(run.bold for run in one.runs if run.text.strip())
    ]
    listed = [one.text for one in document.paragraphs if one.style.name == "Normal" and _LISTED.match(one.text)]
    assert (bold, listed) == ([], [])


def test_lists_are_lists(document):
    bullets = [one for one in document.paragraphs if one.style.name == "List Bullet"]
    numbered = document.styles["List Bullet"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    assert not bullets or numbered is not None


def test_tables_have_header_rows_and_are_read_as_they_stand(document):
    body = document.element.body
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert list(body.iter(qn("w:gridSpan"), qn("w:vMerge"))) == []
    assert [table for table in body.iter(qn("w:tbl")) if any(table.iterancestors(qn("w:tbl")))] == []
    assert list(body.iter(qn("w:framePr"), qn("w:txbxContent"), qn("w:tblpPr"))) == []


def test_pictures_say_what_they_show(document):
    for picture in document.element.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    ):
        assert picture.get("descr")


@pytest.mark.parametrize("name", AGENDAS)
def test_tables_of_an_agenda_say_what_they_are_of(name):
    document = Document(io.BytesIO(FILES[name]))
    said = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in document.tables]
    assert all(said)
    assert "{" not in "".join(said)
    assert len(set(said)) == len(said)


def test_text_of_the_agenda_has_contrast():
    """WCAG 2.1 AA asks for 4.5:1; the lightest text is grey on the yellow of what is to be filled in."""
    document = Document(io.BytesIO(FILES["agenda"]))
    inks = {str(style.font.color.rgb) for style in document.styles if hasattr(style, "font") and style.font.color.rgb}
    fills = {element.get(qn("w:fill")) for element in document.element.body.iter(qn("w:shd"))} | {"FFFFFF"}
    used = {ink for ink in inks if ink in {"1F4E5F", "595959", "1D2733"}}
    assert used == {"1F4E5F", "595959", "1D2733"}
    assert min(_contrast(ink, fill) for ink in used for fill in fills) >= 4.5


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_longest_label_stands_on_one_line_in_the_widest_font_that_replaces_calibri():
    """«Framgångsfaktorer» takes 109 points in DejaVu Sans Bold of 10 points, which is what it is set in."""
    facts = Document(io.BytesIO(FILES["agenda"])).tables[3]
    cell = next(row.cells[0] for row in facts.rows if row.cells[0].text == "Framgångsfaktorer")
    margins = 2 * 108
    assert cell.width.twips - margins >= 109 * 20
