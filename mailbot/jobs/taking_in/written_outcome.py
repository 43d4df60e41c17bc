"""What the ledger and the log say of a message once it is decided what becomes of it."""

from __future__ import annotations

import structlog
from sqlalchemy import update

from mailbot.intake import ledger
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.ledger import Before
from mailbot.mail.decode import decode
from mailbot.mail.message import RawMessage
from mailbot.primitives import safe_text
from mailbot.primitives.personnummer import beginning
from mailbot.primitives.references import without_codes
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Message
from mailbot.store.values import EventKind, Outcome

log = structlog.get_logger()

_BEGINS, _FIRST_WORDS = 2_000, 200
"""Characters of a mail that are looked at for its first words, and that are shown of them."""


def close(work: UnitOfWork, row: Message, handled: Handled, error: str = "") -> None:
    """Write down what became of a message, and why; `error` is the type and place of what it broke."""
    ledger.decide(row, handled.outcome, work.now, reason=handled.reason, error=error)
    work.record(EventKind.MESSAGE_RECEIVED, f"message:{row.id}", sha256=row.sha256, outcome=handled.outcome)


def log_taken(row: Message) -> None:
    """Say in the log that a message was taken in: once that is committed."""
    log.info("message_taken", message=row.id, verdict=row.verdict, rule=row.rule, outcome=row.outcome)


def first_words(own_text: str) -> str:
    """Return how a text begins, for the list of what waits; without what looks like a code of ours."""
    return safe_text.shortened(without_codes(beginning(own_text, _BEGINS)), _FIRST_WORDS)


def take_over(work: UnitOfWork, before: Before, row: Message) -> None:
    """Close the rows in which the same mail waited: it was put back in the inbox to be tried again.

    A copy that nobody is to read hides none but its very self: who has seen a mail can send it
    again with fields that a machine's have.
    """
    if before.in_review:
        done = update(Message).where(Message.id.in_(before.in_review)).values(outcome=Outcome.RESOLVED)
        if row.outcome not in (Outcome.REVIEW, Outcome.HANDLED):
            done = done.where(Message.sha256 == row.sha256)
        work.session.execute(done)


def describe_safely(row: Message, raw: RawMessage) -> None:
    """Enter what the header says, where even that much can be read; no fingerprint, for it was not read whole."""
    try:
        ledger.describe(row, decode(raw.data[:100_000], internal_date=raw.internal_date), len(raw.data))
        row.fingerprint = ""
    except Exception:  # noqa: BLE001 - the row stands without it
        row.received_at = raw.internal_date
