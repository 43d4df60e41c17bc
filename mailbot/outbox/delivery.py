"""A letter's way from queued to sent, each step a change that the caller commits.

queued → sending (committed) → SMTP → sent, or queued again with back-off, or
failed. The one window that SMTP leaves open is between its acceptance and our
commit: a letter found in «sending» after a crash goes out again, with the same
Message-ID, so that the second copy is recognisable.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from mailbot.store import moments
from mailbot.store.tables import Letter
from mailbot.store.values import LetterState

GIVE_UP_AFTER = timedelta(days=4)
"""How long a letter is tried for, as mail servers do (RFC 5321 §4.5.4.1)."""
_LEAST_TRIES = 24
"""Before which it is not given up: a machine that stood still, or whose clock jumped, has not tried for days."""

COPY_AGAIN = timedelta(minutes=10)
"""When a copy is filed that could not be at once: in Sent, or after a crash."""

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)
_DOUBLINGS = 6


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is ours to send, as it goes over the wire."""

    id: int
    recipient: str
    message_id: str
    mime: bytes


def recover(session: Session) -> int:
    """Queue again what a crash left in «sending»; return how many.

    Safe only while no other delivery runs: the worker's lock sees to that.
    """
    left = session.scalars(select(Letter.id).where(Letter.state == LetterState.SENDING)).all()
    session.execute(update(Letter).where(Letter.id.in_(left)).values(state=LetterState.QUEUED))
    return len(left)


def allowance(session: Session, now: datetime, rate_per_minute: int) -> int:
    """Return how many letters may go out in this minute, counted from what was sent in the last."""
    in_last_minute = moments.since(Letter.sent_at, now - timedelta(minutes=1), now)
    sent = session.scalar(select(func.count(Letter.id)).where(in_last_minute))
    return max(0, rate_per_minute - (sent or 0))


def claim(session: Session, now: datetime) -> Claimed | None:
    """Take the letter that is due and whose turn it is; None where there is none.

    Decisions go first, then each recipient's first letter before anybody's second.
    """
    letter = session.scalar(
        select(Letter)
        .where(_due(now))
        .order_by(Letter.urgency, Letter.turn, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True),
    )
    if letter is None:
        return None
    letter.state = LetterState.SENDING
    letter.attempts += 1
    letter.first_tried_at = moments.past(letter.first_tried_at, now) or now
    return Claimed(letter.id, letter.recipient, letter.message_id, zlib.decompress(letter.mime))


def _due(now: datetime) -> ColumnElement[bool]:
    return (Letter.state == LetterState.QUEUED) & moments.is_due(Letter.next_attempt_at, now, _LONGEST_WAIT)


def sent(session: Session, letter_id: int, now: datetime, *, owes_copy: bool) -> Letter:
    """Note that the server has accepted the letter, and whether a copy of it is still to be filed."""
    letter = session.get_one(Letter, letter_id)
    letter.state, letter.sent_at, letter.error = LetterState.SENT, now, ""
    letter.copy_due_at = now + COPY_AGAIN if owes_copy else None
    return letter


def deferred(session: Session, letter_id: int, now: datetime, error: str) -> Letter:
    """Queue the letter for a later attempt, or give it up when it has been tried for days."""
    letter = session.get_one(Letter, letter_id)
    if letter.attempts >= _LEAST_TRIES and now - (letter.first_tried_at or now) > GIVE_UP_AFTER:
        return failed(session, letter_id, now, error)
    letter.state, letter.error = LetterState.QUEUED, error
    letter.next_attempt_at = now + min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(letter.attempts - 1, _DOUBLINGS))
    return letter


def put_off(session: Session, letter_id: int, now: datetime, error: str) -> Letter:
    """Queue the letter as it was, and let every letter wait: the server is away, and no attempt has been made."""
    letter = session.get_one(Letter, letter_id)
    letter.state, letter.error = LetterState.QUEUED, error
    letter.attempts -= 1
    if not letter.attempts:
        letter.first_tried_at = None
    session.execute(update(Letter).where(_due(now)).values(next_attempt_at=now + _FIRST_WAIT))
    return letter


def failed(session: Session, letter_id: int, now: datetime, error: str) -> Letter:
    """Give the letter up; the secretary reads of it in the digest."""
    letter = session.get_one(Letter, letter_id)
    letter.state, letter.failed_at, letter.error = LetterState.FAILED, now, error
    return letter


def release(letter: Letter, now: datetime) -> None:
    """Let a held, stopped or failed letter go out."""
    letter.state, letter.next_attempt_at = LetterState.QUEUED, now
    letter.attempts, letter.first_tried_at, letter.failed_at = 0, None, None


def stop(letter: Letter) -> bool:
    """Stop a letter that has not gone out; False where it has."""
    if letter.state in (LetterState.SENT, LetterState.SENDING):
        return False
    letter.state = LetterState.STOPPED
    return True
