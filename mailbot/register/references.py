"""References: the configured prefix, a year, and a number without gaps in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.store import counters


def next_reference(session: Session, prefix: str, received_at: datetime) -> tuple[str, int, int]:
    """Take the next reference of the year in which the mail was received, as Stockholm counts.

    `received_at` is an aware time. Returns the reference, its year and its
    number. The number is taken for good when the caller's transaction is
    committed, and free again when it is undone; until then others wait.
    """
    year = received_at.astimezone(STOCKHOLM).year
    number = counters.take(session, f"reference-{year}")
    return f"{prefix}-{year}-{number:04}", year, number
