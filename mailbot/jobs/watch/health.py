"""Whether mailbot does its work, for a monitor to ask at any time: from the register alone, and changing nothing.

The worker notes there what it has done; so a worker that has died, hangs or reaches no server is seen, too.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM, Config
from mailbot.errors import DatabaseUnavailable
from mailbot.jobs.comparing import older_register
from mailbot.jobs.watch import worker_notes
from mailbot.mailbox.login import expires
from mailbot.store import lead, plausible_times
from mailbot.store.engine import Database
from mailbot.store.tables import Letter
from mailbot.store.values import LetterState

LETTER_PATIENCE = timedelta(minutes=30)
REFUSAL_PATIENCE = timedelta(minutes=5)
"""A right that was just granted takes time to spread, and a server under load may refuse one login."""
EXPIRY_NOTICE = timedelta(days=14)
_SEVERAL = 3
"""So many letters that none takes are no fault of one recipient's server."""


class ProblemKind(StrEnum):
    """What may be wrong."""

    NO_LEADER = "no_leader"
    STOPPED = "stopped"
    QUEUE_GROWS = "queue_grows"
    SENDING_FAILS = "sending_fails"
    UNACCOUNTED = "unaccounted"
    CLOCK = "clock"
    DISK = "disk"
    MAILBOX_LOGIN = "mailbox_login"
    SMTP_LOGIN = "smtp_login"
    EXPIRES = "expires"
    REGISTER_OLDER = "register_older"
    REGISTER_AWAY = "register_away"


@dataclass(frozen=True, slots=True)
class Problem:
    """What somebody must see to, in a few words."""

    kind: ProblemKind
    said: str


@dataclass(frozen=True, slots=True)
class Health:
    """How things stand. `unaccounted` and `reconciled_at` are None before the first reconcile."""

    leader: str | None
    last_pass: datetime | None
    letters_waiting: int
    """Older than half an hour, and not tried once."""
    letters_deferred: int
    """Older than half an hour, tried, and none was sent since; 0 where any was."""
    letters_failed: int
    unaccounted: int | None
    reconciled_at: datetime | None
    clock_ahead_seconds: int
    disk_free_mb: int
    """Where it is fullest: the disk of `state_dir`, or of SQLite's file."""
    mailbox_refuses_since: datetime | None
    smtp_refuses_since: datetime | None
    login_expires: date | None
    """When the first password, secret or certificate of the two servers stops working, as far as is known."""
    register_lacks: str | None
    """What an older register lacks of what it once was here."""

    def problems(self, config: Config, now: datetime) -> tuple[Problem, ...]:
        """Say what somebody must see to; nothing where all is well."""
        limits = config.operations
        silence = max(timedelta(minutes=limits.silent_minutes), 2 * timedelta(seconds=config.mailbox.poll_seconds))
        passed = plausible_times.past(self.last_pass, now)
        ends, today = self.login_expires, now.astimezone(STOCKHOLM).date()
        found = {
            Problem(ProblemKind.NO_LEADER, "no worker leads"): self.leader is None,
            Problem(ProblemKind.STOPPED, f"no successful pass since {_said(passed)}"): (
                passed is None or now - passed > silence
            ),
            Problem(ProblemKind.QUEUE_GROWS, f"{self.letters_waiting} letters wait untried"): self.letters_waiting > 0,
            Problem(
                ProblemKind.SENDING_FAILS, f"none of {self.letters_deferred} letters is taken: mailbot letters list"
            ): (self.letters_deferred >= _SEVERAL),
            Problem(ProblemKind.UNACCOUNTED, f"{self.unaccounted} messages unaccounted for: mailbot reconcile"): bool(
                self.unaccounted
            ),
            Problem(ProblemKind.CLOCK, f"the clock is {self.clock_ahead_seconds} s ahead of the mail server's"): (
                self.clock_ahead_seconds != 0
            ),
            Problem(ProblemKind.DISK, f"{self.disk_free_mb} MB free at {config.state_dir}"): (
                self.disk_free_mb < limits.disk_mb
            ),
            _refused(ProblemKind.MAILBOX_LOGIN, self.mailbox_refuses_since): _lasts(self.mailbox_refuses_since, now),
            _refused(ProblemKind.SMTP_LOGIN, self.smtp_refuses_since): _lasts(self.smtp_refuses_since, now),
            Problem(ProblemKind.EXPIRES, f"the login at the mail servers works until {ends} only"): (
                ends is not None and ends - today <= EXPIRY_NOTICE
            ),
            Problem(ProblemKind.REGISTER_OLDER, f"the register lacks {self.register_lacks}: mailbot restore"): (
                self.register_lacks is not None
            ),
        }
        return tuple(problem for problem, holds in found.items() if holds)


def look(config: Config, now: datetime) -> Health:
    """Say how things stand. DatabaseUnavailable where there is no register, or it can't be asked."""
    with closing(Database(config.database_url)) as database:
        if not database.is_made():
            raise DatabaseUnavailable("there is no register yet: no worker has ever started")
        return examine(config, database, now)


def examine(config: Config, database: Database, now: datetime) -> Health:
    """Do as `look`, with a database that is open already."""
    leads = database.lock().is_held()
    lacks = older_register.behind(config.state_dir, database)
    with database.reading() as session:
        return Health(
            leader=lead.leader(session).host if leads else None,
            last_pass=worker_notes.last_pass(session),
            letters_waiting=_count(session, _waits(now), Letter.attempts == 0),
            letters_deferred=_deferred(session, now),
            letters_failed=_count(session, Letter.state == LetterState.FAILED),
            unaccounted=worker_notes.unaccounted(session),
            reconciled_at=worker_notes.reconciled_at(session),
            clock_ahead_seconds=worker_notes.clock_ahead_seconds(session),
            disk_free_mb=_free_mb(config.state_dir, database.folder),
            mailbox_refuses_since=worker_notes.login_refused_since(session, "mailbox"),
            smtp_refuses_since=worker_notes.login_refused_since(session, "smtp"),
            login_expires=min(filter(None, map(expires, (config.mailbox, config.smtp))), default=None),
            register_lacks=str(lacks) if lacks else None,
        )


def _free_mb(*folders: Path | None) -> int:
    """Return the room on the fullest of the folders' disks."""
    return min(shutil.disk_usage(folder).free for folder in folders if folder) // 1_000_000


def _waits(now: datetime) -> ColumnElement[bool]:
    """Ask for letters that wait too long. A server that is away costs no attempt, a full mailbox does."""
    return (Letter.state == LetterState.QUEUED) & (Letter.created_at < now - LETTER_PATIENCE)


def _deferred(session: Session, now: datetime) -> int:
    """Count the letters that were tried in vain for so long; 0 where others were taken meanwhile."""
    if _count(session, plausible_times.since(Letter.sent_at, now - LETTER_PATIENCE, now)):
        return 0
    return _count(session, _waits(now), Letter.attempts > 0)


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(Letter.id)).where(*which)) or 0


def _refused(kind: ProblemKind, since: datetime | None) -> Problem:
    server = "mail server" if kind is ProblemKind.MAILBOX_LOGIN else "SMTP server"
    return Problem(kind, f"the {server} refuses our login since {_said(since)}")


def _lasts(refused_since: datetime | None, now: datetime) -> bool:
    since = plausible_times.past(refused_since, now)
    return since is not None and now - since >= REFUSAL_PATIENCE


def _said(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "the start"
