"""Which of the workers of one database leads: the epoch, which each transaction of a leader is checked against.

A lock says who may begin to lead (`locks`). The epoch sees to it that nobody goes on who only
believes that he does: whoever comes to lead raises it, and each transaction looks at it
with its row locked, so that none of an earlier epoch can be committed any more.

Who leads is a row of the register, and goes back with it where a backup is restored beneath the workers. So a
transaction is told, too, which register it is in: the table and the server's start, which no backup holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, String, literal, literal_column, select
from sqlalchemy.orm import Session

from mailbot.store.tables import Lead


@dataclass(frozen=True, slots=True)
class Leader:
    """A worker, as it tells of itself when it comes to lead. `name` is what its database sessions are called."""

    name: str
    host: str
    version: str
    time_zone: str
    thread_key: str


class Turn(NamedTuple):
    """Whose reign it is, and in which register: another one, where a backup took its place or its server started anew.

    With SQLite it is always the same: nothing takes its file's place while a worker works.
    """

    epoch: int
    register: str


_STARTED = "extract(epoch FROM pg_postmaster_start_time())"
_EPOCH = Lead.bare().c.epoch
_HERE: dict[str, Select[int, str]] = {
    "sqlite": select(_EPOCH, literal("", String)),
    "postgresql": select(_EPOCH, literal_column(f"concat(lead.tableoid, ' ', {_STARTED})", String)),
}
_TURN = {dialect: here.with_for_update() for dialect, here in _HERE.items()}
"""Made once, as all that each mail and each letter asks: to make a statement takes longer than the database."""


def turn(session: Session) -> Turn:
    """Wait until no other transaction is about to change anything, and keep all others out.

    SQLite has locked the whole file by then; PostgreSQL locks the one row that everybody asks for first.
    """
    return _asked(session, _TURN)


def here(session: Session) -> Turn:
    """Return the same, and keep nobody out."""
    return _asked(session, _HERE)


def _asked(session: Session, by_dialect: dict[str, Select[int, str]]) -> Turn:
    epoch, register = session.execute(by_dialect[session.get_bind().dialect.name]).one()
    return Turn(epoch, register)


def leader(session: Session) -> Lead:
    """Return who leads, or led last."""
    return session.get_one(Lead, 1)


def take_over(session: Session, member: Leader, now: datetime) -> Turn:
    """Enter the member as the leader; from its epoch on nobody else's is good."""
    register = turn(session).register
    row = session.get_one(Lead, 1)
    row.epoch += 1
    row.worker, row.host, row.version = member.name, member.host, member.version
    row.time_zone, row.thread_key, row.since = member.time_zone, member.thread_key, now
    return Turn(row.epoch, register)


def step_down(session: Session, epoch: int) -> None:
    """Note that the leader of this epoch has stopped by itself: nobody need cut it off."""
    row = session.get_one(Lead, 1, with_for_update=True)
    if row.epoch == epoch:
        row.worker = ""
