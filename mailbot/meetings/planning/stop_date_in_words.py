"""A stop date that an invitation's own text names: «stoppdag 2027-03-01 kl 12»."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from mailbot.meetings.planning.day_in_words import SaidDay, first_day
from mailbot.primitives.phrases import phrases
from mailbot.primitives.swedish_time import STOCKHOLM

STOP_DATE = phrases("planning", "stop_date")
_REACH = 80
"""Signs behind the word in which its day stands."""


def told_in(text: str, starts_at: datetime, usual: time) -> tuple[datetime, ...]:
    """Return each stop date that the text names for a meeting that begins then, also one that comes after it.

    A day without a year is the last such day before the meeting; one without a time closes at the usual time.
    One whose day of the week is another is none.
    """
    found = (moment(said, starts_at, usual) for said in _said(text))
    return tuple(dict.fromkeys(stop for stop in found if stop is not None))


def _said(text: str) -> Iterator[SaidDay]:
    for word in STOP_DATE.pattern.finditer(text):
        yield first_day(text[word.end() : word.end() + _REACH].partition("\n")[0])


def moment(said: SaidDay, starts_at: datetime, usual: time) -> datetime | None:
    """Return the stop date that is said of a meeting that begins then; None where there is no such day."""
    last = starts_at.astimezone(STOCKHOLM).date()
    days = (said.on(year) for year in (last.year, last.year - 1))
    day = next((day for day in days if day is not None and (said.year or day <= last)), None)
    if day is not None and said.weekday not in (None, day.weekday()):
        return None
    return datetime.combine(day, said.at or usual, STOCKHOLM) if day else None
