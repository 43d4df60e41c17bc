"""How a secretary plans meetings by mail, and what a clerk keeps of it."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy

from tests.mailbot.meetings.planning.test_plan_table import HEAD, excel, word
from tests.simulation.clerk import STOCKHOLM, Meeting
from tests.simulation.play import Play
from tests.support import invitations
from tests.support.mails import File
from tests.support.paths import ROOT

PLACE = "Regionens hus, Halmstad"
SHAPES = sorted((ROOT / "tests" / "golden" / "invitations").glob("*.eml"))


@dataclass
class Entry:
    """What stands in the secretary's own calendar: a meeting or a series, and how her program writes it."""

    write: Callable[[Play, datetime, int], str]
    meetings: list[Meeting] = field(default_factory=list)
    first: datetime | None = None
    sequence: int = 2
    """No program's golden invitation has a higher one."""


# Planning


def invites(play: Play) -> bool:
    """Invite to a single meeting, in the shape of one of six programs."""
    (starts,) = _free_days(play, 1)
    shape = play.rng.choice(SHAPES)
    entry = Entry(_as_in(shape, f"meeting-{play.clerk.mails}@regionhalland.example"))
    _sends(play, entry.write(play, starts, entry.sequence), f"an invitation as {shape.stem} writes it")
    _agrees(play)
    entry.meetings = [play.clerk.plans(starts, PLACE)]
    play.entries.append(entry)
    play.turn(f"the meeting of {starts:%Y-%m-%d} stands in the calendar")
    return True


def invites_to_series(play: Play) -> bool:
    """Invite to a meeting every fifth week, three times."""
    first = _free_days(play, 1)[0]
    days = [first, *(_local(first + timedelta(weeks=5 * nth), first) for nth in (1, 2))]
    if any(day.date() in _taken(play) for day in days):
        return False
    uid = f"series-{play.clerk.mails}@regionhalland.example"
    entry = Entry(_outlook(uid, "RRULE:FREQ=WEEKLY;INTERVAL=5;COUNT=3\n"), first=first)
    _sends(play, entry.write(play, first, entry.sequence), "an invitation to a series")
    _agrees(play)
    entry.meetings = [play.clerk.plans(day, PLACE) for day in days]
    play.entries.append(entry)
    play.turn("the series stands in the calendar")
    return True


def sends_plan(play: Play) -> bool:
    """Send a table of meetings, in Excel or Word; one of them says when its agenda closes."""
    first, second = _free_days(play, 2)
    stop = datetime.combine(first.date() - timedelta(days=10), first.time().replace(hour=15), STOCKHOLM)
    make, ending = (excel, "xlsx") if play.chance(0.5) else (word, "docx")
    rows = ((f"{first:%Y-%m-%d}", "9-12", "Varberg", f"{stop:%Y-%m-%d} kl 15"), (f"{second:%Y-%m-%d}", "13-15", "", ""))
    play.write(play.secretary, "Mötena", "Hej, här kommer våra möten.", [File(f"plan.{ending}", make(HEAD, *rows))])
    play.clerk.tells_secretaries("meetings_receipt")
    play.turn("a plan of two meetings comes")
    play.later(hours=2)
    _agrees(play, accepts=False)
    play.clerk.plans(first, "Varberg", stop)
    play.clerk.plans(second.replace(hour=13), "")
    play.turn("the plan stands in the calendar")
    return True


# What stands is changed


def moves_meeting(play: Play) -> bool:
    """Move one meeting by a day or two, as her calendar tells it; every other time one that has its agenda."""
    entry = _changeable(play, single=True)
    if entry is None:
        return False
    (meeting,) = entry.meetings
    if meeting.lines is None and play.played["moves_meeting"] % 2 == 0:
        return False
    starts = _free_near(play, meeting)
    entry.sequence += 1
    _sends(play, entry.write(play, starts, entry.sequence), "a meeting is moved")
    _agrees(play)
    play.clerk.moves(meeting, starts)
    play.turn(f"the meeting is held on {starts:%Y-%m-%d}")
    return True


