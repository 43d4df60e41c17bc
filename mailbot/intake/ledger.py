"""The ledger: what was seen where, what became of it, and what a crash left to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select, text, update
from sqlalchemy.orm import Session

from mailbot.mail.message import IncomingMessage, Location
from mailbot.primitives.compression import compressed
from mailbot.store import plausible_times
from mailbot.store.tables import Message, Original
from mailbot.store.values import Outcome

STAYS = (Outcome.LEFT, Outcome.BEFORE_START)
"""Outcomes whose message stays in the folder where it was found."""


FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
WITHHELD_FOR = timedelta(days=1)
"""A server that has refused a message for so long is not asked again: a human is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of a watched folder that the ledger knows already."""

    row_id: int
    uid: int
    outcome: Outcome | None
    received_at: datetime | None
    next_attempt_at: datetime | None
    attempts: int

    def is_interrupted(self, now: datetime) -> bool:
        """Whether a crash, or the server's refusal, came before anything was decided, and it is time to try again."""
        waits = self.next_attempt_at is not None and now < self.next_attempt_at <= now + 2 * LONGEST_PAUSE
        return self.outcome is None and not waits

    @property
    def is_suspect(self) -> bool:
        """Whether it may have ended the process, having been tried alone, or what made it wait may stop others, too.

        What was merely at hand keeps its place before what came later.
        """
        return self.attempts > 0 or self.next_attempt_at is not None

    @property
    def must_move(self) -> bool:
        """Whether all is done but the move."""
        return self.outcome is not None and self.outcome not in STAYS


def seen(session: Session, account: str, folder: str, uidvalidity: int, uids: Iterable[int]) -> dict[int, Seen]:
    """Return what the ledger knows of the messages that lie in a folder now, by UID."""
    present = set(uids)
    if not present:
        return {}
    rows = session.execute(
        select(
            Message.id,
            Message.uid,
            Message.outcome,
            Message.received_at,
            Message.next_attempt_at,
            Message.attempts,
        ).where(
            Message.account == account,
            Message.folder == folder,
            Message.uidvalidity == uidvalidity,
            Message.uid.between(min(present), max(present)),
        ),
    )
    return {row.uid: Seen(*row) for row in rows if row.uid in present}


def begin(session: Session, locations: Sequence[Location], now: datetime) -> list[Message]:
    """Note that work begins on messages that lie in one folder; return their rows in that order.

    `attempts` counts only those after the first that came to no end: then it is tried
    alone, and a process that ends is more likely ended by it than by a kill from outside.
    """
    rows = {row.uid: row for row in session.scalars(_those_at(locations))}
    for row in rows.values():
        row.attempts += 1
    session.flush()
    fresh = [_first_entry(location, now) for location in locations if location.uid not in rows]
    if fresh:
        rows |= {row.uid: row for row in session.scalars(insert(Message).returning(Message), fresh)}
    return [rows[location.uid] for location in locations]


def give_back(session: Session, row_ids: Sequence[int]) -> None:
    """Undo `begin`: what was begun for the first time is unknown again; of the others, the attempt doesn't count."""
    mine = Message.id.in_(row_ids), Message.outcome.is_(None)
    session.execute(delete(Message).where(*mine, Message.attempts == 0))
    session.execute(update(Message).where(*mine).values(attempts=Message.attempts - 1))


def withhold(session: Session, location: Location, now: datetime) -> bool:
    """Note that the server refused to hand a message out; False where it has for so long that a human must look.

    Each pause is as long as all before it.
    """
    row = at(session, location) or _entered(session, location, now)
    row.withheld_since = plausible_times.past(row.withheld_since, now) or now
    waited = now - row.withheld_since
    row.next_attempt_at = now + min(LONGEST_PAUSE, max(FIRST_PAUSE, waited))
    return waited < WITHHELD_FOR


def _entered(session: Session, location: Location, now: datetime) -> Message:
    row = Message(**_first_entry(location, now))
    session.add(row)
    return row


def _first_entry(location: Location, now: datetime) -> dict[str, Any]:
    return {
        "account": location.account,
        "folder": location.folder,
        "uidvalidity": location.uidvalidity,
        "uid": location.uid,
        "begun_at": now,
        "attempts": 0,
    }


