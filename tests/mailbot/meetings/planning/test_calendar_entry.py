"""A meeting as an entry in a member's calendar, read by another library than the one that writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from mailbot.mail.message import Address
from mailbot.meetings.planning.calendar_entry import CalendarEntry, written
from mailbot.store.tables import Meeting

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def an_entry(**changes) -> str:
    starts = datetime(2026, 12, 10, 8, tzinfo=UTC)
    meeting = Meeting(id=7, day=starts.date(), starts_at=starts, stop_at=starts, place="Hus A; rum 3, plan 2", uid="")
    for name, value in changes.items():
        setattr(meeting, name, value)
    people = Address("Omtanke", "omtanke@regionhalland.example"), Address('Åsa "Ås" Öberg', "asa@varberg.example")
    return written(CalendarEntry(meeting, "RUG-möte", timedelta(hours=3), 2, *people), NOW)


def event(text: str):
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


def test_entry_says_when_where_and_who():
    found = event(an_entry())
    assert (found["UID"], found["SEQUENCE"]) == ("meeting-7-omtanke@regionhalland.example", 1)
    assert (found["LOCATION"], found["SUMMARY"]) == ("Hus A; rum 3, plan 2", "RUG-möte")
    assert found["ATTENDEE"].params["CN"] == "Åsa Ås Öberg"
    assert found["ORGANIZER"] == "mailto:omtanke@regionhalland.example"
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=3)


@pytest.mark.parametrize(("uid", "method", "asked"), [("", "REQUEST", True), ("an-invitation", "PUBLISH", False)])
def test_members_are_not_invited_twice_where_an_invitation_made_the_meeting(uid, method, asked):
    text = an_entry(uid=uid)
    assert icalendar.Calendar.from_ical(text)["METHOD"] == method
    assert ("ATTENDEE" in event(text)) is asked


def test_lines_are_folded_and_hold_nothing_that_begins_another():
    text = an_entry(place="Regionens hus " * 20 + "\r\nATTENDEE:mailto:x@y.example")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "x@y.example" in event(text)["LOCATION"]
    assert text.count("\r\nATTENDEE") == 1
