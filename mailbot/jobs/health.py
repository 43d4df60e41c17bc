"""Whether mailbot does its work, for a monitor to ask at any time: from the register alone, and changing nothing.

The worker notes there what it has done; so a worker that has died, hangs or reaches no server is seen, too.
"""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.errors import DatabaseUnavailable
from mailbot.store import lead, moments, settings
from mailbot.store.engine import Database
from mailbot.store.tables import Letter
from mailbot.store.values import LetterState

SILENCE = timedelta(minutes=15)
"""So long without a successful pass is too long, or two polls where those are rarer."""
LETTER_PATIENCE = timedelta(minutes=30)
DISK_MB = 100
_LAST_PASS, _CLOCK, _RECONCILED = "last_pass", "clock_ahead_seconds", "reconciled"


@dataclass(frozen=True, slots=True)
class Health:
    """How things stand. `unaccounted` and `reconciled_at` are None before the first reconcile."""

    leader: str | None
    last_pass: datetime | None
    letters_waiting: int
    """Older than half an hour, and not tried once."""
    letters_failed: int
    unaccounted: int | None
    reconciled_at: datetime | None
    clock_ahead_seconds: int
    disk_free_mb: int

    def problems(self, config: Config, now: datetime) -> tuple[str, ...]:
        """Say what somebody must see to, a few words each; nothing where all is well."""
        silence = max(SILENCE, 2 * timedelta(seconds=config.mailbox.poll_seconds))
        passed = moments.past(self.last_pass, now)
        found = {
            "no worker leads": self.leader is None,
            f"no successful pass since {_said(passed)}": passed is None or now - passed > silence,
            f"{self.letters_waiting} letters wait untried": self.letters_waiting > 0,
            f"{self.unaccounted} messages unaccounted for: mailbot reconcile": bool(self.unaccounted),
            f"the clock is {self.clock_ahead_seconds} s ahead of the mail server's": self.clock_ahead_seconds != 0,
            f"{self.disk_free_mb} MB free at {config.state_dir}": self.disk_free_mb < DISK_MB,
        }
        return tuple(sentence for sentence, holds in found.items() if holds)


def note_pass(session: Session, now: datetime) -> None:
    """Note that a pass over the mailbox has succeeded."""
    settings.keep(session, _LAST_PASS, now)


def note_clock(session: Session, ahead: timedelta) -> None:
    """Note how far this machine's clock is ahead of the mail server's."""
    settings.keep_text(session, _CLOCK, str(round(ahead.total_seconds())))


def note_reconcile(session: Session, now: datetime, unaccounted: int) -> None:
    """Note what a reconcile has found."""
    settings.keep_text(session, _RECONCILED, json.dumps({"at": now.isoformat(), "unaccounted": unaccounted}))


def reconcile_soon(session: Session) -> None:
    """Have the next pass make a reconcile, whenever the last was."""
    settings.keep_text(session, _RECONCILED, "")


def reconciled_at(session: Session) -> datetime | None:
    """Return when a reconcile was last made."""
    kept = settings.text(session, _RECONCILED)
    return datetime.fromisoformat(json.loads(kept)["at"]) if kept else None


def look(config: Config, now: datetime) -> Health:
    """Say how things stand. DatabaseUnavailable where there is no register, or it can't be asked."""
    with closing(Database(config.database_url)) as database:
        if not database.is_made():
            raise DatabaseUnavailable("there is no register yet: no worker has ever started")
        return _found(config, database, now)


def _found(config: Config, database: Database, now: datetime) -> Health:
    leads = database.lock().is_held()
    with database.reading() as session:
        return Health(
            leader=lead.leader(session).host if leads else None,
            last_pass=settings.last(session, _LAST_PASS),
            letters_waiting=_count(session, _waits_untried(now)),
            letters_failed=_count(session, Letter.state == LetterState.FAILED),
            unaccounted=json.loads(settings.text(session, _RECONCILED) or "{}").get("unaccounted"),
            reconciled_at=reconciled_at(session),
            clock_ahead_seconds=int(settings.text(session, _CLOCK) or 0),
            disk_free_mb=shutil.disk_usage(config.state_dir).free // 1_000_000,
        )


def _waits_untried(now: datetime) -> ColumnElement[bool]:
    """Ask for letters that none has tried: a server that is away costs no attempt, a full mailbox does."""
    return (Letter.state == LetterState.QUEUED) & (Letter.attempts == 0) & (Letter.created_at < now - LETTER_PATIENCE)


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(Letter.id)).where(which)) or 0


def _said(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "the start"
