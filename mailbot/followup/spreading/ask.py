"""The group has decided to spread evaluated work: each organisation's contact is asked, reminded, then left to a human.

Whom the config names is asked; the answer is waited for by the same rule as who is in charge.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.followup import patience
from mailbot.followup.spreading import what_others_are_told
from mailbot.mail.message import Address
from mailbot.outbox.letters import Draft
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, Initiative, Spreading
from mailbot.store.values import DecisionOutcome, DecisionState, EventKind, State

_SPREADS = (DecisionOutcome.SPREAD, DecisionOutcome.SPREAD_SOME)


def due(session: Session) -> Sequence[Decision]:
    """Return the decisions to spread about which nobody has been asked."""
    begun = select(Spreading.decision_id).where(Spreading.decision_id.is_not(None))
    decided = (
        select(Decision)
        .join(Decision.initiative)
        .where(
            Decision.state == DecisionState.APPLIED,
            Decision.outcome.in_(_SPREADS),
            Decision.id.not_in(begun),
            Initiative.state == State.SPREAD,
        )
    )
    return session.scalars(decided.order_by(Decision.id)).all()


def begin(work: UnitOfWork, decision: Decision) -> None:
    """Ask each organisation that the decision names; nothing where that has been done."""
    if decision not in due(work.session):
        return
    for name in dict.fromkeys(decision.spread_to):
        person = contact(work.config, name)
        one = Spreading(initiative=decision.initiative, decision_id=decision.id, organisation=name, asked_at=work.now)
        one.contact_name, one.contact_address = person.name, person.address
        one.reminders = one.answers = 0
        work.session.add(one)
        work.session.flush()
        work.record(EventKind.SPREAD_ASKED, decision.initiative.reference, spreading=one.id)
        if person.address:
            work.send(question(work, one))
        else:
            one.left_at = work.now


def contact(config: Config, organisation: str) -> Address:
    """Return whom the config names for an organisation; no address where it names nobody."""
    found = next((one for one in config.organisations if one.name == organisation), None)
    return Address(found.contact_name if found else "", (found.contact if found else None) or "")


def waiting(session: Session, config: Config, now: datetime) -> Sequence[Spreading]:
    """Return those whose answer has been waited for long enough to remind of it."""
    silent = select(Spreading).where(Spreading.answered_at.is_(None), Spreading.left_at.is_(None))
    return [
        one for one in session.scalars(silent.order_by(Spreading.id)) if patience.is_over(one.asked_at, config, now)
    ]


def remind(work: UnitOfWork, one: Spreading) -> None:
    """Remind whom the config names now; leave it to a human where that was done often enough."""
    if one.answered_at or one.left_at or not patience.is_over(one.asked_at, work.config, work.now):
        return
    if patience.may_remind(one, work.config, work.now):
        person = contact(work.config, one.organisation)
        if person.address:
            one.contact_name, one.contact_address = person.name, person.address
        work.send(question(work, one))


def question(work: UnitOfWork, one: Spreading) -> Draft:
    """Return the letter that asks, the first or a reminder."""
    to = Address(one.contact_name, one.contact_address)
    return Draft(to, f"spread:{one.id}:{one.reminders}", what_others_are_told.asked(work.session, one), one.initiative)