def at(session: Session, location: Location) -> Message | None:
    """Return the row of the message at this place."""
    return session.scalar(_those_at([location]))


def _those_at(locations: Sequence[Location]) -> Select[Message]:
    folder = locations[0]
    return select(Message).where(
        Message.account == folder.account,
        Message.folder == folder.folder,
        Message.uidvalidity == folder.uidvalidity,
        Message.uid.in_([location.uid for location in locations]),
    )


def describe(row: Message, message: IncomingMessage, size: int) -> None:
    """Enter what the message says of itself."""
    row.message_id, row.fingerprint, row.sha256 = message.message_id, message.fingerprint, message.sha256
    row.sender, row.subject = message.sender.address[:320], message.subject
    row.received_at, row.size = message.received_at, size


def original(sha256: str, data: bytes) -> Original:
    """Make what is kept of a message's bytes: before the transaction, for it takes time."""
    return Original(sha256=sha256, size=len(data), compressed=compressed(data))


def keep_originals(session: Session, kept: Sequence[Original]) -> None:
    """Keep the bytes of messages, each once."""
    rows = [{"sha256": one.sha256, "size": one.size, "compressed": one.compressed} for one in kept]
    if rows:
        session.execute(_KEEP, rows)


_KEEP = text(
    "INSERT INTO originals (sha256, size, compressed) VALUES (:sha256, :size, :compressed) "
    "ON CONFLICT (sha256) DO NOTHING"
)
"""One statement on both databases."""


def decide(row: Message, outcome: Outcome, now: datetime, *, reason: str = "", error: str = "") -> None:
    """Enter what became of the message."""
    row.outcome, row.decided_at, row.reason, row.error = outcome, now, reason, error


def filed(row: Message, folder: str, to: Location | None) -> None:
    """Enter where the message was moved; `to` is None where the server did not say."""
    row.filed_folder = folder
    if to is not None:
        row.filed_uidvalidity, row.filed_uid = to.uidvalidity, to.uid


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier rows say of a message's identity (DESIGN: Message-ID + fingerprint)."""

    handled: bool = False
    """This very mail was dealt with: this copy is only filed."""
    in_review: tuple[int, ...] = ()
    """Rows in which it waits for a human: seeing it again means «try again»."""
    initiative_id: int | None = None
    """What it was registered as before it was left to a human."""
    forged: bool = False
    """The same Message-ID stands on another mail, which came first."""


def alike(session: Session, messages: Sequence[IncomingMessage]) -> list[Message]:
    """Return the rows of decided messages that have one of these messages' Message-ID, or its fingerprint."""
    ids = {message.message_id for message in messages} - {""}
    same = or_(Message.fingerprint.in_({message.fingerprint for message in messages}), Message.message_id.in_(ids))
    return [*session.scalars(select(Message).where(same, Message.outcome.is_not(None)))]


def before(known: Iterable[Message], message: IncomingMessage, *, apart_from: int) -> Before:
    """Look the message's identity up among rows (`alike`), but for its own.

    A mail that was never read whole has no fingerprint: there the Message-ID and
    the sender are all that tells it again. What a human has resolved and then
    put back into the inbox is tried again, too.
    """
    rows = [row for row in known if row.outcome is not None and row.id != apart_from and _is_alike(row, message)]
    copies = [row for row in rows if _is_copy(row, message)]
    return Before(
        handled=any(row.outcome in (Outcome.HANDLED, Outcome.AUTOMATIC) for row in copies),
        in_review=tuple(row.id for row in copies if row.outcome is Outcome.REVIEW),
        initiative_id=next((row.initiative_id for row in copies if row.initiative_id), None),
        forged=not copies and any(row.fingerprint not in ("", message.fingerprint) for row in rows),
    )


def _is_alike(row: Message, message: IncomingMessage) -> bool:
    has_same_id = bool(message.message_id) and row.message_id == message.message_id
    return has_same_id or row.fingerprint == message.fingerprint


def _is_copy(row: Message, message: IncomingMessage) -> bool:
    if row.message_id != message.message_id:
        return False
    if not row.fingerprint:
        return row.sender == message.sender.address[:320]
    return row.fingerprint == message.fingerprint
