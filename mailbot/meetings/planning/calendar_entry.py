"""A meeting as an entry in a member's calendar (RFC 5546).

Where an invitation made the meeting, its organizer has asked whom she wants: the entry is only shown (PUBLISH), for
a second invitation would stand beside hers. Any other meeting is an invitation from the mailbox (REQUEST).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mailbot.mail.message import Address
from mailbot.meetings.planning.calendar_lines import folded, parameter, text
from mailbot.store.tables import Meeting


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar is told of a meeting, by whom and to whom.

    `revision` counts from 1: of two entries of a meeting, calendars keep the one with the higher.
    """

    meeting: Meeting
    title: str
    length: timedelta
    revision: int
    sender: Address
    member: Address


def written(entry: CalendarEntry, now: datetime) -> str:
    """Return the calendar object, with CRLF line ends."""
    meeting, sender, member = entry.meeting, entry.sender, entry.member
    invites = not meeting.uid
    attendee = f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN={parameter(member.name)}"
    lines = (
        "BEGIN:VCALENDAR",
        "PRODID:-//mailbot//mailbot//SV",
        "VERSION:2.0",
        f"METHOD:{'REQUEST' if invites else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.id}-{sender.address}",
        f"SEQUENCE:{entry.revision - 1}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(meeting.starts_at)}",
        f"DTEND:{_moment(meeting.starts_at + entry.length)}",
        f"SUMMARY:{text(entry.title)}",
        f"LOCATION:{text(meeting.place)}",
        f"ORGANIZER;CN={parameter(sender.name)}:mailto:{sender.address}",
        f"{attendee}:mailto:{member.address}" if invites else "",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines if line)


def _moment(at: datetime) -> str:
    """Return a time in UTC, which needs no zone described."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
