"""Which initiatives are the sender's own: those that came from the same address."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.intake.handlers.case import Case
from mailbot.store.tables import Initiative
from mailbot.store.values import State

OPEN = (State.INCOMPLETE, State.QUEUED, State.ON_AGENDA)
"""States in which an initiative can still be added to."""
CARRIED_ON = (State.APPROVED, State.IN_PROGRESS, State.EVALUATED)
"""States after a decision in which somebody must still answer for it."""


def own_initiatives(case: Case) -> list[Initiative]:
    """Return the sender's initiatives, newest first."""
    mine = select(Initiative).where(Initiative.initiator_address == case.message.sender.address)
    return list(case.work.session.scalars(mine.order_by(Initiative.id.desc())))


def own_initiative_in_thread(case: Case) -> Initiative | None:
    """Return the initiative that the mail is about, where its sender belongs to it."""
    if not case.facts.belongs or not case.verdict.references:
        return None
    return case.work.session.scalar(select(Initiative).where(Initiative.reference == case.verdict.references[0]))
