"""The group has decided to spread evaluated work: each organisation's contact is asked, reminded, then left to a human.

Whom the config names is asked; the answer is waited for by the same rule as who is in charge. Of a corrected decision
those stay asked who still are to be, with what they have answered; the others are told that the question has lapsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.followup import patience
from mailbot.followup.spreading import lapsing, what_others_are_told
from mailbot.mail.message import Address
from mailbot.outbox.letters import Draft
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, Initiative, Spreading
from mailbot.store.values import DecisionOutcome, DecisionState, EventKind, State

_SPREADS = (DecisionOutcome.SPREAD, DecisionOutcome.SPREAD_SOME)


def due(session: Session) -> Sequence[Decision]:
    """Return the decisions to spread about which nobody has been asked."""
    begun = select(Spreading.id).where(Spreading.decision_id == Decision.id)
    decided = (
        select(Decision)
        .join(Decision.initiative)
        .where(
            Decision.state == DecisionState.APPLIED,
            Decision.outcome.in_(_SPREADS),
            ~begun.exists(),
            Initiative.state == State.SPREAD,
        )
    )
    return session.scalars(decided.order_by(Decision.id)).all()


def begin(work: UnitOfWork, decision: Decision) -> None:
    """Ask each organisation that the decision names and that is not asked yet; nothing where that has been done."""
    if decision not in due(work.session):
        return
    asked = select(Spreading).where(Spreading.initiative_id == decision.initiative_id)
    known = {one.organisation: one for one in work.session.scalars(asked)}
    for name in dict.fromkeys(decision.spread_to):
        one = known.get(name) or Spreading(initiative=decision.initiative, organisation=name, answers=0)
        is_asked = name in known and one.lapsed_at is None
        one.decision_id = decision.id
        if not is_asked:
            _ask(work, one)


def _ask(work: UnitOfWork, one: Spreading) -> None:
    """Ask an organisation for the first time, or anew where the question had lapsed."""
    person = contact(work.config, one.organisation)
    one.contact_name, one.contact_address = person.name, person.address
    one.asked_at, one.reminders, one.lapsed_at = work.now, 0, None
    one.left_at = None if person.address else work.now
    one.answer = one.answered_at = one.takes_up_on = None
    one.reason = ""
    work.session.add(one)
    work.session.flush()
    work.record(EventKind.SPREAD_ASKED, one.initiative.reference, spreading=one.id)
    if person.address:
        work.send(question(work, one))


def contact(config: Config, organisation: str) -> Address:
    """Return whom the config names for an organisation; no address where it names nobody."""
    found = next((one for one in config.organisations if one.name == organisation), None)
    return Address(found.contact_name if found else "", (found.contact if found else None) or "")


def waiting(session: Session, config: Config, now: datetime) -> Sequence[Spreading]:
    """Return those whose answer has been waited for long enough to remind of it."""
    silent = lapsing.standing().where(Spreading.answered_at.is_(None), Spreading.left_at.is_(None))
    return [
        one for one in session.scalars(silent.order_by(Spreading.id)) if patience.is_over(one.asked_at, config, now)
    ]


def remind(work: UnitOfWork, one: Spreading) -> None:
    """Remind whom the config names now; leave it to a human where that was done often enough."""
    if one.answered_at or one.left_at or one.lapsed_at or not patience.is_over(one.asked_at, work.config, work.now):
        return
    if patience.may_remind(one, work.config, work.now):
        person = contact(work.config, one.organisation)
        if person.address:
            one.contact_name, one.contact_address = person.name, person.address
        work.send(question(work, one))


def question(work: UnitOfWork, one: Spreading) -> Draft:
    """Return the letter that asks, the first or a reminder."""
    to = Address(one.contact_name, one.contact_address)
    asked = what_others_are_told.asked(work.session, one)
    return Draft(to, f"spread:{one.id}:{one.decision_id}:{one.reminders}", asked, one.initiative)
