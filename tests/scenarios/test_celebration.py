"""The letter about what was achieved: made once a quarter, read and edited by the secretary first, sent at her code."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from sqlalchemy import select

from mailbot.forms.write import word
from mailbot.one_pass import poll
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Event
from mailbot.store.values import EventKind
from tests.scenarios.test_evaluation import evaluation
from tests.scenarios.test_secretary import MEETING, say
from tests.scenarios.test_who_may_do_what import text_of
from tests.scenarios.test_work_after_approval import ANNA, EVA, approve, new_letters, reply
from tests.support.achieved import come_to
from tests.support.backlog import FORM, SECRETARY, mail
from tests.support.world import forged, vouched

CHIEFS, NEWS = "chefer@varberg.example", "nyheter@regionhalland.example"
OTHER = "kim.falk@regionhalland.example"


@pytest.fixture
def office_is_missing(monkeypatch, tmp_path):
    """Let no program be found, so that nothing is printed."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def quarter(make_world, office_is_missing):
    """Anna's initiative was approved and started in December, evaluated in June; July has begun, and nothing run."""
    secretaries = [{"name": "Maria Lindqvist", "address": SECRETARY}, {"name": "Kim Falk", "address": OTHER}]
    world = make_world(
        meetings=MEETING,
        trust={"authserv_id": "mx.example"},
        celebration={"recipients": [CHIEFS, NEWS]},
        secretaries=secretaries,
    )
    approve(world, f"Eva Berg, {EVA}", date(2027, 6, 10))
    reply(world, "responsible_asked", "Ja", 10, EVA)
    world.numbers = iter(range(100, 1000))
    return world


def file_of(world, kind: str) -> bytes:
    (part,) = world.letter(kind).iter_attachments()
    return part.get_content()


def edited(data: bytes, added: str) -> bytes:
    document, target = Document(BytesIO(data)), BytesIO()
    document.add_paragraph(added)
    document.save(target)
    return target.getvalue()


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


def celebrated(world) -> list[str]:
    with world.app.services.database.reading() as session:
        found = select(Event).where(Event.subject.startswith("celebration:")).order_by(Event.id)
        return [f"{one.kind} {one.subject.partition(':')[2]}" for one in session.scalars(found)]


def test_letter_is_made_edited_and_sent_once_each_quarter(quarter):
    quarter.now = datetime(2027, 1, 1, 0, 5, tzinfo=UTC)
    quarter.take()
    assert new_letters(quarter) == [("celebration_draft", OTHER), ("celebration_draft", SECRETARY)]
    first = file_of(quarter, "celebration_draft")
    assert "De här har kommit i gång" in texts(first)
    for _ in range(2):
        poll(quarter.app)
    assert new_letters(quarter) == []
    # Maria edits it, and asks to send it in the same mail: it is shown to her as it would go out.
    say(
        quarter, "Jag ändrade lite. Skicka!", answers="celebration_draft", files=[("brev.docx", edited(first, "Tack!"))]
    )
    assert new_letters(quarter) == [("celebration_receipt", SECRETARY)]
    shown = file_of(quarter, "celebration_receipt")
    assert texts(shown)[-1] == "Tack!"
    say(quarter, "skicka", answers="celebration_receipt")
    assert new_letters(quarter) == [
        ("celebration", CHIEFS),
        ("celebration", NEWS),
        ("celebration_receipt", SECRETARY),
    ]
    assert file_of(quarter, "celebration") == shown
    # Kim's code for the same letter sends nothing more; nor does the job, however often it runs.
    say(quarter, "skicka", answers="celebration_draft", sender=OTHER)
    poll(quarter.app)
    assert new_letters(quarter) == [("celebration_receipt", OTHER)]
    assert "redan gått ut" in text_of(quarter.letter("celebration_receipt"))
    # Nothing happens in the next quarter: no letter. Then Eva's evaluation comes, whose words may be told.
    quarter.now = datetime(2027, 4, 2, 8, tzinfo=UTC)
    quarter.take()
    quarter.now = datetime(2027, 6, 10, 8, tzinfo=UTC)
    quarter.take(vouched(evaluation(20)))
    assert [one for one in new_letters(quarter) if one[0].startswith("celebration")] == []
    quarter.now = datetime(2027, 7, 1, 8, tzinfo=UTC)
    quarter.take()
    said = texts(file_of(quarter, "celebration_draft"))
    assert "De känner sig tryggare hemma." in said
    assert "april–juni 2027" in said
    say(quarter, "stoppa", answers="celebration_draft", sender=OTHER)
    say(quarter, "skicka", answers="celebration_draft", sender=OTHER)
    assert [one for one in new_letters(quarter) if one[0] == "celebration"] == []
    assert celebrated(quarter) == [
        "celebration_made 2026-12-31",
        "celebration_returned 2026-12-31",
        "celebration_sent 2026-12-31",
        "celebration_made 2027-06-30",
        "celebration_stopped 2027-06-30",
    ]
    # A year after the approval its initiator is told, once.
    quarter.now = datetime(2027, 12, 10, 8, tzinfo=UTC)
    quarter.take()
    quarter.take()
    assert [one for one in new_letters(quarter) if one[0] == "first_anniversary"] == [("first_anniversary", ANNA)]


