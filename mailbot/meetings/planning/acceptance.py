"""The answer to an invitation: an iTIP REPLY that says ACCEPTED (RFC 5546 §3.2.3), as calendars take it.

Exchange takes no reply that names a zone without describing it. So the invitation's own zones come along, with
its UID, its SEQUENCE and its times as they were written; the only ATTENDEE is who answers.
"""

from __future__ import annotations

from datetime import UTC, datetime

from mailbot.meetings.planning.calendar_lines import folded
from mailbot.meetings.planning.plan import Acceptance
from mailbot.primitives.safe_text import one_line


def accepted(invitation: Acceptance, address: str, name: str, now: datetime) -> str:
    """Return the calendar object, with CRLF line ends. `address` and `name` are the attendee's who accepts."""
    attendee = f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{one_line(name).replace(chr(34), "")}":mailto:{address}'
    own = "\r\n".join((folded(attendee), f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}", ""))
    head = "BEGIN:VCALENDAR\r\nPRODID:-//mailbot//mailbot//SV\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
    return f"{head}{invitation.zones}BEGIN:VEVENT\r\n{invitation.lines}{own}END:VEVENT\r\nEND:VCALENDAR\r\n"
