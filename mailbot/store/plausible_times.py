"""Kept times, compared with a clock that may have been wrong when they were written.

A machine's clock can jump ahead and come back. What was written meanwhile lies in the
future, maybe by a year: no rule may wait for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import BindParameter, ColumnElement, bindparam, case, or_
from sqlalchemy.orm import InstrumentedAttribute

from mailbot.store.columns import UtcDateTime

_SLACK = timedelta(minutes=1)
"""So much a clock is set back in everyday life."""

Column = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None] | sqlalchemy.Column[Any]


class Now:
    """The present in a statement that is made once: a time so far from it is a parameter, which `at` gives."""

    def __init__(self, name: str) -> None:
        self._name, self._away = name, dict[str, timedelta]()

    def __add__(self, away: timedelta) -> BindParameter[datetime]:
        name = f"{self._name}_{len(self._away)}"
        self._away[name] = away
        return bindparam(name, type_=UtcDateTime())

    def __sub__(self, back: timedelta) -> BindParameter[datetime]:
        return self + -back

    def at(self, now: datetime) -> dict[str, datetime]:
        """Return the parameters' values when it is `now`."""
        return {name: now + away for name, away in self._away.items()}


def past(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the moment, or None where it lies in the future and can't be believed."""
    return None if moment is None or moment > now + _SLACK else moment


def past_or_now(column: Column, now: Now) -> ColumnElement[datetime]:
    """Give the column's time; now where there is none, or it lies in the future."""
    return case((column <= now + _SLACK, column), else_=now + timedelta())


def since(column: Column, start: datetime | BindParameter[datetime], now: datetime | Now) -> ColumnElement[bool]:
    """Whether the column's time lies after `start` and not in the future."""
    return (column > start) & (column <= now + _SLACK)


def is_due(column: Column, now: datetime | Now, longest_wait: timedelta) -> ColumnElement[bool]:
    """Whether the column's time has come; one further ahead than anybody is made to wait is not believed."""
    return or_(column <= now + timedelta(), column > now + (longest_wait + _SLACK))
