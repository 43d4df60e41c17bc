"""The key that signs letters' Message-IDs: kept in the register, so that all workers have the same."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from mailbot.mail.thread_ids import ThreadKey
from mailbot.store import lead, settings
from mailbot.store.engine import Database

FILE = "thread.key"
"""In `state_dir`: what is put there is taken over at the next start, and signs from then on."""
_NAME = "thread_key"


def made(database: Database, file: Path) -> ThreadKey:
    """Return the register's keys; the first call makes one. What the file names and the register lacks is put first."""
    brought = file.read_text(encoding="ascii").split() if file.exists() else []
    lines = _lines(database)
    if not lines or not set(brought) <= set(lines):
        lines = _added(database, brought)
    return ThreadKey("\n".join(lines))


def kept(database: Database) -> ThreadKey | None:
    """Return the register's keys; None where it has none yet. Changes nothing."""
    lines = _lines(database) if database.is_made() else []
    return ThreadKey("\n".join(lines)) if lines else None


def fingerprint(database: Database) -> str:
    """Return a hash of the register's keys, which tells no key."""
    return hashlib.sha256("\n".join(_lines(database)).encode()).hexdigest()


def _lines(database: Database) -> list[str]:
    with database.reading() as session:
        return settings.text(session, _NAME).split()


def _added(database: Database, brought: list[str]) -> list[str]:
    with database.writing() as session:
        lead.turn(session)
        known = settings.text(session, _NAME).split()
        lines = [line for line in brought if line not in known] + known or [secrets.token_hex(32)]
        settings.keep_text(session, _NAME, "\n".join(lines))
        return lines
