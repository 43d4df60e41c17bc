"""What an iCalendar file says of meetings, as plain data: each event with the times that it is held (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


def is_calendar(data: bytes) -> bool:
    """Whether a file is iCalendar, by its content."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR")


class Method(StrEnum):
    """What the file is sent for (RFC 5546 §1.4); all others are no invitation."""

    REQUEST = "request"
    CANCEL = "cancel"
    PUBLISH = "publish"


class Zone(StrEnum):
    """How a time says where it holds."""

    NAMED = "named"
    FLOATING = "floating"
    """It holds wherever one is: `starts` takes it as Swedish."""
    UNKNOWN = "unknown"
    """It names a zone that nobody knows and the file does not describe; `starts` takes it as Swedish."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that an event is held.

    `original` is the Swedish day for which a series first had it; None for an event that is no series.
    `starts` is None for what lasts all day. `sequence` and `stamp` say how new this is (RFC 5546 §2.1.5).
    """

    original: date | None
    day: date
    starts: datetime | None
    zone: Zone
    title: str
    place: str
    text: str
    sequence: int
    stamp: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class InvitedEvent:
    """Everything that the file says under one UID.

    `is_whole`: the file says all its times, not just some of a series. `follows`: a change is meant for all that
    come after it, too, which can't be told without the whole. `more`: there are more times than are told.
    `covers` are the days between which the times of a whole series are told; of others nothing is said.
    `answers` are the lines, without who answers and when, of each VEVENT that accepts it; `zones` the
    VTIMEZONEs that these need.
    """

    uid: str
    organizer: str
    is_series: bool
    is_whole: bool
    follows: bool
    sequence: int
    stamp: datetime
    occasions: tuple[Occasion, ...]
    more: bool
    covers: tuple[date, date] | None
    answers: tuple[str, ...]
    zones: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A calendar file that invites, cancels or publishes."""

    method: Method
    events: tuple[InvitedEvent, ...]


@dataclass(frozen=True, slots=True)
class NotInvited:
    """A calendar file that can't be taken as it is. `reason` is a Swedish clause."""

    reason: str
