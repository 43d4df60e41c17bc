"""What follows an approval begins: when the work is evaluated, and who is asked to be in charge of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.followup import asking
from mailbot.followup.due_dates import follow_up_day
from mailbot.followup.named_person import named_in
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, FollowUp, Initiative
from mailbot.store.values import DecisionOutcome, DecisionState, State


def due(session: Session, config: Config, now: datetime) -> Sequence[Initiative]:
    """Return the approved initiatives whose work has not begun to be followed, and is to be by now.

    A decision may be corrected, so it has to stand for some days first.
    """
    stands = now - timedelta(days=config.follow_up.begin_days)
    approved = session.scalars(select(Initiative).where(Initiative.state == State.APPROVED).order_by(Initiative.id))
    decided = ((one, approval(session, one)) for one in approved)
    return [one for one, decision in decided if decision and _since(decision) <= stands and _is_new(session, decision)]


def begin(work: UnitOfWork, initiative: Initiative) -> FollowUp | None:
    """Begin to follow an approved initiative, once for each decision; None where that has begun, or there is none."""
    decision = approval(work.session, initiative)
    if decision is None or initiative.state is not State.APPROVED or not _is_new(work.session, decision):
        return None
    follow_up = _begun(work.session, initiative) or FollowUp(initiative=initiative, changes=0)
    follow_up.decision_id, follow_up.begun_at = decision.id, work.now
    follow_up.follow_up_on = follow_up_day(work.config, decision)
    work.session.add(follow_up)
    work.session.flush()
    named = named_in(decision.responsible, besides=(work.config.identity.address,))
    if named:
        asking.ask(work, follow_up, named, decision=decision.id)
    else:
        asking.want(work, follow_up)
    return follow_up


def approval(session: Session, initiative: Initiative) -> Decision | None:
    """Return the decision by which the initiative is approved."""
    holding = select(Decision).where(
        Decision.initiative_id == initiative.id,
        Decision.state == DecisionState.APPLIED,
        Decision.outcome == DecisionOutcome.APPROVED,
    )
    return session.scalar(holding.order_by(Decision.applied_at.desc(), Decision.id.desc()).limit(1))


def _begun(session: Session, initiative: Initiative) -> FollowUp | None:
    return session.scalar(select(FollowUp).where(FollowUp.initiative_id == initiative.id))


def _is_new(session: Session, decision: Decision) -> bool:
    """Whether nothing has followed this decision yet: it may replace another that something has followed."""
    begun = _begun(session, decision.initiative)
    return begun is None or begun.decision_id != decision.id


def _since(decision: Decision) -> datetime:
    return decision.applied_at or decision.created_at
