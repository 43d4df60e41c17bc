"""A decision to spread is corrected: whom it no longer names is asked no more, and told so."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from mailbot.followup.spreading import what_others_are_told
from mailbot.mail.message import Address
from mailbot.outbox.letters import Draft
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.register.unsent_letters import stop_unsent
from mailbot.store.tables import Decision, Letter, Spreading
from mailbot.store.values import DecisionState, EventKind, LetterKind, LetterState


def standing() -> Select[Spreading]:
    """Return the statement of all questions that have not lapsed."""
    return select(Spreading).where(Spreading.lapsed_at.is_(None))


def due(session: Session) -> Sequence[Spreading]:
    """Return the questions whose decision was corrected, to one that does not name the organisation."""
    corrected = standing().join(Decision, Spreading.decision_id == Decision.id)
    corrected = corrected.where(Decision.state == DecisionState.REPLACED).order_by(Spreading.id)
    return [one for one in session.scalars(corrected) if one.organisation not in _wanted(session, one)]


def lapse(work: UnitOfWork, one: Spreading) -> None:
    """Ask no more, and tell who has been asked; a letter that has not gone is stopped. Once, however often called."""
    if one not in due(work.session):
        return
    one.lapsed_at = work.now
    work.record(EventKind.SPREAD_LAPSED, one.initiative.reference, spreading=one.id)
    asks = (Letter.kind == LetterKind.SPREAD_ASKED, Letter.cause.startswith(f"spread:{one.id}:"))
    stop_unsent(work, one.initiative.reference, *asks)
    since = Letter.created_at >= one.asked_at  # what went before a question that lapsed has been told of
    if work.session.scalar(select(Letter.id).where(*asks, since, Letter.state != LetterState.STOPPED).limit(1)):
        to = Address(one.contact_name, one.contact_address)
        work.send(
            Draft(to, f"spread:{one.id}:{one.decision_id}:lapsed", what_others_are_told.lapsed(one), one.initiative)
        )


def _wanted(session: Session, one: Spreading) -> Sequence[str]:
    """Return whom the decision names that holds now."""
    holding = select(Decision).where(
        Decision.initiative_id == one.initiative_id, Decision.state == DecisionState.APPLIED
    )
    newest = session.scalar(holding.order_by(Decision.applied_at.desc(), Decision.id.desc()).limit(1))
    return newest.spread_to if newest else ()
