"""What letters about a spreading say of the work and of an answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.outbox.follow_up_contents import SpreadAnswered, SpreadAsked, SpreadLapsed
from mailbot.outbox.swedish_day import swedish_day
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean
from mailbot.register import initiatives
from mailbot.store.tables import FollowUp, Spreading

_LONGEST = 2_000


def asked(session: Session, one: Spreading) -> SpreadAsked:
    """Return what the question says: what was done, what it gave and what was learnt, by the newest evaluation."""
    found = select(FollowUp).where(FollowUp.initiative_id == one.initiative_id)
    follow_up = session.scalar(found)
    whole = [version for version in follow_up.evaluations if not version.problems] if follow_up else []
    said = whole[-1].fields if whole else {}
    return SpreadAsked(
        about=initiatives.about(one.initiative),
        organisation=one.organisation,
        done=_text(said, "done"),
        gave=_text(said, "better"),
        learnt=_text(said, "learnt"),
        reminder=one.reminders > 0,
    )


def answered(one: Spreading) -> SpreadAnswered:
    """Return what the receipt for an answer says."""
    assert one.answer is not None
    return SpreadAnswered(
        about=initiatives.about(one.initiative),
        organisation=one.organisation,
        answer=one.answer.value,
        day=swedish_day(one.takes_up_on) if one.takes_up_on else "",
        reason=mask(one.reason),
    )


def lapsed(one: Spreading) -> SpreadLapsed:
    """Return what an organisation reads that is asked no more."""
    return SpreadLapsed(initiatives.about(one.initiative), one.organisation, one.answer.value if one.answer else "")


def _text(said: dict[str, Any], key: str) -> str:
    stored = said.get(key)
    text = ", ".join(map(str, stored)) if isinstance(stored, list) else str(stored or "")
    return mask(clean(text))[:_LONGEST]
