"""The meetings: when they are, when their agendas close, and which one is next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import holidays
from babel.dates import format_date
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.errors import MeetingRefused, NotFound
from mailbot.meetings.agenda import items
from mailbot.outbox.contents import MeetingView
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Meeting
from mailbot.store.values import EventKind

_LONG_AGO = timedelta(days=7)
_FIRST_WEEKEND_DAY = 5


def swedish_day(day: date | datetime) -> str:
    """Return a day in words, as «torsdag 10 december 2026»; a time is taken as the day it is in Sweden."""
    return format_date(_local_day(day), "EEEE d MMMM y", locale="sv_SE")


def view(meeting: Meeting) -> MeetingView:
    """Return the meeting as a letter tells it."""
    stop = meeting.stop_at.astimezone(STOCKHOLM)
    return MeetingView(
        day=swedish_day(meeting.day),
        time=f"{meeting.starts_at.astimezone(STOCKHOLM):%H.%M}",
        place=meeting.place,
        stop=f"{format_date(stop, 'EEEE d MMMM', locale='sv_SE')} kl. {stop:%H.%M}",
    )


def find(session: Session, day: str) -> Meeting:
    """Return the meeting of an ISO day, as «2026-12-10»; NotFound where there is none."""
    try:
        meeting = session.scalar(select(Meeting).where(Meeting.day == date.fromisoformat(day)))
    except ValueError:
        raise NotFound(f"{day} is not a day. Write it as 2026-12-10.") from None
    if meeting is None:
        raise NotFound(f"There is no meeting on {day}. `mailbot meetings list` shows them all.")
    return meeting


def add(work: UnitOfWork, day: date, starts_at: datetime, stop_at: datetime, place: str) -> Meeting:
    """Enter a meeting. `starts_at` and `stop_at` are aware times.

    MeetingRefused where the day has a meeting already, cancelled ones included,
    where it starts on another day, or where the agenda would close after the start.
    """
    if _local_day(starts_at) != day:
        raise MeetingRefused(f"The meeting of {day} starts on another day: {starts_at.isoformat()}.")
    if stop_at > starts_at:
        raise MeetingRefused(f"The agenda of {day} would close after the meeting has started. Give an earlier --stop.")
    if _entered(work.session, day):
        raise MeetingRefused(f"There is already a meeting on {day}. `mailbot meetings list --json` shows it.")
    meeting = Meeting(day=day, starts_at=starts_at, stop_at=stop_at, place=place)
    work.session.add(meeting)
    work.session.flush()
    work.record(EventKind.MEETING_ADDED, _subject(meeting), starts=starts_at.isoformat(), stop=stop_at.isoformat())
    return meeting


def from_config(work: UnitOfWork) -> list[Meeting]:
    """Enter the config's meetings and return those that are new.

    May be called at every start: a day that is entered is never changed, nor
    revived where it was cancelled.
    """
    return [
        add(work, planned.date, datetime.combine(planned.date, planned.start, STOCKHOLM), planned.stop, planned.place)
        for planned in work.config.meetings.dates
        if not _entered(work.session, planned.date)
    ]


def cancel(work: UnitOfWork, meeting: Meeting) -> None:
    """Cancel a meeting. What stands undecided on its agenda returns to the queue, and the initiators are told.

    MeetingRefused where it is cancelled already.
    """
    if meeting.cancelled_at is not None:
        raise MeetingRefused(f"The meeting of {meeting.day} is already cancelled.")
    waiting = items.undecided(work.session, meeting)
    meeting.cancelled_at = work.now
    work.record(EventKind.MEETING_CANCELLED, _subject(meeting))
    following = next_meeting(work.session, work.now)
    for item in waiting:
        items.take_off(work, item, view(meeting), view(following) if following else None)


def next_meeting(session: Session, at: datetime) -> Meeting | None:
    """Return the first meeting whose agenda still takes in initiatives, if one is planned."""
    return session.scalar(_held().where(Meeting.stop_at > at, ~Meeting.agendas.any()).limit(1))


def missed(session: Session, at: datetime) -> Meeting | None:
    """Return the soonest meeting to come whose stop date has passed, if there is one."""
    return session.scalar(_held().where(Meeting.starts_at > at, Meeting.stop_at <= at).limit(1))


def due(session: Session, at: datetime) -> list[Meeting]:
    """Return the meetings whose agenda is to be frozen now; one that began a week ago has gone by without."""
    late = Meeting.starts_at > at - _LONG_AGO
    return list(session.scalars(_held().where(Meeting.stop_at <= at, late, ~Meeting.agendas.any())))


def warnings(day: date) -> list[str]:
    """Say what speaks against a meeting on this day, a sentence each: weekends and holidays in Sweden."""
    name = holidays.country_holidays("SE", categories=("public", "de_facto"), language="sv").get(day)
    found = [f"{swedish_day(day).capitalize()} är {name.lower()}."] if name else []
    if day.weekday() >= _FIRST_WEEKEND_DAY:
        found.append(f"{swedish_day(day).capitalize()} infaller på en helg.")
    return found


def _held() -> Select[Meeting]:
    return select(Meeting).where(Meeting.cancelled_at.is_(None)).order_by(Meeting.starts_at)


def _entered(session: Session, day: date) -> bool:
    return session.scalar(select(Meeting.id).where(Meeting.day == day)) is not None


def _subject(meeting: Meeting) -> str:
    return f"meeting:{meeting.day}"


def _local_day(day: date | datetime) -> date:
    return day.astimezone(STOCKHOLM).date() if isinstance(day, datetime) else day
