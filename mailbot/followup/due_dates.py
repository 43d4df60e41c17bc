"""When the work that follows an approval is to be evaluated."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from mailbot.config import STOCKHOLM, Config
from mailbot.store.tables import Decision

_MONTHS = 12


def follow_up_day(config: Config, decision: Decision) -> date:
    """Return the day that an applied decision names, else the one that the config's rule gives."""
    if decision.follow_up_on is not None:
        return decision.follow_up_on
    decided = (decision.applied_at or decision.created_at).astimezone(STOCKHOLM).date()
    return months_after(decided, config.follow_up.months)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
