"""Somebody writes in the secretary's name: nothing happens, and the real one hears of each attempt once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailbot.intake.review_reasons import Reason
from mailbot.store.tables import Meeting
from tests.scenarios.test_secretary import AFTER_STOP, MEETING, _text, code_of, returned, say, states
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import vouched

EVE = "eve@okand.example"
INVITATION = (
    f"From: {SECRETARY}\r\nTo: bot@regionhalland.example\r\nSubject: RUG\r\nMessage-ID: <900@okand.example>\r\n"
    "Date: Fri, 27 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n"
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261224T090000Z\r\nSUMMARY:RUG\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


@pytest.fixture
def rug(make_world):
    """A world that trusts a server, whose agenda of two initiatives has just gone to the secretary."""
    world = make_world(meetings=MEETING, trust={"authserv_id": "mx.example"})
    world.take(vouched(proposal(1, "Fallprevention")), vouched(proposal(2, "Sårvård")))
    world.now = AFTER_STOP
    world.take()
    world.numbers = iter(range(100, 1000))
    assert states(world) == ["on_agenda", "on_agenda"]
    return world


def since(world, before: int) -> list[tuple[str, str]]:
    return [(kind, to) for kind, to, _ in world.letters()[before:]]


def test_forged_agenda_gives_the_real_secretary_a_receipt_that_warns(rug):
    before = len(rug.letters())
    returned(rug, "Avslag", "Nej.")
    assert since(rug, before) == [("decisions_receipt", SECRETARY)]
    assert states(rug) == ["on_agenda", "on_agenda"]
    assert "VARNING: Vi kunde inte kontrollera att filen kom från dig." in _text(rug.letter("decisions_receipt"))


@pytest.mark.parametrize("order", ["lägg till OH-2026-0001", "ta bort OH-2026-0001", "släpp OH-2026-0001"])
def test_forged_change_gives_the_real_secretary_a_question(order, rug):
    before = len(rug.letters())
    say(rug, order)
    assert since(rug, before) == [("done", SECRETARY)]
    assert "Bad du inte om det här? Svara inte, och ring IT." in _text(rug.letter("done"))
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_order_with_a_code_that_is_wrong_does_nothing_and_is_told_of_once(rug):
    returned(rug)
    before = len(rug.letters())
    say(rug, "skicka ABCD-2345")
    rug.wait(minutes=1)
    say(rug, "stoppa ABCD-2345", answers="decisions_receipt", quoting=False)
    rug.wait(hours=2)
    rug.take()
    assert states(rug) == ["on_agenda", "on_agenda"]
    assert since(rug, before) == [("review_digest", SECRETARY), ("review_digest", SECRETARY)]
    assert rug.reasons()[-2:] == [Reason.NO_CODE.text()] * 2
    rug.wait(hours=2)
    assert len(rug.take()) == before + 2


def test_code_that_was_stolen_is_no_use_from_another_address(rug):
    returned(rug)
    code = code_of(rug, "decisions_receipt")
    for sender in (EVE, f'"{SECRETARY}" <{EVE}>', f"x.{SECRETARY}"):
        say(rug, f"skicka {code}", sender=sender)
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_invitation_in_the_secretarys_name_enters_no_meeting(rug):
    before = len(rug.letters())
    rug.take(INVITATION)
    assert rug.ledger()[-1] == ("meeting_invitation", "calendar_request", "handled")
    assert since(rug, before) == [("meetings_receipt", SECRETARY)]
    assert "Bad du inte om det här? Svara inte, och ring IT." in _text(rug.letter("meetings_receipt"))
    with rug.app.services.database.reading() as session:
        assert [str(day) for day in session.scalars(select(Meeting.day))] == ["2026-12-10"]


def test_forger_asks_for_no_facts_in_the_secretarys_name(rug):
    before = len(rug.letters())
    rug.take(mail(800, SECRETARY, "Fråga", "Hur går det med OH-2026-0001?", Reply_To=EVE))
    assert {to for _, to in since(rug, before)} <= {SECRETARY}
