"""Who has a part in the work that follows an approval."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.errors import NotFound
from mailbot.mail.message import Address
from mailbot.register import initiatives
from mailbot.store.tables import Decision, FollowUp, Initiative
from mailbot.store.values import DecisionState, Part, State

UNDER_WAY = (State.APPROVED, State.IN_PROGRESS, State.EVALUATED)
"""States in which there is work to say anything about."""


def follow_up_of(session: Session, initiative: Initiative) -> FollowUp | None:
    """Return what follows the initiative's approval; None where nothing has begun, or its decision was changed."""
    if initiative.state not in UNDER_WAY:
        return None
    found = session.scalar(select(FollowUp).where(FollowUp.initiative_id == initiative.id))
    return found if found is not None and decision_holds(session, found) else None


def decision_holds(session: Session, follow_up: FollowUp) -> bool:
    """Whether the approval that it follows still holds: a new one is followed in its turn, and asks anew."""
    decision = session.get(Decision, follow_up.decision_id) if follow_up.decision_id else None
    return decision is None or decision.state is DecisionState.APPLIED


def find(session: Session, reference: str) -> FollowUp:
    """Return what follows the approval of that reference; NotFound where nothing does."""
    found = follow_up_of(session, initiatives.find(session, reference))
    if found is None:
        raise NotFound(f"{reference} has no work to follow up. `mailbot followup list` shows what has.")
    return found


def part_of(follow_up: FollowUp, address: str) -> Part | None:
    """Return the part that an address has in the work; the one that may do most where it has several."""
    if address == follow_up.responsible_address:
        return Part.RESPONSIBLE
    if address == follow_up.asked_address:
        return Part.ASKED
    return Part.INITIATOR if address == follow_up.initiative.initiator_address else None


def responsible(follow_up: FollowUp) -> Address | None:
    """Return who has said yes to being in charge."""
    if not follow_up.responsible_address:
        return None
    return Address(follow_up.responsible_name, follow_up.responsible_address)


def told_of_it(follow_up: FollowUp) -> tuple[Address, ...]:
    """Return who is told what happens to the work: who is in charge, and the initiator, each address once."""
    known = (responsible(follow_up), initiatives.initiator(follow_up.initiative))
    return tuple({one.address: one for one in known if one is not None}.values())
