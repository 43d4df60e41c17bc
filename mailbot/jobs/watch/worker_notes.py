"""What a worker notes in the register for `health` to ask: that it passed, what it counted, who refuses it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy.orm import Session

from mailbot.store import settings
from mailbot.store.lead import Turn

_LAST_PASS, _CLOCK, _RECONCILED = "last_pass", "clock_ahead_seconds", "reconciled"
_MISSING, _ANSWERED = "missing_folders", "answered_before_restore"
_COMPARED, _SENT_SEEN, _LACKS = "compared_in_epoch", "sent_seen", "mailbox_knows_more"
Server = Literal["mailbox", "smtp"]


class SeenUpTo(NamedTuple):
    """Up to which message a folder was looked through."""

    uidvalidity: int
    uid: int


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


def note_missing(session: Session, folders: Sequence[str]) -> None:
    """Note which watched folders the mail server doesn't have."""
    settings.keep_text(session, _MISSING, json.dumps(folders))


def missing(session: Session) -> list[str]:
    """Return which watched folders the mail server didn't have at the last pass."""
    found: list[str] = json.loads(settings.text(session, _MISSING) or "[]")
    return found


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


def note_compared(session: Session, turn: Turn, seen: SeenUpTo | None) -> None:
    """Note that the leader of this epoch found nothing in the mailbox that this very register doesn't know."""
    settings.keep_text(session, _COMPARED, json.dumps(turn))
    _keep_seen(session, seen)


def compared_in(session: Session) -> Turn:
    """Return the last epoch whose leader found nothing, and in which register; epoch 0 before the first."""
    kept = json.loads(settings.text(session, _COMPARED) or "0")
    return Turn(*kept) if isinstance(kept, list) else Turn(kept, "")


def sent_seen(session: Session) -> SeenUpTo | None:
    """Return up to where Sent was looked through; None before the first time."""
    kept = settings.text(session, _SENT_SEEN)
    return SeenUpTo(*json.loads(kept)) if kept else None


def _keep_seen(session: Session, seen: SeenUpTo | None) -> None:
    if seen is not None:
        settings.keep_text(session, _SENT_SEEN, json.dumps(seen))


def note_lack(session: Session, letters: int, messages: int, told: Mapping[int, int]) -> None:
    """Note what the mailbox shows that the register doesn't know."""
    settings.keep_text(session, _LACKS, json.dumps({"letters": letters, "messages": messages, "told": told}))


def lack(session: Session) -> tuple[int, int, dict[int, int]]:
    """Return how many letters and messages the register doesn't know, and the last number told by year."""
    kept = json.loads(settings.text(session, _LACKS) or "{}")
    told = {int(year): number for year, number in kept.get("told", {}).items()}
    return kept.get("letters", 0), kept.get("messages", 0), told


def note_answered(session: Session, message_ids: Sequence[str]) -> None:
    """Note which mails letters answer that the register doesn't know."""
    settings.keep_text(session, _ANSWERED, json.dumps(message_ids))


def answered(session: Session) -> list[str]:
    """Return which mails have been answered before the register was put back, and did not come since."""
    found: list[str] = json.loads(settings.text(session, _ANSWERED) or "[]")
    return found


def note_went_on(session: Session, seen: SeenUpTo | None) -> None:
    """Note that an operator had the register go on, whatever it lacks of what was seen."""
    settings.keep_text(session, _LACKS, "")
    _keep_seen(session, seen)
