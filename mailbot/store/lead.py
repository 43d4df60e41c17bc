"""Which of the workers of one database leads: the epoch, which each transaction of a leader is checked against.

A lock says who may begin to lead (`locks`). The epoch sees to it that nobody goes on who only
believes that he does: whoever comes to lead raises it, and each transaction looks at it
with its row locked, so that none of an earlier epoch can be committed any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.store.tables import Lead


@dataclass(frozen=True, slots=True)
class Member:
    """A worker, as it tells of itself when it comes to lead. `name` is what its database sessions are called."""

    name: str
    host: str
    version: str
    time_zone: str
    thread_key: str


_TURN = select(Lead.epoch).with_for_update()
"""Made once, as all that each mail and each letter asks: to make a statement takes longer than the database."""


def turn(session: Session) -> int:
    """Wait until no other transaction is about to change anything, and keep all others out; return the epoch.

    SQLite has locked the whole file by then; PostgreSQL locks the one row that everybody asks for first.
    """
    return session.execute(_TURN).scalar_one()


def leader(session: Session) -> Lead:
    """Return who leads, or led last."""
    return session.get_one(Lead, 1)


def take_over(session: Session, member: Member, now: datetime) -> int:
    """Enter the member as the leader; return its epoch, from which on nobody else's is good."""
    row = session.get_one(Lead, 1, with_for_update=True)
    row.epoch += 1
    row.worker, row.host, row.version = member.name, member.host, member.version
    row.time_zone, row.thread_key, row.since = member.time_zone, member.thread_key, now
    return row.epoch


def step_down(session: Session, epoch: int) -> None:
    """Note that the leader of this epoch has stopped by itself: nobody need cut it off."""
    row = session.get_one(Lead, 1, with_for_update=True)
    if row.epoch == epoch:
        row.worker = ""
