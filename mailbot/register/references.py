"""References: the configured prefix, a year, and a number without gaps in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.store import counters
from mailbot.store.tables import Counter

COUNTER = "reference-"
"""How the counters' names begin; the year follows."""


def next_reference(session: Session, prefix: str, received_at: datetime) -> tuple[str, int, int]:
    """Take the next reference of the year in which the mail was received, as Stockholm counts.

    `received_at` is an aware time. Returns the reference, its year and its
    number. The number is taken for good when the caller's transaction is
    committed, and free again when it is undone; until then others wait.
    """
    year = received_at.astimezone(STOCKHOLM).year
    number = counters.take(session, f"{COUNTER}{year}")
    return f"{prefix}-{year}-{number:04}", year, number


def last_numbers(session: Session) -> dict[int, int]:
    """Return the last number taken, by year."""
    counted = select(Counter).where(Counter.name.startswith(COUNTER))
    return {int(one.name.removeprefix(COUNTER)): one.value for one in session.scalars(counted)}


def leave_out(session: Session, year: int, up_to: int) -> None:
    """Give no number of the year again up to this one: somebody may hold it."""
    if up_to > last_numbers(session).get(year, 0):
        session.merge(Counter(name=f"{COUNTER}{year}", value=up_to))
        session.flush()
