"""Kept times, compared with a clock that may have been wrong when they were written.

A machine's clock can jump ahead and come back. What was written meanwhile lies in the
future, maybe by a year: no rule may wait for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

_SLACK = timedelta(minutes=1)
"""So much a clock is set back in everyday life."""

Column = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def latest(now: datetime) -> datetime:
    """Return the last moment that a kept time may say and be believed."""
    return now + _SLACK


def past(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the moment, or None where it lies in the future and can't be believed."""
    return None if moment is None or moment > latest(now) else moment


def past_or_now(column: Column, now: datetime) -> ColumnElement[datetime]:
    """Give the column's time; now where there is none, or it lies in the future."""
    return case((column <= latest(now), column), else_=literal(now, column.type))


def since(column: Column, start: datetime, now: datetime) -> ColumnElement[bool]:
    """Whether the column's time lies after `start` and not in the future."""
    return (column > start) & (column <= latest(now))


def is_due(column: Column, now: datetime, longest_wait: timedelta) -> ColumnElement[bool]:
    """Whether the column's time has come; one further ahead than anybody is made to wait is not believed."""
    return or_(column <= now, column > latest(now + longest_wait))
