"""What an initiator is told on a great day: a year since the approval, and that everybody has taken it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mailbot.config import Config
from mailbot.followup import begin
from mailbot.followup.due_dates import months_after
from mailbot.outbox.celebration_contents import FirstAnniversary, SpreadToAll
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import local_day, swedish_day
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, Initiative, Letter, Spreading
from mailbot.store.values import DecisionOutcome, DecisionState, LetterKind, LetterState, SpreadAnswer, State

_GOES_ON = (State.APPROVED, State.IN_PROGRESS, State.EVALUATED, State.SPREAD)
_YEAR = 12
_AT_LEAST, _AT_MOST = timedelta(days=364), timedelta(days=400)
"""So long ago a decision is looked at. After a month, nobody is congratulated late."""


def anniversaries(session: Session, config: Config, now: datetime) -> Sequence[Initiative]:
    """Return the initiatives that were approved a year ago, and whose initiators have not been told so."""
    if not config.celebration.anniversaries:
        return ()
    told = select(Letter.id).where(
        Letter.kind == LetterKind.FIRST_ANNIVERSARY, Letter.initiative_id == Decision.initiative_id
    )
    approved = select(Decision).where(
        Decision.state == DecisionState.APPLIED,
        Decision.outcome == DecisionOutcome.APPROVED,
        Decision.applied_at.between(now - _AT_MOST, now - _AT_LEAST),
        ~told.exists(),
    )
    found = (one.initiative for one in session.scalars(approved.order_by(Decision.id)))
    return [one for one in found if _is_the_day(session, one, now)]


def tell_anniversary(work: UnitOfWork, initiative: Initiative) -> None:
    """Congratulate the initiator, once, where it is a year since the approval that holds."""
    decision = begin.approval(work.session, initiative)
    if decision is None or not _is_the_day(work.session, initiative, work.now):
        return
    content = FirstAnniversary(initiatives.about(initiative), swedish_day(_decided(decision)), initiative.state)
    work.send(Draft(initiatives.initiator(initiative), f"anniversary:{initiative.id}", content, initiative))


def taken_up_by_all(session: Session, today: date) -> Sequence[Initiative]:
    """Return what the group has spread to all and all work by, whose initiators have not been told so."""
    told = select(Letter.id).where(
        Letter.kind == LetterKind.SPREAD_TO_ALL,
        Letter.state != LetterState.STOPPED,
        Letter.initiative_id == Initiative.id,
    )
    asked = _asked_with_all(Initiative.id)
    spread = select(Initiative).where(
        Initiative.state == State.SPREAD,
        asked.where(_works_by_it(today)).exists(),
        ~asked.where(not_(_works_by_it(today))).exists(),
        ~told.exists(),
    )
    return session.scalars(spread.order_by(Initiative.id)).all()


def tell_spread_to_all(work: UnitOfWork, initiative: Initiative) -> None:
    """Tell the initiator that all work by it, where they do: once, however often it is called."""
    rows = _who_work_by_it(work.session, initiative, local_day(work.now))
    if rows:
        content = SpreadToAll(initiatives.about(initiative), tuple(one.organisation for one in rows))
        cause = f"spread_to_all:{initiative.id}:{rows[0].decision_id}"
        work.send(Draft(initiatives.initiator(initiative), cause, content, initiative))


def _who_work_by_it(session: Session, initiative: Initiative, today: date) -> Sequence[Spreading]:
    """Return the questions to all, where the decision holds by which all were asked and each works by it; else none."""
    asked = _asked_with_all(initiative.id).order_by(Spreading.id)
    rows = session.scalars(asked).all()
    return rows if len(rows) == len(session.scalars(asked.where(_works_by_it(today))).all()) else ()


def _asked_with_all(initiative_id: int | InstrumentedAttribute[int]) -> Select[Spreading]:
    """Select the questions that stand, where the decision holds by which all were asked."""
    return (
        select(Spreading)
        .join(Decision, Spreading.decision_id == Decision.id)
        .where(
            Spreading.initiative_id == initiative_id,
            Spreading.lapsed_at.is_(None),
            Decision.outcome == DecisionOutcome.SPREAD,
            Decision.state == DecisionState.APPLIED,
        )
    )


def _works_by_it(today: date) -> ColumnElement[bool]:
    """Whether who was asked works by it today; false, and not unknown, where nobody has answered."""
    began = and_(Spreading.answer == SpreadAnswer.TAKES_UP, Spreading.takes_up_on <= today)
    return func.coalesce(or_(began, Spreading.answer == SpreadAnswer.HAS_ALREADY), false())


def _is_the_day(session: Session, initiative: Initiative, now: datetime) -> bool:
    decision = begin.approval(session, initiative)
    return (
        decision is not None
        and initiative.state in _GOES_ON
        and months_after(local_day(_decided(decision)), _YEAR) <= local_day(now)
    )


def _decided(decision: Decision) -> datetime:
    return decision.applied_at or decision.created_at