@pytest.fixture
def asked(make_world, office_is_missing):
    """A secretary who has the letter about what was achieved, and has not answered."""
    world = make_world(trust={"authserv_id": "mx.example"}, celebration={"recipients": [CHIEFS]})
    with world.app.services.unit_of_work("operator") as work:
        come_to(work, EventKind.APPROVED, datetime(2026, 9, 10, 9, tzinfo=UTC))
    world.take()
    world.seen, world.numbers = len(world.letters()), iter(range(100, 1000))
    return world


def test_nobody_sends_or_changes_the_letter_in_her_name(asked):
    draft = file_of(asked, "celebration_draft")
    (code, *_) = codes_in(text_of(asked.letter("celebration_draft")))
    files = [("brev.docx", edited(draft, "Kapat."))]
    say(asked, f"skicka {code}", sender=CHIEFS)
    asked.take(forged(mail(31, SECRETARY, "Brevet", "Se bilagan.", files), "regionhalland.example"))
    asked.take(mail(32, CHIEFS, "Brevet", "Se bilagan.", files))
    assert [one for one in new_letters(asked) if one[0].startswith("celebration")] == []
    # One that nobody vouches for is shown to her, who is told so, and goes nowhere by itself.
    asked.take(mail(33, SECRETARY, "Brevet", "Se bilagan.", files))
    assert new_letters(asked) == [("celebration_receipt", SECRETARY)]
    said = " ".join(text_of(asked.letter("celebration_receipt")).split())
    assert "Vi kan inte se att filen kom från dig." in said
    # Her own code is for another text than the newest: she is asked about that, and nothing is sent.
    say(asked, f"skicka {code}")
    assert new_letters(asked) == [("celebration_receipt", SECRETARY)]
    assert "en nyare fil än den som du svarade på" in " ".join(text_of(asked.letter("celebration_receipt")).split())
    assert texts(file_of(asked, "celebration_receipt"))[-1] == "Kapat."


def test_file_that_can_not_go_out_is_told_and_the_text_stays(asked):
    draft = file_of(asked, "celebration_draft")
    (code, *_) = codes_in(text_of(asked.letter("celebration_draft")))
    target = BytesIO(draft)
    with ZipFile(target, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    huge = BytesIO(draft)
    with ZipFile(huge, "a", ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item9.xml", f"<a>{' '.join(map(str, range(2000))) * 1000}</a>")
    told = {
        "inte leta efter personnummer i hela den": [("brev.docx", huge.getvalue())],
        "innehåller makron": [("brev.docx", target.getvalue())],
        "Det står ett personnummer": [("brev.docx", edited(draft, "Besök hos 19121212-1212."))],
        "Vi känner inte igen filen": [("annan.docx", word.write(FORM, {}))],
        "Vi vet inte vilken fil": [("brev.docx", draft), ("bild.pdf", b"%PDF-1.4")],
    }
    for reason, files in told.items():
        say(asked, "Här är brevet.", answers="celebration_draft", quoting=False, files=files)
        assert new_letters(asked) == [("celebration_receipt", SECRETARY)], reason
        assert reason in " ".join(text_of(asked.letter("celebration_receipt")).split())
    say(asked, f"skicka {code}")
    assert new_letters(asked) == [("celebration", CHIEFS), ("celebration_receipt", SECRETARY)]
    assert file_of(asked, "celebration") == draft
