"""Which days a letter about what was achieved is about: the months, quarters or half-years of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from babel.dates import format_date

_MONTHS: Mapping[str, int] = MappingProxyType({"monthly": 1, "quarterly": 3, "half_yearly": 6})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the Swedish calendar, both ends included."""

    first_day: date
    last_day: date


def last_ended(rhythm: str, today: date) -> Period | None:
    """Return the newest period that is over on that day; None where the rhythm is «off»."""
    months = _MONTHS.get(rhythm)
    if months is None:
        return None
    begun = date(today.year, (today.month - 1) // months * months + 1, 1)
    years, month = divmod(begun.month - 1 - months, 12)
    return Period(date(begun.year + years, month + 1, 1), begun - _DAY)


def in_words(period: Period) -> str:
    """Return whole months as «januari–mars 2027», other days as «1 januari–14 mars 2027»."""
    first, last = period.first_day, period.last_day
    whole = first.day == 1 and (last + _DAY).day == 1
    form = "MMMM" if whole else "d MMMM"
    end = _said(last, f"{form} y")
    if (first.year, first.month) == (last.year, last.month) and (whole or first == last):
        return end
    return f"{_said(first, form if first.year == last.year else f'{form} y')}–{end}"


def _said(day: date, form: str) -> str:
    return format_date(day, form, locale="sv_SE")
