"""A letter's way from queued to sent, each step a change that the caller commits.

queued → sending (committed) → SMTP → sent, or queued again with back-off, or
failed. The one window that SMTP leaves open is between its acceptance and our
commit: a letter found in «sending» after a crash goes out again, with the same
Message-ID, so that the second copy is recognisable.

Any worker delivers. What one has claimed is its own for a while, after which it counts as dead.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, not_, or_, select, update
from sqlalchemy.orm import Session

from mailbot.store import plausible_times
from mailbot.store.plausible_times import Now
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
_SPREAD = 8
"""Letters that were put off together come again over an eighth of their wait, each at its place in it."""
_PLACES = 16


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is ours to send, as it goes over the wire."""

    id: int
    recipient: str
    message_id: str
    mime: bytes


@dataclass(frozen=True, slots=True)
class Postman:
    """A worker that delivers, and how fast all together may.

    `now` is the time by the clock that all workers share, for what one of them
    writes and another compares with its own.
    """

    name: str
    rate_per_minute: int
    now: datetime


def recover(session: Session, postman: Postman, lease: timedelta) -> int:
    """Queue again what the postman itself or one that died left in «sending»; return how many.

    What another has claimed is its own for as long as the lease. Called only between two letters of the postman's.
    """
    claimed_by_the_dead = not_(plausible_times.since(Letter.claimed_at, postman.now - lease, postman.now))
    left = (Letter.state == LetterState.SENDING) & or_(Letter.claimed_by == postman.name, claimed_by_the_dead)
    found = session.scalars(select(Letter.id).where(left)).all()
    session.execute(update(Letter).where(Letter.id.in_(found)).values(state=LetterState.QUEUED))
    return len(found)


def claim(session: Session, now: datetime, postman: Postman) -> Claimed | None:
    """Take the letter that is due and whose turn it is; None where there is none, or the rate is used up.

    Decisions go first, then each recipient's first letter before anybody's second.
    """
    told = {"postman": postman.name, "rate": postman.rate_per_minute, **_SHARED.at(postman.now), **_NOW.at(now)}
    session.flush()  # what came of the letter before, which the bare table must show
    row = session.execute(_CLAIM, told).one_or_none()
    return Claimed(row.id, row.recipient, row.message_id, zlib.decompress(row.mime)) if row else None


def _due(now: datetime | Now) -> ColumnElement[bool]:
    return (_C.state == LetterState.QUEUED) & plausible_times.is_due(_C.next_attempt_at, now, _LONGEST_WAIT)


_LETTERS = Letter.bare()
_C = _LETTERS.c
_NOW, _SHARED = Now("now"), Now("shared")
_IN_LAST_MINUTE = plausible_times.since(_C.claimed_at, _SHARED - timedelta(minutes=1), _SHARED)
_TRIED_LATELY = select(func.count(_C.id)).where(_IN_LAST_MINUTE).correlate(None).scalar_subquery()
"""The letters that anybody has tried to hand over in the last minute."""
_IN_TURN = (
    select(_C.id)
    .where(_due(_NOW), bindparam("rate") > _TRIED_LATELY)
    .order_by(_C.urgency, _C.turn, _C.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    .correlate(None)
)
_CLAIM = (
    update(_LETTERS)
    .where(_C.id == _IN_TURN.scalar_subquery())
    .values(
        state=LetterState.SENDING,
        claimed_at=_SHARED + timedelta(),
        claimed_by=bindparam("postman"),
        attempts=_C.attempts + 1,
        first_tried_at=plausible_times.past_or_now(_C.first_tried_at, _NOW),
    )
    .returning(_C.id, _C.recipient, _C.message_id, _C.mime)
)
"""Made once, as `_ACCEPTED`: every letter asks for both."""


def is_still_with(letter: Letter, name: str) -> bool:
    """Whether the letter is still the one's who claimed it: the lease may be over, and another may be sending it."""
    return letter.state is LetterState.SENDING and letter.claimed_by == name


def sent(session: Session, letter: Claimed, now: datetime, *, owes_copy: bool) -> str | None:
    """Note that the server has accepted the letter, and whether a copy of it is still to be filed.

    Return the name of who has claimed it last; None where another has sent it, too, and noted that.
    """
    copy_at = now + COPY_AGAIN if owes_copy else None
    told = {"letter": letter.id, "now": now, "copy_at": copy_at}
    name: str | None = session.scalar(_ACCEPTED, told)
    return name


_ACCEPTED = (
    update(_LETTERS)
    .where(_C.id == bindparam("letter"), _C.state != LetterState.SENT)
    .values(state=LetterState.SENT, sent_at=bindparam("now"), error="", copy_due_at=bindparam("copy_at"))
    .returning(_C.claimed_by)
)


def deferred(letter: Letter, now: datetime, error: str) -> None:
    """Queue the letter for a later attempt, or give it up when it has been tried for days."""
    if letter.attempts >= _LEAST_TRIES and now - (letter.first_tried_at or now) > GIVE_UP_AFTER:
        failed(letter, now, error)
        return
    letter.state, letter.error = LetterState.QUEUED, error
    doubled = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(letter.attempts - 1, _DOUBLINGS))
    letter.next_attempt_at = now + doubled - doubled / _SPREAD * (letter.id % _PLACES) / _PLACES


def put_off(session: Session, letter: Letter, now: datetime, error: str) -> None:
    """Queue the letter as it was, and let every letter wait: the server is away, and no attempt has been made."""
    letter.state, letter.error = LetterState.QUEUED, error
    letter.attempts -= 1
    if not letter.attempts:
        letter.first_tried_at = None
    session.execute(update(Letter).where(_due(now)).values(next_attempt_at=now + _FIRST_WAIT))


def failed(letter: Letter, now: datetime, error: str) -> None:
    """Give the letter up; the secretary reads of it in the digest."""
    letter.state, letter.failed_at, letter.error = LetterState.FAILED, now, error


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
