"""What a run leaves in the register, the folders and other people's mailboxes, so that two runs can be compared.

Left out are the running number of an initiative, for what a kill interrupts is taken last, and what is drawn anew in
each run: ids and codes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from email import message_from_bytes, policy
from typing import Any

from sqlalchemy import text

from mailbot import app as composition
from mailbot.config import Config
from mailbot.jobs.comparing.reconcile import mend, reconcile
from mailbot.register import audit
from tests.crash.stories import GOES_ON
from tests.support.servers.dovecot import Account
from tests.support.servers.smtp import Delivered

Left = dict[str, Any]

_LEVELS = {f"{prefix}{name}" for prefix in ("", "INBOX.") for name in ("Hanterade", "Automatiska")}
"""Folders that only hold others."""

_ROWS = {
    "ledger": "SELECT message_id, verdict, rule, outcome, filed_folder, error FROM messages",
    "initiatives": "SELECT title, state, initiator_address, sender_confirmed, "
    "(SELECT count(*) FROM form_versions WHERE initiative_id = initiatives.id) FROM initiatives",
    "agendas": "SELECT meetings.day, revision, initiatives.title FROM agenda_items "
    "JOIN agendas ON agendas.id = agenda_id JOIN meetings ON meetings.id = meeting_id "
    "JOIN initiatives ON initiatives.id = initiative_id",
    "decisions": "SELECT initiatives.title, outcome, decisions.state FROM decisions "
    "JOIN initiatives ON initiatives.id = initiative_id",
    "works": "SELECT initiatives.title, responsible_address, "
    "(SELECT count(*) FROM evaluation_versions WHERE follow_up_id = follow_ups.id) FROM follow_ups "
    "JOIN initiatives ON initiatives.id = initiative_id",
    "spreadings": "SELECT initiatives.title, spreadings.organisation, answer, answers, lapsed_at IS NULL "
    "FROM spreadings JOIN initiatives ON initiatives.id = initiative_id",
    "letters": "SELECT kind, recipient, state, copy_due_at FROM letters",
    "originals": "SELECT sha256 FROM originals",
}
_NUMBERS = "SELECT number FROM initiatives ORDER BY number"


def left_by(config: Config, account: Account, letters: Iterable[Delivered]) -> Left:
    """Return it all, counted."""
    with composition.build(config, clock=lambda: GOES_ON) as built:
        with built.alone() as services:
            mend(services, built.mailbox)  # as once a day: a move that a kill left unnoted is noted
        with built.services.database.reading() as session:
            rows = {name: session.execute(text(query)).all() for name, query in _ROWS.items()}
            numbers = [row.number for row in session.execute(text(_NUMBERS))]
            broken = audit.verify(session)
        looked = reconcile(built.services, built.mailbox)
    there = account.folders() - _LEVELS
    places = ((name, _known_by(data)) for name in there for data in account.messages(name))
    return {
        **{name: Counter(tuple(map(_plain, row)) for row in found) for name, found in rows.items()},
        "folders": Counter(places),
        "delivered": Counter({one.data: (one.recipients[0], _known_by(one.data)) for one in letters}.values()),
        "numbers have gaps": numbers != list(range(1, len(numbers) + 1)),
        "audit": broken,
        "unaccounted": looked.unaccounted,
        "unfinished": looked.unfinished,
    }


def differences(clean: Left, other: Left) -> dict[str, dict[str, Any]]:
    """Return what the other has too much and too little of, by name."""
    found = {}
    for name, expected in clean.items():
        if isinstance(expected, Counter) and other[name] != expected:
            found[name] = {"doubled": dict(other[name] - expected), "lost": dict(expected - other[name])}
        elif other[name] != expected:
            found[name] = {"other": other[name]}
    return found


def message_id(data: bytes) -> str:
    """Return a mail's Message-ID."""
    return str(message_from_bytes(data, policy=policy.default)["Message-ID"])


def _known_by(data: bytes) -> str:
    """Return what a message is told again by in another run: our letters' ids are drawn anew."""
    parsed = message_from_bytes(data, policy=policy.default)
    ours = "X-Mailbot" in data[:4000].decode("latin-1") or str(parsed["Auto-Submitted"] or "").startswith("auto-re")
    return _plain(f"{parsed['To']} {parsed['Subject']}" if ours else parsed["Message-ID"] or parsed["Subject"])


def _plain(cell: object) -> str:
    return re.sub(r"OH-2026-\d{4}", "OH", str(cell))
