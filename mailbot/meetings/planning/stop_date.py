"""When an agenda closes, where nobody says: by the rule in the config, on a working day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import holidays

from mailbot.config import STOCKHOLM, Meetings

_FIRST_WEEKEND_DAY = 5


def by_rule(rule: Meetings, starts_at: datetime) -> datetime:
    """Return when the agenda of a meeting closes that begins then: never after it has begun."""
    return _before(starts_at, timedelta(days=rule.stop_days), rule.stop_time)


def moved(starts_at: datetime, stop_at: datetime, to: datetime) -> datetime:
    """Return when the agenda closes of a meeting that is moved: as many days before it, on a working day."""
    stop = stop_at.astimezone(STOCKHOLM)
    return _before(to, starts_at.astimezone(STOCKHOLM).date() - stop.date(), stop.time())


def _before(starts_at: datetime, distance: timedelta, at: time) -> datetime:
    day = starts_at.astimezone(STOCKHOLM).date() - distance
    while not is_working_day(day):
        day -= timedelta(days=1)
    return min(datetime.combine(day, at, STOCKHOLM), starts_at)


def is_working_day(day: date) -> bool:
    """Whether people are at work: no weekend, no holiday in Sweden, and none of the eves that are kept as one."""
    return day.weekday() < _FIRST_WEEKEND_DAY and holiday(day) is None


def holiday(day: date) -> str | None:
    """Return the Swedish name of a holiday or eve, None for any other day."""
    return holidays.country_holidays("SE", categories=("public", "de_facto"), language="sv").get(day)
