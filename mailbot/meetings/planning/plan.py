"""Meetings as somebody wants them, whatever told so: an invitation, a table, an order. Data, kept with its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

Key = tuple[str, date | None]
"""A UID, and the day for which its series first had the meeting; None for all of it, or for no series."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting that is to be held; where, and when its agenda closes, if somebody said so.

    `uid` and `original` say which of which invitation it is, if it came by one.
    """

    starts_at: datetime
    place: str = ""
    stop_at: datetime | None = None
    uid: str = ""
    original: date | None = None

    @property
    def key(self) -> Key:
        """What stays the same however the meeting is moved."""
        return self.uid, self.original


@dataclass(frozen=True, slots=True)
class Version:
    """How new it is what an invitation says of a meeting, or of all (`original` is None): RFC 5546 §2.1.5."""

    uid: str
    original: date | None
    sequence: int
    stamp: datetime

    @property
    def key(self) -> Key:
        """What it is said of."""
        return self.uid, self.original

    @property
    def order(self) -> tuple[int, datetime]:
        """What is greater is newer."""
        return self.sequence, self.stamp


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An invitation that is to be accepted: who sent it, what it is called, and what its answer says again."""

    organizer: str
    title: str
    lines: str
    zones: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for.

    `dropped` are meetings that are not to be held; of a UID in `whole`, all that is neither wanted nor `kept`.
    `days_off` are days whose meeting is not to be held where no invitation made it; of the days in `called_off` none
    is, whatever made it.
    """

    wanted: tuple[Wanted, ...] = ()
    dropped: tuple[Key, ...] = ()
    whole: tuple[str, ...] = ()
    days_off: tuple[date, ...] = ()
    called_off: tuple[date, ...] = ()
    kept: tuple[Key, ...] = ()
    versions: tuple[Version, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.wanted or self.dropped or self.whole or self.called_off)


_PLAN = TypeAdapter(Plan)


def to_json(plan: Plan) -> dict[str, Any]:
    """Return the plan as a column of JSON holds it."""
    held: dict[str, Any] = _PLAN.dump_python(plan, mode="json")
    return held


def from_json(held: dict[str, Any]) -> Plan:
    """Return the plan that such a column holds."""
    return _PLAN.validate_python(held)
