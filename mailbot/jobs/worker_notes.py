"""What a worker notes in the register for `health` to ask: that it passed, what it counted, who refuses it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from mailbot.store import settings

_LAST_PASS, _CLOCK, _RECONCILED = "last_pass", "clock_ahead_seconds", "reconciled"
Server = Literal["mailbox", "smtp"]


def note_pass(session: Session, now: datetime) -> None:
    """Note that a pass over the mailbox has succeeded."""
    settings.keep(session, _LAST_PASS, now)


def last_pass(session: Session) -> datetime | None:
    """Return when a pass last succeeded."""
    return settings.last(session, _LAST_PASS)


def note_clock(session: Session, ahead: timedelta) -> None:
    """Note how far this machine's clock is ahead of the mail server's."""
    settings.keep_text(session, _CLOCK, str(round(ahead.total_seconds())))


def clock_ahead_seconds(session: Session) -> int:
    """Return how far the clock was ahead when the mail server was last asked."""
    return int(settings.text(session, _CLOCK) or 0)


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


def unaccounted(session: Session) -> int | None:
    """Return how many messages the last reconcile could not account for; None before the first."""
    found: int | None = json.loads(settings.text(session, _RECONCILED) or "{}").get("unaccounted")
    return found


def note_login(session: Session, server: Server, now: datetime, refused: str) -> None:
    """Note what a server says that refuses our login; nothing where it lets us in. The first refusal's time stays."""
    name = f"login_{server}"
    kept = settings.text(session, name)
    if refused:
        since = json.loads(kept)["since"] if kept else now.isoformat()
        settings.keep_text(session, name, json.dumps({"since": since, "said": refused}))
    elif kept:
        settings.keep_text(session, name, "")


def login_refused_since(session: Session, server: Server) -> datetime | None:
    """Return since when a server refuses our login; None where it doesn't."""
    kept = settings.text(session, f"login_{server}")
    return datetime.fromisoformat(json.loads(kept)["since"]) if kept else None
