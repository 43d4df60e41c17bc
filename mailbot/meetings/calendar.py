"""The meetings: when they are, when their agendas close, and which one is next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.errors import MeetingRefused, NotFound
from mailbot.meetings.agenda import items
from mailbot.meetings.planning import stop_date
from mailbot.outbox import swedish_day as days
from mailbot.outbox.contents import MeetingView
from mailbot.outbox.swedish_day import local_day
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import settings
from mailbot.store.tables import Meeting
from mailbot.store.values import EventKind

swedish_day = days.swedish_day

_FROM_CONFIG = "meetings_from_config"
_LONG_AGO = timedelta(days=7)
_FIRST_WEEKEND_DAY = 5


def view(meeting: Meeting) -> MeetingView:
    """Return the meeting as a letter tells it."""
    stop = meeting.stop_at.astimezone(STOCKHOLM)
    return MeetingView(
        day=swedish_day(meeting.day),
        time=f"{meeting.starts_at.astimezone(STOCKHOLM):%H.%M}",
        place=meeting.place,
        stop=f"{format_date(stop, 'EEEE d MMMM', locale='sv_SE')} kl. {stop:%H.%M}",
    )


def in_words(meeting: Meeting) -> str:
    """Return when and where, as «torsdag 10 december 2026 kl. 09.00, Regionens hus»."""
    told = view(meeting)
    return f"{told.day} kl. {told.time}" + (f", {told.place}" if told.place else "")


def find(session: Session, day: str) -> Meeting:
    """Return the meeting of an ISO day, as «2026-12-10», the one that is held first; NotFound where there is none."""
    try:
        meeting = _newest_on(session, date.fromisoformat(day))
    except ValueError:
        raise NotFound(f"{day} is not a day. Write it as 2026-12-10.") from None
    if meeting is None:
        raise NotFound(f"There is no meeting on {day}. `mailbot meetings list` shows them all.")
    return meeting


def add(work: UnitOfWork, day: date, starts_at: datetime, stop_at: datetime, place: str) -> Meeting:
    """Enter a meeting. `starts_at` and `stop_at` are aware times.

    MeetingRefused where the day has a meeting already that is not cancelled,
    where it starts on another day, or where the agenda would close after the start.
    """
    if local_day(starts_at) != day:
        raise MeetingRefused(f"The meeting of {day} starts on another day: {starts_at.isoformat()}.")
    _refuse_times(work.session, starts_at, stop_at)
    meeting = Meeting(day=day, starts_at=starts_at, stop_at=stop_at, place=place)
    work.session.add(meeting)
    work.session.flush()
    work.record(EventKind.MEETING_ADDED, _subject(meeting), starts=starts_at.isoformat(), stop=stop_at.isoformat())
    return meeting


def move(work: UnitOfWork, meeting: Meeting, starts_at: datetime, stop_at: datetime, place: str) -> None:
    """Hold a meeting at another time or place, and tell the initiators on its agenda.

    A frozen agenda stays frozen, and keeps the time at which it closed.

    MeetingRefused as `add`, and where the meeting is cancelled.
    """
    if meeting.cancelled_at is not None:
        raise MeetingRefused(f"The meeting of {meeting.day} is cancelled.")
    stop_at = min(meeting.stop_at, starts_at) if meeting.agendas else stop_at
    _refuse_times(work.session, starts_at, stop_at, meeting)
    before = meeting.starts_at
    meeting.day, meeting.starts_at, meeting.stop_at = local_day(starts_at), starts_at, stop_at
    meeting.place = place
    work.session.flush()
    work.record(
        EventKind.MEETING_MOVED,
        _subject(meeting),
        before=before.isoformat(),
        starts=starts_at.isoformat(),
        stop=stop_at.isoformat(),
    )
    for item in items.undecided(work.session, meeting):
        items.tell_moved(work, item, view(meeting), swedish_day(before))


def _refuse_times(session: Session, starts_at: datetime, stop_at: datetime, moved: Meeting | None = None) -> None:
    day = local_day(starts_at)
    if stop_at > starts_at:
        raise MeetingRefused(f"The agenda of {day} would close after the meeting has started. Give an earlier --stop.")
    if held_on(session, day) not in (None, moved):
        raise MeetingRefused(f"There is already a meeting on {day}. `mailbot meetings list --json` shows it.")


def from_config(work: UnitOfWork) -> list[Meeting]:
    """Enter the config's meetings and return those that are new.

    May be called at every start: a day that is entered is never changed, nor
    entered again where its meeting was cancelled or moved to another day.
    """
    known = settings.text(work.session, _FROM_CONFIG).split()
    dates = [planned for planned in work.config.meetings.dates if planned.date.isoformat() not in known]
    if dates:
        settings.keep_text(work.session, _FROM_CONFIG, " ".join([*known, *(one.date.isoformat() for one in dates)]))
    return [
        add(work, planned.date, datetime.combine(planned.date, planned.start, STOCKHOLM), planned.stop, planned.place)
        for planned in dates
        if _newest_on(work.session, planned.date) is None
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


def held_on(session: Session, day: date) -> Meeting | None:
    """Return the meeting of a day that is not cancelled, if there is one."""
    return session.scalar(_held().where(Meeting.day == day))


def coming(session: Session, at: datetime) -> list[Meeting]:
    """Return the meetings that are still to be held, soonest first."""
    return list(session.scalars(_held().where(Meeting.starts_at > at)))


def next_meeting(session: Session, at: datetime) -> Meeting | None:
    """Return the first meeting whose agenda still takes in initiatives, if one is planned."""
    return session.scalar(_held().where(Meeting.stop_at > at, ~Meeting.agendas.any()).limit(1))


def missed(session: Session, at: datetime) -> Meeting | None:
    """Return the soonest meeting to come whose stop date has passed, if there is one."""
    return session.scalar(_held().where(Meeting.starts_at > at, Meeting.stop_at <= at).limit(1))


def around(session: Session, at: datetime) -> tuple[Meeting | None, Meeting | None]:
    """Return `next_meeting` and `missed`, looked up at once."""
    to_come = session.execute(_TO_COME, {"at": at}).all()
    following = (meeting for meeting, is_frozen in to_come if meeting.stop_at > at and not is_frozen)
    return next(following, None), next((meeting for meeting, _ in to_come if meeting.stop_at <= at), None)


def due(session: Session, at: datetime) -> list[Meeting]:
    """Return the meetings whose agenda is to be frozen now; one that began a week ago has gone by without."""
    late = Meeting.starts_at > at - _LONG_AGO
    return list(session.scalars(_held().where(Meeting.stop_at <= at, late, ~Meeting.agendas.any())))


def warnings(day: date) -> list[str]:
    """Say what speaks against a meeting on this day, a sentence each: weekends and holidays in Sweden."""
    name = stop_date.holiday(day)
    found = [f"{swedish_day(day).capitalize()} är {name.lower()}."] if name else []
    if day.weekday() >= _FIRST_WEEKEND_DAY:
        found.append(f"{swedish_day(day).capitalize()} infaller på en helg.")
    return found


def _held() -> Select[Meeting]:
    return select(Meeting).where(Meeting.cancelled_at.is_(None)).order_by(Meeting.starts_at)


def _newest_on(session: Session, day: date) -> Meeting | None:
    """Return the meeting of a day that is held, else the one that was cancelled last."""
    held_first = (Meeting.cancelled_at.is_not(None), Meeting.id.desc())
    return session.scalar(select(Meeting).where(Meeting.day == day).order_by(*held_first).limit(1))


def _subject(meeting: Meeting) -> str:
    return f"meeting:{meeting.day}"


_TO_COME = _held().where(Meeting.starts_at > bindparam("at")).add_columns(Meeting.agendas.any())
"""Made once: every receipt asks for it."""
