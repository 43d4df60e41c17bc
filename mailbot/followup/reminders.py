"""Who has not answered whether they are in charge is reminded; then a human is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.followup import asking, patience
from mailbot.followup.people_concerned import decision_holds
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import plausible_times
from mailbot.store.tables import FollowUp
from mailbot.store.values import State


def due(session: Session, config: Config, now: datetime) -> Sequence[FollowUp]:
    """Return the work for which an answer has been waited for long enough."""
    waiting = select(FollowUp).where(FollowUp.asked_at.is_not(None), FollowUp.left_at.is_(None))
    return [one for one in session.scalars(waiting.order_by(FollowUp.id)) if _is_due(session, one, config, now)]


def _is_due(session: Session, follow_up: FollowUp, config: Config, now: datetime) -> bool:
    return _is_waited_for(session, follow_up) and patience.is_over(follow_up.asked_at, config, now)


def _is_waited_for(session: Session, follow_up: FollowUp) -> bool:
    """Whether the answer still matters: nobody is in charge, or another is to be."""
    state = follow_up.initiative.state
    matters = state is State.APPROVED or (state is State.IN_PROGRESS and follow_up.asked_address != "")
    return matters and decision_holds(session, follow_up)


def remind(work: UnitOfWork, follow_up: FollowUp) -> None:
    """Remind who owes the answer, where it is still due; leave it to a human where that was done often enough."""
    if follow_up.left_at or not _is_due(work.session, follow_up, work.config, work.now):
        return
    if patience.may_remind(follow_up, work.config, work.now):
        work.send(asking.question(follow_up, follow_up.reminders))


def left_since(session: Session, since: datetime, now: datetime) -> Sequence[FollowUp]:
    """Return what was left to a human since then."""
    recent = plausible_times.since(FollowUp.left_at, since, now)
    return session.scalars(select(FollowUp).where(recent).order_by(FollowUp.id)).all()
