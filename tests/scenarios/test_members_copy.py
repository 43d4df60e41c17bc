"""The agenda to the group's members: only at the secretary's word and code, once, and each revision by itself."""

from __future__ import annotations

import os
import shutil
from io import BytesIO

import icalendar
import pytest
from pypdf import PdfReader

from mailbot.jobs import print_agendas
from mailbot.primitives.references import codes_in
from parsers import Hung
from tests.scenarios.test_secretary import AFTER_STOP, MEETING, SECRETARY, _text, say
from tests.support.backlog import proposal

KARIN, PER = "karin.holm@varberg.example", "per.dahl@regionhalland.example"
MEMBERS = [{"name": "Karin Holm", "address": KARIN}, {"name": "Per Dahl", "address": PER}]
ORDER = "skicka till ledamöterna"


def group(make_world, members=MEMBERS):
    world = make_world(meetings={**MEETING, "members": members})
    world.take(proposal(1, "Fallprevention"), proposal(2, "Sårvård"))
    world.now = AFTER_STOP
    world.take()
    world.numbers = iter(range(100, 1000))
    return world


def copies(world) -> list[str]:
    return [to for kind, to, _ in world.letters() if kind == "members_agenda"]


def told(world) -> str:
    return " ".join(_text(world.letter("members_receipt")).split())


@pytest.fixture
def without_office(monkeypatch, tmp_path):
    """Let no program be found, so that no agenda is printed."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def asked(make_world, without_office):
    """A world whose secretary has asked for the members' copy, and has not answered the receipt."""
    world = group(make_world)
    assert "Svara på det här mejlet och skriv «skicka till ledamöterna»." in " ".join(
        _text(world.letter("agenda")).split()
    )
    say(world, ORDER, answers="agenda")
    return world


def test_members_get_nothing_before_the_code_and_then_once(asked):
    assert copies(asked) == []
    assert "Inget är skickat ännu." in told(asked)
    say(asked, "skicka", answers="members_receipt")
    assert copies(asked) == [KARIN, PER]
    assert f"Den har gått till - Karin Holm, {KARIN} - Per Dahl, {PER}" in told(asked)
    say(asked, ORDER, answers="agenda")
    assert "Alla ledamöter har redan fått version 1" in told(asked)
    assert copies(asked) == [KARIN, PER]


def test_two_orders_before_the_first_answer_send_once(asked):
    say(asked, ORDER, answers="agenda")
    say(asked, "skicka", answers="members_receipt")
    assert copies(asked) == [KARIN, PER]


def test_code_of_the_first_of_two_orders_sends_nothing_more(asked):
    (code, *_) = codes_in(_text(asked.letter("members_receipt")))
    say(asked, ORDER, answers="agenda")
    say(asked, "skicka", answers="members_receipt")
    say(asked, f"skicka {code}")
    assert "Alla ledamöter har redan fått version 1" in told(asked)
    assert copies(asked) == [KARIN, PER]


def test_stopped_copy_goes_to_nobody(asked):
    say(asked, "stoppa", answers="members_receipt")
    assert "Du har stoppat det." in told(asked)
    say(asked, "skicka", answers="members_receipt")
    assert copies(asked) == []


def test_code_from_another_address_sends_nothing(asked):
    say(asked, "skicka", answers="members_receipt", sender=KARIN)
    assert copies(asked) == []


def test_revision_is_told_as_not_yet_sent_and_goes_only_when_asked_for(asked):
    say(asked, "skicka", answers="members_receipt")
    say(asked, "stryk 0001", answers="agenda")
    say(asked, "skicka", answers="done")
    news = " ".join(_text(asked.letter("agenda")).split())
    assert "Ledamöterna har version 1. Den här versionen är inte skickad till dem." in news
    assert copies(asked) == [KARIN, PER]
    say(asked, ORDER, answers="agenda")
    say(asked, "skicka", answers="members_receipt")
    assert copies(asked) == [KARIN, PER] * 2
    assert "Det här är version 2. Den ersätter" in " ".join(_text(asked.letter("members_agenda")).split())