def moves_series(play: Play) -> bool:
    """Move a whole series by a day."""
    entry = _changeable(play, single=False)
    if entry is None or len(entry.meetings) != 3 or any(one.starts <= play.office.now for one in entry.meetings):
        return False
    days = [_local(one.starts + timedelta(days=1), one.starts) for one in entry.meetings]
    if any(day.date() in _taken(play) or day.weekday() > 4 for day in days):
        return False
    entry.sequence, entry.first = entry.sequence + 1, days[0]
    _sends(play, entry.write(play, days[0], entry.sequence), "a series is moved")
    _agrees(play)
    for meeting, day in zip(entry.meetings, days, strict=True):
        play.clerk.moves(meeting, day)
    play.turn("the series is held a day later")
    return True


def cancels_meeting(play: Play) -> bool:
    """Cancel a single meeting, when others are planned."""
    entry = _changeable(play, single=True)
    if entry is None or len(play.clerk.coming()) < 3:
        return False
    (meeting,) = entry.meetings
    entry.sequence += 1
    calendar = entry.write(play, meeting.starts.astimezone(STOCKHOLM), entry.sequence)
    _sends(play, calendar.replace("METHOD:REQUEST", "METHOD:CANCEL"), "a meeting is cancelled", method="CANCEL")
    _agrees(play, accepts=False)
    play.clerk.cancels(meeting)
    play.entries.remove(entry)
    play.turn(f"the meeting of {meeting.day} is not held")
    return True


def calls_meeting_off(play: Play) -> bool:
    """Say in a mail of its own that a meeting is not held, when others are planned."""
    later = [one for one in play.clerk.coming() if one.starts > play.office.now + timedelta(days=2)]
    if len(later) < 3:
        return False
    meeting = play.rng.choice(later)
    play.write(play.secretary, "Mötet", f"Ställ in mötet {meeting.day}")
    play.said.add("ställ in mötet 2027-03-15")
    play.clerk.tells_secretaries("meetings_receipt")
    play.turn(f"the meeting of {meeting.day} is to be called off")
    play.later(hours=1)
    _agrees(play, accepts=False)
    play.clerk.cancels(meeting)
    for entry in [one for one in play.entries if meeting in one.meetings]:
        play.entries.remove(entry)
    play.turn(f"the meeting of {meeting.day} is not held")
    return True


def sets_stop_date(play: Play) -> bool:
    """Say in a mail of its own when an agenda closes."""
    later = [one for one in play.clerk.coming() if one.lines is None and one.stop > play.office.now + timedelta(days=3)]
    if not later:
        return False
    meeting = later[-1]
    stop = datetime.combine(meeting.day - timedelta(days=9), meeting.starts.time().replace(hour=9, minute=0), STOCKHOLM)
    if stop <= play.office.now + timedelta(days=1) or stop == meeting.stop:
        return False
    play.write(play.secretary, "Stoppdag", f"Stoppdag för mötet {meeting.day}: {stop:%Y-%m-%d} kl 9")
    play.said.add("stoppdag för mötet 2027-03-15: 2027-03-01 kl 12")
    play.clerk.tells_secretaries("meetings_receipt")
    play.turn(f"the agenda of {meeting.day} is to close on {stop:%Y-%m-%d}")
    play.later(hours=1.5)
    _agrees(play, accepts=False)
    meeting.stop = stop
    play.turn("so it is")
    return True


def thinks_better_of_it(play: Play) -> bool:
    """Invite, and stop it: nothing comes of it."""
    (starts,) = _free_days(play, 1)
    _sends(play, _outlook(f"none-{play.clerk.mails}@regionhalland.example")(play, starts, 0), "an invitation")
    play.write(play.secretary, "", "stoppa", answers=play.letter("meetings_receipt", play.secretary))
    play.said.add("stoppa")
    play.clerk.tells_secretaries("done")
    play.turn("it is stopped")
    return True


def invites_to_something_else(play: Play) -> bool:
    """Invite to what is no meeting of the group: a human decides."""
    (starts,) = _free_days(play, 1)
    uid = f"other-{play.clerk.mails}@regionhalland.example"
    calendar = invitations.outlook(starts=_zoned(starts), uid=uid, stamp=_stamp(play), title="Fika")
    play.invitation(calendar, waits="another meeting")
    play.turn("an invitation to something else")
    return True


# How it is written


