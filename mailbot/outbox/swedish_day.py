"""A day as letters say it."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date

from mailbot.config import STOCKHOLM


def swedish_day(day: date | datetime) -> str:
    """Return a day in words, as «torsdag 10 december 2026»; a time is taken as the day it is in Sweden."""
    return format_date(local_day(day), "EEEE d MMMM y", locale="sv_SE")


def local_day(day: date | datetime) -> date:
    """Return the day that a time is in Sweden; a day as it is."""
    return day.astimezone(STOCKHOLM).date() if isinstance(day, datetime) else day
