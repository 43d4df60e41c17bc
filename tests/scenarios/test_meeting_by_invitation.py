"""A secretary invites the mailbox: the meeting stands in the calendar when she has answered with the code."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import vobject
from sqlalchemy import select

from mailbot.store.tables import Meeting
from tests.scenarios.test_secretary import _text, say
from tests.support.backlog import BOT, SECRETARY, proposal
from tests.support.invitations import UID, invitation, outlook


@pytest.fixture
def rug(make_world):
    world = make_world()
    world.numbers = iter(range(100, 1000))
    return world


def meetings(world) -> list[tuple[str, str, str]]:
    """Return when each meeting to be held starts and its agenda closes (UTC), and where it is."""
    with world.app.services.database.reading() as session:
        rows = session.scalars(select(Meeting).where(Meeting.cancelled_at.is_(None)).order_by(Meeting.day)).all()
        return [(f"{row.starts_at:%Y-%m-%dT%H:%M}", f"{row.stop_at:%Y-%m-%dT%H:%M}", row.place) for row in rows]


def test_invitation_becomes_a_meeting_with_the_code(rug):
    rug.take(proposal(1, "Fallprevention"))
    rug.take(invitation(outlook()))
    assert meetings(rug) == []
    receipt = _text(rug.letter("meetings_receipt"))
    for said in ("måndag 15 mars 2027 kl. 09.00", "Regionens hus", "måndag 1 mars kl. 12.00", "OH-2026-0001 Fallprev"):
        assert said in receipt
    before = len(rug.letters())
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-03-01T11:00", "Regionens hus")]
    assert rug.letters()[before:] == [("invitation_accepted", SECRETARY, "sent"), ("done", SECRETARY, "sent")]


def test_reply_is_read_by_another_library_as_the_acceptance_of_that_invitation(rug):
    rug.take(invitation(outlook(sequence=3)))
    say(rug, "Stämmer", answers="meetings_receipt")
    letter = rug.letter("invitation_accepted")
    (part,) = (one for one in letter.walk() if one.get_content_type() == "text/calendar")
    assert (part.get_param("method"), part.get_content_disposition()) == ("REPLY", None)
    reply = vobject.readOne(part.get_content())
    assert reply.method.value == "REPLY"
    (zone,) = reply.vtimezone_list
    assert f"DTSTART;TZID={zone.tzid.value}:20270315T090000" in part.get_content().splitlines()
    assert reply.vevent.dtstart.value == datetime(2027, 3, 15, 8, tzinfo=UTC)
    assert (reply.vevent.uid.value, reply.vevent.sequence.value) == (UID, "3")
    assert [(one.value, one.params["PARTSTAT"]) for one in reply.vevent.attendee_list] == [
        (f"mailto:{BOT}", ["ACCEPTED"])
    ]
    assert str(letter["From"]).endswith(f"<{BOT}>")
    assert reply.vevent.organizer.value == f"mailto:{SECRETARY}"
