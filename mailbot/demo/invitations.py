"""The invitation to a meeting that the secretary's calendar sends, as Outlook writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mailbot.demo.people import BOT, SECRETARY

WEST_EUROPE = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
"""Our time zone as Exchange names it, with its rules."""
_INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
{zone}BEGIN:VEVENT
ORGANIZER;CN={name}:mailto:{organizer}
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{attendee}
DESCRIPTION;LANGUAGE=sv-SE:Välkomna!
UID:demo-{day:%Y%m%d}@regionhalland.example
SUMMARY;LANGUAGE=sv-SE:RUG-möte
DTSTART;TZID=W. Europe Standard Time:{day:%Y%m%d}T090000
DTEND;TZID=W. Europe Standard Time:{day:%Y%m%d}T120000
DTSTAMP:{now:%Y%m%dT%H%M%SZ}
STATUS:CONFIRMED
SEQUENCE:0
LOCATION;LANGUAGE=sv-SE:Regionens hus\\, Halmstad
END:VEVENT
END:VCALENDAR
"""


def invitation(day: date, now: datetime) -> str:
    """Return the calendar file that invites the mailbox to a meeting at nine on that day."""
    return _INVITATION.format(
        zone=WEST_EUROPE,
        name=SECRETARY.name,
        organizer=SECRETARY.address,
        attendee=BOT.address,
        day=day,
        now=now.astimezone(UTC),
    ).replace("\n", "\r\n")