def _sends(play: Play, calendar: str, happened: str, *, method: str = "REQUEST") -> None:
    play.invitation(calendar, method=method)
    play.clerk.tells_secretaries("meetings_receipt")
    play.turn(f"{play.secretary.name} sends {happened}")
    play.later(hours=play.rng.uniform(1, 5))


def _agrees(play: Play, *, accepts: bool = True) -> None:
    """Answer the receipt: what it asks about is so from now on."""
    play.write(play.secretary, "", "Stämmer", answers=play.letter("meetings_receipt", play.secretary))
    play.said.add("stämmer")
    if accepts:
        play.clerk.writes("invitation_accepted", play.organizer)
    play.clerk.tells_secretaries("done")


def _as_in(shape, uid: str) -> Callable[[Play, datetime, int], str]:
    """Return what writes an invitation as a program does: its golden one, with other days."""
    mail = email.message_from_bytes(shape.read_bytes(), policy=policy.default)
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    text = re.sub(r"\r?\n[ \t]", "", part.get_payload(decode=True).decode("utf-8")).replace("\r\n", "\n")

    def write(play: Play, starts: datetime, sequence: int) -> str:
        told = re.sub(r"^UID:.*$", f"UID:{uid}", text, count=1, flags=re.MULTILINE)
        told = re.sub(r"20270315T(?=\d{6})", f"{starts:%Y%m%d}T", told)
        told = re.sub(r"^SEQUENCE:.*$", f"SEQUENCE:{sequence}", told, flags=re.MULTILINE)
        if "SEQUENCE:" not in told:
            told = told.replace("TRANSP:OPAQUE", f"SEQUENCE:{sequence}\nTRANSP:OPAQUE", 1)
        return told.replace("20261120T080000Z", _stamp(play)) + "\n"

    return write


def _outlook(uid: str, rule: str = "") -> Callable[[Play, datetime, int], str]:
    return lambda play, starts, sequence: invitations.outlook(
        starts=_zoned(starts),
        uid=uid,
        stamp=_stamp(play),
        sequence=sequence,
        more=rule,
        place=PLACE.replace(",", "\\,"),
    )


def _zoned(starts: datetime) -> str:
    return f"TZID=W. Europe Standard Time:{starts.astimezone(STOCKHOLM):%Y%m%dT%H%M%S}"


def _stamp(play: Play) -> str:
    return f"{play.office.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


# Days


def _taken(play: Play) -> set:
    return {one.day for one in play.clerk.meetings if not one.cancelled}


def _free_days(play: Play, count: int) -> list[datetime]:
    """Return nine o'clock on weekdays without a meeting: three weeks from now, and two after what is planned."""
    last = max([play.office.now + timedelta(days=7), *(one.starts for one in play.clerk.coming())])
    day = last.astimezone(STOCKHOLM).replace(hour=9, minute=0, second=0, microsecond=0)
    days = []
    for _ in range(count):
        day += timedelta(days=14)
        while day.weekday() > 3 or day.date() in _taken(play):
            day += timedelta(days=1)
        days.append(day)
    return days


def _free_near(play: Play, meeting: Meeting) -> datetime:
    day = _local(meeting.starts + timedelta(days=play.rng.choice((1, 2, 7))), meeting.starts)
    while day.weekday() > 4 or day.date() in _taken(play):
        day += timedelta(days=1)
    return day


def _local(moment: datetime, like: datetime) -> datetime:
    """Return the day at the same time by the Swedish clock, whether it is summer or not."""
    at = like.astimezone(STOCKHOLM)
    return datetime.combine(moment.astimezone(STOCKHOLM).date(), at.time(), STOCKHOLM)


def _changeable(play: Play, *, single: bool) -> Entry | None:
    """Draw a meeting, or a series, of her calendar that is still some days ahead."""
    ahead = [one for one in play.entries if all(m.starts > play.office.now + timedelta(days=4) for m in one.meetings)]
    kind = [one for one in ahead if (one.first is None) == single]
    return play.rng.choice(kind) if kind else None


PLAN = (invites, invites_to_series, sends_plan)
CHANGE = (
    moves_meeting,
    moves_series,
    cancels_meeting,
    calls_meeting_off,
    sets_stop_date,
    thinks_better_of_it,
    invites_to_something_else,
)
