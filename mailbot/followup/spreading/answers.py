"""An organisation answers: it takes the work up from a day, does so already, or declines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.errors import IllegalTransition, NotFound
from mailbot.followup.spreading import lapsing
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import plausible_times
from mailbot.store.tables import Initiative, Spreading
from mailbot.store.values import EventKind, SpreadAnswer


def of(session: Session, initiative: Initiative, address: str) -> Sequence[Spreading]:
    """Return what an address was asked about an initiative, an entry for each organisation that it speaks for."""
    asked = lapsing.standing().where(Spreading.initiative_id == initiative.id, Spreading.contact_address == address)
    return session.scalars(asked.order_by(Spreading.id)).all() if address else []


def find(session: Session, reference: str, organisation: str) -> Spreading:
    """Return what an organisation was asked about an initiative; NotFound where it was not."""
    initiative = initiatives.find(session, reference)
    asked = session.scalars(lapsing.standing().where(Spreading.initiative_id == initiative.id)).all()
    found = next((one for one in asked if one.organisation.casefold() == organisation.strip().casefold()), None)
    if found is None:
        known = ", ".join(one.organisation for one in asked) or "nobody"
        raise NotFound(f"{organisation} was not asked about {initiative.reference}. Asked: {known}.")
    return found


def take(
    work: UnitOfWork,
    one: Spreading,
    answer: SpreadAnswer,
    *,
    on: date | None = None,
    reason: str = "",
    message: int | None = None,
) -> bool:
    """Keep an answer; False where the same was said before. A later one takes the place of an earlier.

    IllegalTransition where a yes has no day, or anything else has one.
    """
    if (answer is SpreadAnswer.TAKES_UP) is not (on is not None):
        raise IllegalTransition(f"{one.initiative.reference}: a day goes with a yes, and only then.")
    if (one.answer, one.takes_up_on, one.reason) == (answer, on, reason):
        return False
    one.answer, one.takes_up_on, one.reason, one.answered_at = answer, on, reason, work.now
    one.answers += 1
    data = {"spreading": one.id, "answer": answer.value, **({"message": message} if message else {})}
    work.record(EventKind.SPREAD_ANSWERED, one.initiative.reference, **data)
    return True


def left_since(session: Session, since: datetime, now: datetime) -> Sequence[Spreading]:
    """Return what was left to a human since then, and has no answer yet."""
    recent = plausible_times.since(Spreading.left_at, since, now)
    silent = lapsing.standing().where(recent, Spreading.answered_at.is_(None))
    return session.scalars(silent.order_by(Spreading.id)).all()


def whole_since(session: Session, since: datetime, now: datetime) -> list[list[Spreading]]:
    """Return the spreadings, each with all its organisations, of which the last answered since then."""
    recent = plausible_times.since(Spreading.answered_at, since, now)
    touched = select(Spreading.initiative_id).where(recent, Spreading.lapsed_at.is_(None))
    by_initiative: dict[int, list[Spreading]] = defaultdict(list)
    asked = lapsing.standing().where(Spreading.initiative_id.in_(touched)).order_by(Spreading.id)
    for one in session.scalars(asked):
        by_initiative[one.initiative_id].append(one)
    return [rows for rows in by_initiative.values() if all(one.answer for one in rows)]
