"""A template restyled in Word: used where it works; else named with the place, and the shipped one is used."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from mailbot.meetings.agenda import freeze
from mailbot.meetings.agenda.documents import own_template, word
from mailbot.meetings.agenda.documents.words import words
from mailbot.outbox.meeting_contents import TemplateFault
from mailbot.primitives.templates_folder import templates_dir
from tests.mailbot.meetings.agenda.test_freeze import mailed
from tests.support.agenda_text import a_view
from tests.support.meetings import NOW, TOKEN, a_config, a_meeting, a_unit_of_work, an_initiative

SHIPPED = templates_dir() / "agenda" / "dagordning.docx"


def restyled(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped template, with other words in the runs that hold these."""
    document = Document(str(SHIPPED))
    parts = document.element, document.sections[0].footer._element
    texts = [text for part in parts for text in part.iter(qn("w:t"))]
    for old, new in changes:
        holding = [text for text in texts if old in text.text]
        assert holding
        for text in holding:
            text.text = text.text.replace(old, new)
    document.save(str(folder / "vår.docx"))
    return folder / "vår.docx"


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_template_that_works_is_used(tmp_path):
    own = restyled(tmp_path, ("Föredragningslista", "Vad vi tar upp"))
    made, wrong = own_template.write(a_view(), words(), own)
    assert wrong is None
    assert "Vad vi tar upp" in texts(made)


def test_shipped_template_has_no_fault():
    assert own_template.fault(SHIPPED, words()) is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ("agenda.meeting.place }}", "agenda.meeting.plats }}"),
            TemplateFault("vår.docx", "unknown_name", "plats", "{{ agenda.meeting.plats }}"),
        ),
        (
            ("{{ words.group }}, ", "{{ wörds.group }}, "),
            TemplateFault("vår.docx", "unknown_name", "wörds", "{{ wörds.group }}, {{ agenda.meeting.day }}"),
        ),
        (
            ("Dagordning RUG {{ agenda.meeting.day }} ·", "{{ agenda.foten }}"),
            TemplateFault("vår.docx", "unknown_name", "foten", "{{ agenda.foten }} {{ agenda.mark }} · Sida 1 av 1"),
        ),
        (
            ("{{ agenda.secretary }}", "{{ agenda.secretary }"),
            TemplateFault("vår.docx", "syntax", "unexpected '}'", "{{ agenda.secretary }"),
        ),
        (("dagordning", "dagordning"), None),
    ],
    ids=["a field", "the words", "the footer", "a brace", "nothing"],
)
def test_mistake_is_told_by_name_and_place_and_the_shipped_template_used(tmp_path, change, fault):
    own = restyled(tmp_path, change) if fault else SHIPPED
    made, wrong = own_template.write(a_view(), words(), own)
    assert (wrong, own_template.fault(own, words())) == (fault, fault)
    assert texts(made) == texts(word.write(a_view(), words()))


def test_loop_without_its_end_is_told_as_a_mistake(tmp_path):
    own = restyled(tmp_path, ("{%p endfor %}", "{%p endif %}"))
    wrong = own_template.fault(own, words())
    assert (wrong.what, "endif" in wrong.name) == ("syntax", True)
    assert own_template.write(a_view(), words(), own)[1] == wrong


@pytest.mark.parametrize("data", [b"inget Word-dokument", b"PK\x03\x04 trasig", b""])
def test_file_that_is_no_word_file_is_named(tmp_path, data):
    own = tmp_path / "vår.docx"
    own.write_bytes(data)
    assert own_template.write(a_view(), words(), own)[1] == TemplateFault("vår.docx", "not_word")


def test_file_that_is_missing_is_named(tmp_path):
    assert own_template.write(a_view(), words(), tmp_path / "borta.docx")[1] == TemplateFault("borta.docx", "missing")


def test_template_from_which_no_decision_can_be_read_back_is_not_used(tmp_path):
    own = tmp_path / "vår.docx"
    document = Document()
    document.add_paragraph("Dagordning {{ agenda.day }}")
    document.save(str(own))
    made, wrong = own_template.write(a_view(), words(), own)
    assert wrong == TemplateFault("vår.docx", "no_decision")
    assert texts(made) == texts(word.write(a_view(), words()))


def test_secretary_reads_which_file_fails_and_where(session, tmp_path):
    own = restyled(tmp_path, ("agenda.meeting.place }}", "agenda.meeting.plats }}"))
    work = a_unit_of_work(session, a_config(meetings={"agenda_template": str(own)}))
    an_initiative(work)
    frozen = freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    told = " ".join(mailed(work)[0].get_body(("plain",)).get_content().split())
    assert "Er egen mall vår.docx gick inte att använda, så den vanliga mallen användes." in told
    assert "Den frågar efter «plats», som inte finns. Det står i stycket «{{ agenda.meeting.plats }}»." in told
    assert "Föredragningslista" in texts(frozen.word)
