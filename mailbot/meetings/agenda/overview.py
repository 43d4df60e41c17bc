"""What would be on the next agenda, told to the secretaries two working days before it closes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.meetings.agenda import background, evaluated_work, freeze
from mailbot.meetings.planning.stop_date import is_working_day
from mailbot.outbox.letters import Draft
from mailbot.outbox.meeting_contents import AgendaOverview, Coming, Lacking
from mailbot.register import initiatives
from mailbot.register.on_duty import on_duty
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, Initiative, Letter, Meeting
from mailbot.store.values import DecisionOutcome, DecisionState, LetterKind, State

_DAYS = 2


def begins(stop_at: datetime) -> datetime:
    """Return when the overview is due: two working days before the agenda closes, at the same time of day."""
    stop = stop_at.astimezone(STOCKHOLM)
    day, left = stop.date(), _DAYS
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return datetime.combine(day, stop.time(), STOCKHOLM)


def due(session: Session, now: datetime) -> list[Meeting]:
    """Return the meetings whose overview is to be sent now and is not; one whose agenda has closed needs none."""
    told = select(Letter.id).where(Letter.kind == LetterKind.AGENDA_OVERVIEW)
    return [
        meeting
        for meeting in calendar.coming(session, now)
        if not meeting.agendas
        and begins(meeting.stop_at) <= now < meeting.stop_at
        and session.scalar(told.where(Letter.cause == _cause(meeting)).limit(1)) is None
    ]


def send(work: UnitOfWork, meeting: Meeting) -> None:
    """Mail the overview to the secretaries that are there; once for each stop date, however often it is called."""
    content = AgendaOverview(
        meeting=calendar.view(meeting),
        coming=tuple(_coming(work.session, one) for one in freeze.queue(work.session)),
        lacking=tuple(_lacking(one) for one in _incomplete(work.session)),
        evaluated=tuple(initiatives.about(one.follow_up.initiative) for one in evaluated_work.coming(work.session)),
    )
    for secretary in on_duty(work.session, work.config, work.now):
        work.send(Draft(Address(secretary.name, secretary.address), _cause(meeting), content))


def _cause(meeting: Meeting) -> str:
    return f"overview:{meeting.id}:{meeting.stop_at:%Y%m%dT%H%M}"


def _incomplete(session: Session) -> list[Initiative]:
    waiting = select(Initiative).where(Initiative.state == State.INCOMPLETE)
    return list(session.scalars(waiting.order_by(Initiative.year, Initiative.number)))


def _coming(session: Session, initiative: Initiative) -> Coming:
    return Coming(
        about=initiatives.about(initiative),
        organisation=initiative.organisation,
        deferred=initiative.deferred,
        completed=not initiative.deferred and _last_outcome(session, initiative) is DecisionOutcome.REFERRED_BACK,
        resembles=tuple(background.resembles(session, initiative)),
    )


def _last_outcome(session: Session, initiative: Initiative) -> DecisionOutcome | None:
    held = select(Decision.outcome).where(
        Decision.initiative_id == initiative.id, Decision.state == DecisionState.APPLIED
    )
    return session.scalar(held.order_by(Decision.applied_at.desc(), Decision.id.desc()).limit(1))


def _lacking(initiative: Initiative) -> Lacking:
    asked = initiative.incomplete_since or initiative.received_at
    return Lacking(
        about=initiatives.about(initiative),
        asked=calendar.swedish_day(asked),
        reminded=calendar.swedish_day(initiative.reminded_at) if initiative.reminded_at else "",
    )