def test_revision_between_order_and_answer_is_asked_about_anew(asked):
    (code, *_) = codes_in(_text(asked.letter("members_receipt")))
    say(asked, "stryk 0001", answers="agenda")
    say(asked, "skicka", answers="done")
    say(asked, f"skicka {code}")
    assert "nyare version än den som du svarade på" in told(asked)
    assert copies(asked) == []


def test_part_of_an_agenda_is_not_sent(asked):
    say(asked, "skicka OH-2026-0001 till ledamöterna", answers="agenda")
    assert "Bara hela dagordningen kan gå till ledamöterna." in told(asked)
    assert copies(asked) == []


def test_without_members_or_agenda_she_is_told_so(make_world, without_office):
    world = group(make_world, members=[])
    assert "Ledamöterna" not in _text(world.letter("agenda"))
    say(world, ORDER, answers="agenda")
    assert "Inga ledamöter står i inställningarna." in told(world)


def test_before_the_stop_date_there_is_no_agenda_to_send(make_world, without_office):
    world = make_world(meetings={**MEETING, "members": MEMBERS})
    world.numbers = iter(range(100, 1000))
    say(world, ORDER)
    assert "Det finns ingen dagordning att skicka." in told(world)


def test_without_libreoffice_members_get_word_with_the_meeting_for_their_calendars(asked):
    assert "går som Word-fil" in told(asked)
    say(asked, "skicka", answers="members_receipt")
    letter = asked.letter("members_agenda")
    assert [part.get_filename() for part in letter.iter_attachments()] == ["Dagordning RUG 2026-12-10.docx"]
    (shown,) = (part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert shown.get_param("method") == "REQUEST"
    (event,) = icalendar.Calendar.from_ical(shown.get_payload(decode=True)).walk("VEVENT")
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("RUG-möte", 0)
    assert event["ATTENDEE"] == f"mailto:{PER}"
    assert event["DTSTART"].dt.isoformat() == "2026-12-10T08:00:00+00:00"
    assert event["DTEND"].dt.isoformat() == "2026-12-10T11:00:00+00:00"


@pytest.mark.parametrize(("hangs", "printed_later"), [(True, 1), (False, 0)], ids=["hangs", "is refused"])
def test_agenda_is_printed_again_where_that_hung_and_not_where_it_was_refused(
    make_world, monkeypatch, hangs, printed_later
):
    def print_in_vain(_word, **_how):
        if hangs:
            raise Hung
        return b""

    monkeypatch.setattr(print_agendas, "printed", print_in_vain)
    world = group(make_world)
    monkeypatch.setattr(print_agendas, "printed", lambda _word, **_how: b"%PDF-1.7")
    assert print_agendas.print_agendas(world.app.services) == printed_later


@pytest.mark.skipif(shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed")
def test_members_get_a_tagged_pdf_where_libreoffice_is_installed(make_world):
    world = group(make_world)
    say(world, ORDER, answers="agenda")
    assert "går som PDF" in told(world)
    say(world, "skicka", answers="members_receipt")
    (attached,) = world.letter("members_agenda").iter_attachments()
    assert attached.get_filename() == "Dagordning RUG 2026-12-10.pdf"
    printed = PdfReader(BytesIO(attached.get_payload(decode=True)))
    assert "Fallprevention" in "".join(page.extract_text() for page in printed.pages)
    root = printed.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "sv-SE")
    assert printed.metadata.title == "Dagordning RUG torsdag 10 december 2026"
    assert printed.get_fields() in (None, {})


def test_only_a_listed_secretary_is_obeyed(asked):
    say(asked, ORDER, sender=KARIN)
    assert [to for kind, to, _ in asked.letters() if kind == "members_receipt"] == [SECRETARY]
