"""The audit chain: every event carries the hash of the one before it, so that no change goes unseen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Row, String, bindparam, insert, select, type_coerce
from sqlalchemy.orm import Session

from mailbot.errors import NotFound
from mailbot.store import counters
from mailbot.store.tables import Counter, Event
from mailbot.store.values import EventKind

COUNTER = "audit"
FIRST_PREVIOUS = "0" * 64
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Happened:
    """What an event says. `at` is an aware time.

    `subject`, `actor` and `data` hold ids, references and hashes only, for an event is never changed or removed.
    """

    at: datetime
    kind: EventKind
    subject: str
    actor: str
    data: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event at which the chain does not hold, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """An event as it was when it was the last: who has kept it elsewhere can tell a chain that was cut off."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read it as `str` writes it; NotFound where that isn't one."""
        number, _, digest = text.partition(":")
        if not (number.isdigit() and re.fullmatch("[0-9a-f]{64}", digest)):
            raise NotFound(f"{text} is no head of an audit chain: it is a number, a colon and 64 hexadecimal signs.")
        return cls(int(number), digest)


_EVENTS = Event.bare()
_HASH = select(_EVENTS.c.hash).where(_EVENTS.c.id == bindparam("number"))
_APPEND = insert(_EVENTS)


def head(session: Session) -> Head | None:
    """Return the last event; None before the first."""
    last = session.execute(select(Event.id, Event.hash).order_by(Event.id.desc()).limit(1)).one_or_none()
    return last and Head(last.id, last.hash)


def record(session: Session, happened: Sequence[Happened]) -> None:
    """Add events at the chain's end, in their order and in the caller's transaction.

    Whoever records meanwhile waits until this transaction has ended.
    """
    if not happened:
        return
    first = counters.take(session, COUNTER, len(happened)) - len(happened) + 1
    # Asked in a statement of its own, once the counter is ours: whoever had it before us has committed by then.
    before = session.scalar(_HASH, {"number": first - 1})
    previous, rows = before or FIRST_PREVIOUS, list[dict[str, Any]]()
    for number, one in enumerate(happened, first):
        said: dict[str, Any] = {
            "at": one.at,
            "kind": one.kind,
            "subject": one.subject,
            "actor": one.actor,
            "data": one.data,
        }
        digest = _digest(number, previous, **said)
        rows.append({"id": number, "previous_hash": previous, "hash": digest, **said})
        previous = digest
    session.execute(_APPEND, rows)


def verify(session: Session, kept: Iterable[Head] = ()) -> Broken | None:
    """Walk the whole chain, a few hundred events at a time; None when every link holds.

    Notices a changed, missing, added or moved event, and a tail that was cut
    off without setting its counter back. `kept` are heads from elsewhere (a backup, a line in the log): with
    them it notices a tail that was cut off with all traces, and a chain that was written anew.
    """
    number, previous = 0, FIRST_PREVIOUS
    heads = {head.number: head.hash for head in kept}
    try:
        for row in session.execute(_CHAIN):
            number += 1
            if reason := _fault(row, number, previous):
                return Broken(number, reason)
            if row.hash != heads.pop(number, row.hash):
                return Broken(number, "the event is another than the one that was kept elsewhere")
            previous = row.hash
    except (LookupError, ValueError) as error:
        return Broken(number + 1, f"this event, or one of the next {_BATCH}, can't be read: {error}")
    last = session.scalar(select(Counter.value).where(Counter.name == COUNTER)) or 0
    if last == number and heads:
        return Broken(number + 1, f"the chain ends here, but event {max(heads)} is kept elsewhere")
    return None if last == number else Broken(number + 1, f"the chain ends here, but {last} events were recorded")


_CHAIN = (
    select(
        Event.id,
        Event.at,
        type_coerce(Event.kind, String).label("kind"),  # a kind that we don't know is a fault to show, not to raise
        Event.subject,
        Event.actor,
        Event.data,
        Event.previous_hash,
        Event.hash,
    )
    .order_by(Event.id)
    .execution_options(yield_per=_BATCH)
)


def _fault(row: Row[Any], number: int, previous: str) -> str:
    """Say why this row can't follow the one before it; empty when it can."""
    if row.id != number:
        return f"the event is missing: {row.id} follows {number - 1}"
    if row.previous_hash != previous:
        return "the event does not carry the hash of the one before it"
    digest = _digest(
        row.id, row.previous_hash, at=row.at, kind=row.kind, subject=row.subject, actor=row.actor, data=row.data
    )
    return "" if row.hash == digest else "the event was changed: its hash is of something else"


def _digest(number: int, previous: str, *, at: datetime, **fields: Any) -> str:
    """Hash an event's canonical JSON: keys sorted, no white space, time in UTC to the microsecond."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    whole = {"id": number, "previous_hash": previous, "at": moment, **fields}
    said = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(said.encode()).hexdigest()
