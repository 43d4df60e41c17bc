"""Invitations in the shapes of the programs that people plan with, about invented meetings."""

from __future__ import annotations

import re

from mailbot.demo.invitations import WEST_EUROPE
from tests.support.backlog import BOT, SECRETARY

UID = "040000008200E00074C5B7101A82E00800000000B0C4D5E6F7A8DA01000000000000000010000000A1B2C3D4"


def outlook(
    *,
    starts: str = "TZID=W. Europe Standard Time:20270315T090000",
    ends: str = "",
    method: str = "REQUEST",
    title: str = "RUG-möte",
    place: str = "Regionens hus",
    sequence: int = 0,
    stamp: str = "20261120T080000Z",
    more: str = "",
    uid: str = UID,
    zones: str = WEST_EUROPE,
    text: str = "Hej! Välkomna till RUG.",
) -> str:
    """Return a calendar file as Outlook and Exchange write it. `more` are other lines of the event."""
    ends = ends or re.sub(r"(?<=T)\d\d", lambda hour: f"{int(hour[0]) + 3:02}", starts)
    return f"""BEGIN:VCALENDAR
METHOD:{method}
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
{zones}BEGIN:VEVENT
ORGANIZER;CN=Maria Lindqvist:mailto:{SECRETARY}
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Omtanke
  Halland:mailto:{BOT}
DESCRIPTION;LANGUAGE=sv-SE:{text}\\n\\n
UID:{uid}
SUMMARY;LANGUAGE=sv-SE:{title}
DTSTART;{starts}
DTEND;{ends}
{more}CLASS:PUBLIC
PRIORITY:5
DTSTAMP:{stamp}
TRANSP:OPAQUE
STATUS:{"CANCELLED" if method == "CANCEL" else "CONFIRMED"}
SEQUENCE:{sequence}
LOCATION;LANGUAGE=sv-SE:{place}
X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
X-MICROSOFT-DISALLOW-COUNTER:FALSE
BEGIN:VALARM
DESCRIPTION:REMINDER
TRIGGER;RELATED=START:-PT15M
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def exception(original: str, starts: str, *, sequence: int = 1, stamp: str = "20261201T080000Z") -> str:
    """Return an event that moves one of a series, to stand beside it; both times as «20270419T090000»."""
    zone = "TZID=W. Europe Standard Time"
    return f"""BEGIN:VEVENT
UID:{UID}
RECURRENCE-ID;{zone}:{original}
DTSTART;{zone}:{starts}
SUMMARY:RUG-möte
LOCATION:Regionens hus
DTSTAMP:{stamp}
SEQUENCE:{sequence}
END:VEVENT
"""


_numbers = iter(range(1, 100_000))


def invitation(calendar: str, *, sender: str = SECRETARY, subject: str = "RUG-möte", method: str = "REQUEST") -> bytes:
    """Return the mail that brings a calendar file, as one of two ways to read it."""
    head = f"""From: Maria Lindqvist <{sender}>
To: {BOT}
Subject: =?utf-8?Q?{subject.replace("ö", "=C3=B6").replace(" ", "_")}?=
Date: Fri, 20 Nov 2026 09:00:00 +0100
Message-ID: <invitation-{next(_numbers)}@regionhalland.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="_000_"

--_000_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Hej! Välkomna till RUG.
--_000_
Content-Type: text/calendar; charset="utf-8"; method={method}
Content-Transfer-Encoding: 8bit

"""
    return (head + calendar + "--_000_--\n").replace("\n", "\r\n").encode()
